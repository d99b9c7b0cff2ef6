package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.workspace.BrazeKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartnerBodyTest {
  private static final String SECRETS =
      "{\"partner_api_key\":\"pk\",\"client_secret\":\"cs\",\"cohort_id\":\"c1\",";

  private final PartnerBody body =
      new PartnerBody(
          new PartnerCohort("c1", "Big \"spenders\"", Instant.parse("2026-01-02T03:04:05Z")),
          new BrazeKey("pk"),
          new KeyRing(new BrazeKey("cs"), Optional::empty));

  @Test
  void theNameGoesWithTheSecrets() {
    assertThat(text(body.ofName()))
        .isEqualTo(
            SECRETS + "\"name\":\"Big \\\"spenders\\\"\",\"created_at\":\"2026-01-02T03:04:05Z\"}");
  }

  @Test
  void addsAndRemovalsOfEveryKindShareARequest() {
    List<MemberChange> changes =
        List.of(
            MemberChange.adding(MemberId.externalId("u1"), "v"),
            MemberChange.removing(MemberId.externalId("u2"), "v"),
            MemberChange.adding(MemberId.deviceId("d1"), "v"),
            MemberChange.adding(MemberId.alias("n", "l"), "v"));

    assertThat(text(body.ofChanges(changes)))
        .isEqualTo(
            SECRETS
                + "\"cohort_changes\":["
                + "{\"user_ids\":[\"u1\"],\"device_ids\":[\"d1\"],"
                + "\"aliases\":[{\"alias_name\":\"n\",\"alias_label\":\"l\"}]},"
                + "{\"user_ids\":[\"u2\"],\"device_ids\":[],\"aliases\":[],"
                + "\"should_remove\":true}]}");
  }

  @Test
  void whoStaysThroughARenameStays() {
    MemberChange renamed = new MemberChange(MemberId.externalId("u"), "", "new", List.of("old"));

    assertThat(text(body.ofChanges(List.of(renamed)))).doesNotContain("should_remove");
  }

  @Test
  void noChangesChangeNobody() {
    assertThat(text(body.ofChanges(List.of()))).isEqualTo(SECRETS + "\"cohort_changes\":[]}");
  }

  @Test
  void theBoundOnTheBytesHolds() {
    MemberChange worst =
        MemberChange.removing(MemberId.alias("\u0001".repeat(50), "\u0002".repeat(50)), "v");
    int frame = body.ofChanges(List.of()).length;

    assertThat(body.ofChanges(List.of(worst)).length - frame)
        .isBetween(600, PartnerBody.maxBytes(worst) + 70);
    assertThat(PartnerBody.maxBytes(worst)).isEqualTo(64 + 600);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

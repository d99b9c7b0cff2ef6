package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.FakeSender;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.ResponseDecision.Meaning;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.verification.ProfileFinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileResponsesTest {
  private static final String CANARY = "canary-4711";

  private final ProfileResponses answers =
      new ProfileResponses(new StatusReading(FakeSender.DENIAL), "Kubit cohorts");

  private static MemberChange asked(MemberId member) {
    return MemberChange.adding(member, "VIPs");
  }

  private static List<MemberChange> users(String... ids) {
    return List.of(ids).stream().map(id -> asked(MemberId.externalId(id))).toList();
  }

  private ResponseDecision read(String users, List<MemberChange> batch) {
    return answers.read(
        Replies.response(200, "{\"message\":\"success\",\"users\":[" + users + "]}"), batch);
  }

  private List<ProfileFinding> findings(String users, List<MemberChange> batch) {
    ResponseDecision decision = read(users, batch);
    assertThat(decision.meaning()).isEqualTo(Meaning.ANSWERED);
    return decision.results().stream()
        .map(result -> ((ChangeResult.Profile) result).finding())
        .toList();
  }

  private static String user(String id, String attributes) {
    return "{\"custom_attributes\":%s,\"external_id\":\"%s\"}".formatted(attributes, id);
  }

  private static ProfileFinding array(boolean holds, int length) {
    return new ProfileFinding(true, holds, length);
  }

  @Test
  void ofAProfileOnlyExistenceTheNameAndTheLengthAreKept() {
    String users =
        String.join(
            ",",
            user("u3", "{\"a\":{\"b\":[1]},\"Kubit cohorts\":[\"x\",\"VIPs\",7]}"),
            user("u1", "{\"Kubit cohorts\":[\"vips\"]}"),
            user("u4", "{\"Kubit cohorts\":\"VIPs\"}"),
            user("u5", "{\"Kubit cohorts\":null}"),
            user("u6", "null"));
    assertThat(findings(users, users("u1", "u2", "u3", "u4", "u5", "u6")))
        .containsExactly(
            array(false, 1),
            ProfileFinding.ABSENT,
            array(true, 3),
            ProfileFinding.OTHER_TYPE,
            ProfileFinding.EXISTS,
            ProfileFinding.EXISTS);
  }

  @Test
  void aliasesAreMatchedByNameAndLabel() {
    List<MemberChange> batch =
        List.of(
            asked(MemberId.alias("a", "crm")),
            asked(MemberId.alias("a", "app")),
            asked(MemberId.alias("b", "crm")));
    String user =
        "{\"user_aliases\":[{\"alias_label\":\"other\",\"alias_name\":\"z\"},"
            + "{\"alias_label\":\"app\",\"alias_name\":\"a\"},"
            + "{\"alias_label\":\"crm\",\"alias_name\":\"b\"}],"
            + "\"custom_attributes\":{\"Kubit cohorts\":[\"VIPs\"]}}";
    assertThat(findings(user, batch))
        .containsExactly(ProfileFinding.ABSENT, array(true, 1), array(true, 1));
  }

  @Test
  void aDeviceIsTheProfileThatALookupFoundOrAnAnonymousOne() {
    List<MemberChange> known = List.of(asked(MemberId.deviceId("d")).of("b1"));
    assertThat(findings("{\"braze_id\":\"b1\",\"external_id\":\"u\"}", known))
        .containsExactly(ProfileFinding.EXISTS);
    List<MemberChange> device = List.of(asked(MemberId.deviceId("d")));
    assertThat(findings("{\"braze_id\":\"b1\",\"external_id\":null}", device))
        .containsExactly(ProfileFinding.EXISTS);
    assertThat(findings("{\"braze_id\":\"b1\",\"external_id\":\"u\"}", device))
        .containsExactly(ProfileFinding.ABSENT);
    assertThat(findings("", device)).containsExactly(ProfileFinding.ABSENT);
  }

  @Test
  void anAnswerAboutSomebodyElseSaysNothing() {
    assertThat(read(user("U1", "{}"), users("u1")).meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(read("{}", users("u1")).meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(read("7", users("u1")).meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(
            read("{\"braze_id\":\"b2\"}", List.of(asked(MemberId.deviceId("d")).of("b1")))
                .meaning())
        .isEqualTo(Meaning.SENSELESS);
  }

  @Test
  void whatDoesNotSaySuccessSaysNothing() {
    for (String body :
        List.of(
            "",
            "<html>",
            "[]",
            "{\"message\":\"success\"}",
            "{\"message\":\"success\",\"users\":{}}",
            "{\"message\":\"success\",\"users\":[",
            "{\"message\":\"success\",\"users\":[]} x",
            "{\"message\":\"no\",\"message\":\"success\",\"users\":[]}",
            "{\"message\":\"no\",\"users\":[]}")) {
      assertThat(answers.read(Replies.response(200, body), users("u1")))
          .as(body)
          .isEqualTo(ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, 1));
    }
  }

  @Test
  void aLimitThatIsUsedUpStopsTheQuestions() {
    ResponseDecision limited = answers.read(Replies.response(429, "{}"), users("u1"));
    assertThat(limited.meaning()).isEqualTo(Meaning.DENIED);
    assertThat(limited.failure().orElseThrow().message()).contains("profileReadsPerMinute");
  }

  @Test
  void aRefusalIsHalvedUntilItIsAboutOneMember() {
    assertThat(answers.read(Replies.response(400, "{}"), users("u1", "u2")))
        .isEqualTo(ResponseDecision.indigestible(RefusalReason.REFUSED_ALONE, 2));
    assertThat(answers.read(Replies.response(503, ""), users("u1")).meaning())
        .isEqualTo(Meaning.UNAVAILABLE);
    assertThat(answers.read(Replies.response(403, ""), users("u1")).meaning())
        .isEqualTo(Meaning.KEY_REFUSED);
  }

  @Test
  void nothingOfAProfileOrAnIdIsInWhatIsKept() {
    String secret =
        user(
            CANARY, "{\"%s\":\"%s\",\"Kubit cohorts\":[\"%s\"]}".formatted(CANARY, CANARY, CANARY));
    String whatIsKept =
        read(secret, users(CANARY)).toString()
            + read(secret, users("u1"))
            + answers.read(Replies.response(200, CANARY), users(CANARY))
            + answers.read(Replies.response(400, CANARY), users(CANARY));
    assertThat(whatIsKept).contains("holds=false, length=1").doesNotContain(CANARY);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void onlyWhatIsNeededIsAskedFor() {
    assertThat(text(answers.question(users("u1", "u\"2"))))
        .isEqualTo(
            "{\"external_ids\":[\"u1\",\"u\\\"2\"],"
                + "\"fields_to_export\":[\"external_id\",\"braze_id\",\"custom_attributes\"]}");
    assertThat(text(answers.question(List.of(asked(MemberId.alias("a", "crm"))))))
        .isEqualTo(
            "{\"user_aliases\":[{\"alias_name\":\"a\",\"alias_label\":\"crm\"}],"
                + "\"fields_to_export\":[\"external_id\",\"user_aliases\",\"custom_attributes\"]}");
    ProfileResponses match = new ProfileResponses(new StatusReading(FakeSender.DENIAL), "");
    assertThat(text(match.question(List.of(asked(MemberId.deviceId("d")).of("b1")))))
        .isEqualTo("{\"braze_id\":\"b1\",\"fields_to_export\":[\"external_id\",\"braze_id\"]}");
    assertThat(text(match.question(List.of(asked(MemberId.deviceId("d"))))))
        .isEqualTo("{\"device_id\":\"d\",\"fields_to_export\":[\"external_id\",\"braze_id\"]}");
  }
}

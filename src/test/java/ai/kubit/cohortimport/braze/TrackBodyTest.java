package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackBodyTest {
  private final TrackBody body = new TrackBody("Kubit cohorts");

  @Test
  void anAddNamesTheUserAndTheValueAndCreatesNobody() {
    assertThat(text(MemberChange.adding(MemberId.externalId("u1"), "VIP")))
        .isEqualTo(
            "{\"attributes\":[{\"external_id\":\"u1\",\"_update_existing_only\":true,"
                + "\"Kubit cohorts\":{\"add\":[\"VIP\"]}}]}");
  }

  @Test
  void aRemovalNamesAnAliasInFull() {
    assertThat(text(MemberChange.removing(MemberId.alias("a", "crm"), "VIP")))
        .isEqualTo(
            "{\"attributes\":[{\"user_alias\":{\"alias_name\":\"a\",\"alias_label\":\"crm\"},"
                + "\"_update_existing_only\":true,\"Kubit cohorts\":{\"remove\":[\"VIP\"]}}]}");
  }

  @Test
  void aRenameIsOneObject() {
    assertThat(text(new MemberChange(MemberId.externalId("u"), "", "New", List.of("Old", "Older"))))
        .contains("{\"add\":[\"New\"],\"remove\":[\"Old\",\"Older\"]}");
  }

  @Test
  void aProfileThatWasLookedUpIsNamedByItsBrazeId() {
    assertThat(text(new MemberChange(MemberId.deviceId("d1"), "b1", "VIP", List.of())))
        .contains("{\"braze_id\":\"b1\",")
        .doesNotContain("d1");
  }

  @Test
  void aDeviceIdThatWasNotLookedUpIsAMistakeOfOurs() {
    MemberChange change = MemberChange.adding(MemberId.deviceId("d1"), "VIP");

    assertThatThrownBy(() -> text(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("d1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"}]", "\\", "a\u2028b", "\u0000\u001f", "😀é", "e\u0301", "007", " x ", "null"})
  void x3IdsArriveAsTheyAre(String id) throws IOException {
    JsonNode read =
        new ObjectMapper()
            .readTree(body.of(List.of(MemberChange.adding(MemberId.externalId(id), id))));

    assertThat(read.at("/attributes/0/external_id").textValue()).isEqualTo(id);
    assertThat(read.at("/attributes/0/Kubit cohorts/add/0").textValue()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "\u0001\u0002\u0003", "漢字漢字漢字", "😀😀😀😀", ""})
  void theBoundOnTheBytesHolds(String id) {
    MemberChange change = new MemberChange(MemberId.alias(id, id), "", id + "+", List.of(id, id));

    assertThat(body.of(List.of(change)).length).isLessThanOrEqualTo(body.maxBytes(change));
  }

  /** Every text that is written may consist of characters that take six bytes. */
  @Test
  void theBoundCountsEveryText() {
    int least = body.maxBytes(MemberChange.adding(MemberId.externalId("u"), "v"));

    assertThat(body.maxBytes(MemberChange.adding(MemberId.externalId("uxx"), "v")))
        .isEqualTo(least + 12);
    assertThat(body.maxBytes(MemberChange.adding(MemberId.alias("u", "ll"), "v")))
        .isEqualTo(least + 12);
    assertThat(body.maxBytes(MemberChange.adding(MemberId.externalId("u"), "v").of("bb")))
        .isEqualTo(least + 12);
    assertThat(body.maxBytes(MemberChange.adding(MemberId.externalId("u"), "vvv")))
        .isEqualTo(least + 12);
    assertThat(body.maxBytes(new MemberChange(MemberId.externalId("u"), "", "v", List.of("o"))))
        .isEqualTo(least + 12);
    assertThat(new TrackBody("").maxBytes(MemberChange.removing(MemberId.externalId(""), "")))
        .isEqualTo(166);
  }

  private String text(MemberChange change) {
    return new String(body.of(List.of(change)), StandardCharsets.UTF_8);
  }
}

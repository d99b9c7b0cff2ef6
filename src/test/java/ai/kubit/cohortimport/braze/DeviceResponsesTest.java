package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.FakeSender;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.ResponseDecision.Meaning;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.membership.DeviceFinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceResponsesTest {
  private final DeviceResponses answers = new DeviceResponses(new StatusReading(FakeSender.DENIAL));

  private ResponseDecision read(int status, String body) {
    return answers.read(Replies.response(status, body));
  }

  private DeviceFinding finding(String users) {
    ResponseDecision decision = read(201, "{\"message\":\"success\",\"users\":[" + users + "]}");
    assertThat(decision.meaning()).isEqualTo(Meaning.ANSWERED);
    return ((ChangeResult.Device) decision.results().get(0)).finding();
  }

  private static String user(String brazeId, String externalId) {
    return "{\"braze_id\":\"" + brazeId + "\",\"external_id\":" + externalId + "}";
  }

  @Test
  void anAnonymousUserIsFound() {
    assertThat(finding("{\"braze_id\":\"b1\"}")).isEqualTo(DeviceFinding.found("b1"));
    assertThat(finding(user("b1", "null"))).isEqualTo(DeviceFinding.found("b1"));
    assertThat(finding(user("b1", "\"\""))).isEqualTo(DeviceFinding.found("b1"));
  }

  @Test
  void identifiedUsersAreNotMatchedByDevice() {
    assertThat(finding(user("b1", "\"u1\""))).isEqualTo(DeviceFinding.IDENTIFIED);
    assertThat(finding(user("b1", "\"u1\"") + "," + user("b2", "null")))
        .isEqualTo(DeviceFinding.found("b2"));
  }

  @Test
  void ofSeveralAnonymousUsersTheSameOneIsFoundEachTime() {
    assertThat(finding(user("b2", "null") + "," + user("b1", "null")))
        .isEqualTo(DeviceFinding.found("b1"));
    assertThat(finding(user("b1", "null") + "," + user("b2", "null")))
        .isEqualTo(DeviceFinding.found("b1"));
  }

  @Test
  void aDeviceOfNobodyIsUnknownAndOneWithoutProfileIsNotFound() {
    assertThat(finding("")).isEqualTo(DeviceFinding.UNKNOWN);
    assertThat(finding("{}")).isEqualTo(DeviceFinding.IDENTIFIED);
  }

  @Test
  void whatDoesNotSaySuccessSaysNothing() {
    for (String body :
        List.of(
            "",
            "<html>",
            "{\"message\":\"success\"}",
            "{\"message\":\"success\",\"users\":{}}",
            "{\"message\":\"no\",\"users\":[]}")) {
      assertThat(read(200, body))
          .as(body)
          .isEqualTo(ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, 1));
    }
  }

  @Test
  void aRefusalIsAboutTheDevice() {
    assertThat(read(400, "{\"message\":\"success\",\"users\":[]}"))
        .isEqualTo(ResponseDecision.indigestible(RefusalReason.REFUSED_ALONE, 1));
    assertThat(read(503, "").meaning()).isEqualTo(Meaning.UNAVAILABLE);
    assertThat(read(403, "").meaning()).isEqualTo(Meaning.KEY_REFUSED);
  }

  @Test
  void onlyWhatIsNeededIsAskedFor() {
    assertThat(
            new String(
                DeviceResponses.question(MemberId.deviceId("d \"1\"")), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"device_id\":\"d \\\"1\\\"\",\"fields_to_export\":[\"braze_id\",\"external_id\"]}");
  }
}

package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.WorkspaceCheck.Unreachable;
import ai.kubit.cohortimport.braze.WorkspaceCheck.Unreachable.Obstacle;
import ai.kubit.cohortimport.delivery.TransportFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckReadingTest {
  private final CheckReading reading =
      new CheckReading(
          new FailureMessages(
              "rest.example", "/users/track", "REST API key", "/p/w/rest-key", "it may"),
          new FailureMessages(
              "rest.example", "/users/track", "partner key", "/p/partner-key-us", "x"));

  private WorkspaceCheck of(int status, String body) {
    return reading.of(Replies.json(status, body));
  }

  private static Obstacle obstacle(WorkspaceCheck check) {
    return ((Unreachable) check).obstacle();
  }

  @Test
  void aRefusalOfNothingIsAnAcceptedKey() {
    for (int status : List.of(200, 201, 400)) {
      assertThat(of(status, "{}"))
          .isEqualTo(
              new WorkspaceCheck.Ok(
                  "rest.example answers and accepts the REST API key for /users/track."));
    }
  }

  @Test
  void whoeverSpeaksNoJsonIsNotBraze() {
    for (int status : List.of(200, 400)) {
      WorkspaceCheck check = of(status, "<html>");
      assertThat(obstacle(check)).isEqualTo(Obstacle.SENSELESS_ANSWER);
      assertThat(check.sentence()).contains("rest.example").contains("not as Braze does");
    }
  }

  @Test
  void aRefusedKeyIsNamedWithItsParameter() {
    WorkspaceCheck check = of(401, "{\"message\":\"Invalid API key: canary\"}");

    assertThat(check).isInstanceOf(WorkspaceCheck.InvalidKey.class);
    assertThat(check.sentence())
        .contains("REST API key")
        .contains("rest.example")
        .contains("/p/w/rest-key")
        .doesNotContain("canary");
    WorkspaceCheck partner = of(401, "{\"message\":\"Invalid Partner API Key\"}");
    assertThat(partner).isInstanceOf(WorkspaceCheck.InvalidKey.class);
    assertThat(partner.sentence()).contains("partner API key of Kubit", "/p/partner-key-us");
    assertThat(of(401, "<html>")).isInstanceOf(WorkspaceCheck.WrongClusterOrKey.class);
    assertThat(of(401, "{}").sentence()).contains("without saying why", "/p/w/rest-key");
  }

  @Test
  void aMissingPermissionIsNamed() {
    for (int status : List.of(402, 403)) {
      WorkspaceCheck check = of(status, "{}");
      assertThat(check).isInstanceOf(WorkspaceCheck.MissingPermission.class);
      assertThat(check.sentence()).contains("REST API key").contains("it may");
    }
  }

  @Test
  void anotherPathIsNotFound() {
    for (int status : List.of(302, 404, 405, 499)) {
      WorkspaceCheck check = of(status, "{}");
      assertThat(check).isInstanceOf(WorkspaceCheck.NoBraze.class);
      assertThat(check.sentence()).contains("/users/track (HTTP " + status + ")");
    }
  }

  @Test
  void troubleOnTheWayIsTold() {
    assertThat(obstacle(of(429, "{}"))).isEqualTo(Obstacle.RATE_LIMITED);
    assertThat(obstacle(of(500, "{}"))).isEqualTo(Obstacle.SERVER_ERROR);
    assertThat(obstacle(of(503, "{}"))).isEqualTo(Obstacle.SERVER_ERROR);
    Map.of(
            TransportFailure.NOT_SENT, Obstacle.NO_CONNECTION,
            TransportFailure.UNTRUSTED, Obstacle.UNTRUSTED_CERTIFICATE,
            TransportFailure.TOO_LONG, Obstacle.SENSELESS_ANSWER,
            TransportFailure.CONNECTION_CLOSED, Obstacle.NO_ANSWER,
            TransportFailure.UNKNOWN_FATE, Obstacle.NO_ANSWER,
            TransportFailure.FENCED, Obstacle.NO_ANSWER)
        .forEach(
            (failure, kind) -> {
              WorkspaceCheck check = reading.of(Replies.lost(failure));
              assertThat(obstacle(check)).as(failure.name()).isEqualTo(kind);
              assertThat(check.sentence()).contains("rest.example");
            });
  }
}

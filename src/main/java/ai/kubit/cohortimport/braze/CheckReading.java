package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.braze.WorkspaceCheck.Unreachable.Obstacle;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.TransportFailure;
import java.util.Locale;

/**
 * Reads the response to a request that changes no user. In mode ATTRIBUTE that is an empty list of
 * attributes: Braze accepts the key and then answers 400. In mode COHORT it is an empty list of
 * cohort changes.
 */
record CheckReading(FailureMessages denial, FailureMessages partner) {

  WorkspaceCheck of(Reply reply) {
    return reply instanceof Reply.Lost lost
        ? ofFailure(lost.failure())
        : ofAnswer(((BrazeReply) reply).response());
  }

  private WorkspaceCheck ofAnswer(BrazeResponse answer) {
    int status = answer.status();
    if (status == 401) {
      return ofRefusedKey(answer);
    }
    if (status == 402 || status == 403) {
      return new WorkspaceCheck.MissingPermission(
          "Braze knows the %s but does not allow it %s: check that %s, that the account is active, and that the key's IP allowlist admits this function."
              .formatted(denial.keyName(), denial.path(), denial.permission()));
    }
    if (status == 429) {
      return unreachable(
          Obstacle.RATE_LIMITED, "Braze's rate limit is used up: check again later.");
    }
    if (status >= 500) {
      return unreachable(
          Obstacle.SERVER_ERROR, "Braze's servers are failing at the moment: check again later.");
    }
    return ofContent(answer);
  }

  private WorkspaceCheck ofContent(BrazeResponse answer) {
    boolean speaksJson = ResponseBody.of(answer).isPresent();
    if (speaksJson && (answer.isSuccessful() || answer.status() == 400)) {
      return new WorkspaceCheck.Ok(
          "%s answers and accepts the %s for %s."
              .formatted(denial.host(), denial.keyName(), denial.path()));
    }
    if (answer.isSuccessful() || answer.status() == 400) {
      return notBraze();
    }
    return new WorkspaceCheck.NoBraze(
        "%s does not answer %s (HTTP %d): check the workspace's restEndpoint."
            .formatted(denial.host(), denial.path(), answer.status()));
  }

  private WorkspaceCheck ofRefusedKey(BrazeResponse answer) {
    String message =
        ResponseBody.of(answer).map(ResponseBody::message).orElse("").toLowerCase(Locale.ROOT);
    if (message.contains("invalid partner api key")) {
      return new WorkspaceCheck.InvalidKey(
          "Braze refuses the partner API key of Kubit: check %s.".formatted(partner.parameter()));
    }
    if (message.contains("invalid")) {
      return new WorkspaceCheck.InvalidKey(
          "Braze refuses the %s: it is wrong, revoked or of another cluster than %s; check %s."
              .formatted(denial.keyName(), denial.host(), denial.parameter()));
    }
    return new WorkspaceCheck.WrongClusterOrKey(
        "Braze refuses the %s without saying why: check that the one in %s belongs to the workspace and to %s."
            .formatted(denial.keyName(), denial.parameter(), denial.host()));
  }

  private WorkspaceCheck ofFailure(TransportFailure failure) {
    return switch (failure) {
      case NOT_SENT ->
          unreachable(
              Obstacle.NO_CONNECTION,
              "No connection to " + denial.host() + ": check the network and the restEndpoint.");
      case UNTRUSTED ->
          unreachable(
              Obstacle.UNTRUSTED_CERTIFICATE,
              "The certificate of "
                  + denial.host()
                  + " is not trusted: check the restEndpoint; if it is right, the engineers who run"
                  + " this function must find out what answers in Braze's place.");
      case TOO_LONG -> notBraze();
      case CONNECTION_CLOSED, UNKNOWN_FATE, FENCED ->
          unreachable(
              Obstacle.NO_ANSWER,
              denial.host() + " gave no whole answer in time: check again later.");
    };
  }

  private WorkspaceCheck notBraze() {
    return unreachable(
        Obstacle.SENSELESS_ANSWER,
        "Something at " + denial.host() + " answers, but not as Braze does.");
  }

  private static WorkspaceCheck unreachable(Obstacle obstacle, String sentence) {
    return new WorkspaceCheck.Unreachable(obstacle, sentence);
  }
}

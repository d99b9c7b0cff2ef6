package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.TransportFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Replies of a Braze that is played: what it says first, who reads it later. */
public final class Replies {
  private Replies() {}

  public static Reply lost(TransportFailure failure) {
    return new Reply.Lost(failure);
  }

  public static Reply json(int status, String body) {
    return json(status, Map.of(), body);
  }

  public static Reply json(int status, Map<String, String> headers, String body) {
    return new BrazeReply(
        response(status, headers, body),
        response -> {
          throw new IllegalStateException("nobody knows yet how to read " + response);
        });
  }

  public static BrazeResponse response(int status, String body) {
    return response(status, Map.of(), body);
  }

  private static BrazeResponse response(int status, Map<String, String> headers, String body) {
    return new BrazeResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same reply, read as the answer to a certain request. */
  public static Reply read(Reply reply, Function<BrazeResponse, ResponseDecision> reading) {
    return reply instanceof BrazeReply answer ? new BrazeReply(answer.response(), reading) : reply;
  }
}

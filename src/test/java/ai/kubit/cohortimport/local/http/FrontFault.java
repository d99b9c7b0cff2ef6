package ai.kubit.cohortimport.local.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** A fault between a client and the backend behind a {@link Front}. */
public sealed interface FrontFault {

  /**
   * The request is held until the test releases it, before or after it is forwarded to the backend.
   */
  record Hold(Stall stall, boolean forwarded) implements FrontFault {}

  /** The client gets this answer. The backend never sees the request. */
  record Fail(HttpAnswer answer) implements FrontFault {}

  /** The connection breaks: before the request is forwarded, or instead of the answer. */
  record Reset(boolean forwarded) implements FrontFault {}

  /** The connection breaks after this many bytes of the answer's body. */
  record Cut(long bytes) implements FrontFault {}

  static FrontFault stallBefore(Stall stall) {
    return new Hold(stall, false);
  }

  static FrontFault stallAfter(Stall stall) {
    return new Hold(stall, true);
  }

  static FrontFault fail(int status, String contentType, String body) {
    return new Fail(
        new HttpAnswer(status, Map.of("Content-Type", contentType), Buffer.buffer(body)));
  }

  /** An error of AWS' JSON protocol, such as {@code ThrottlingException}. */
  static FrontFault awsError(int status, String type) {
    String body =
        "{\"__type\":\"com.amazonaws.local#" + type + "\",\"message\":\"simulated " + type + "\"}";
    return fail(status, "application/x-amz-json-1.0", body);
  }

  /** An error of S3, such as {@code AccessDenied}. */
  static FrontFault s3Error(int status, String code) {
    String body =
        "<Error><Code>" + code + "</Code><Message>simulated " + code + "</Message></Error>";
    return fail(status, "application/xml", body);
  }
}

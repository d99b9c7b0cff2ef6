package ai.kubit.cohortimport.delivery;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back for one request: an answer of HTTP, or the reason why there is none. The body may
 * hold keys and member ids (Braze's 401 repeats the key), so that it is never printed.
 */
public final class BrazeResponse {
  private static final byte[] NO_BODY = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Optional<TransportFailure> failure;

  private BrazeResponse(
      int status, Map<String, String> headers, byte[] body, Optional<TransportFailure> failure) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.failure = failure;
  }

  /**
   * An answer that arrived whole.
   *
   * @param headers by name, in any case
   * @param body is kept, not copied
   */
  public static BrazeResponse received(int status, Map<String, String> headers, byte[] body) {
    Map<String, String> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(inAnyCase::put);
    return new BrazeResponse(
        status, inAnyCase, Objects.requireNonNull(body, "body"), Optional.empty());
  }

  public static BrazeResponse lost(TransportFailure failure) {
    return new BrazeResponse(0, Map.of(), NO_BODY, Optional.of(failure));
  }

  /** Why there is no answer; empty when there is one. */
  public Optional<TransportFailure> failure() {
    return failure;
  }

  /** The status of HTTP; 0 when there is no answer. */
  public int status() {
    return status;
  }

  public boolean isSuccessful() {
    return status >= 200 && status < 300;
  }

  /** A header's value, trimmed; empty when it is missing or blank. The name's case is ignored. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** The bytes as they came; empty when there is no answer. For reading only. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return failure.map(Enum::name).orElseGet(() -> "HTTP " + status);
  }
}

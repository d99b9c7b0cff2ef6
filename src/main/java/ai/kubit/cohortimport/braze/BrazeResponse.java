package ai.kubit.cohortimport.braze;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP response that arrived completely. The body may hold keys and member ids (Braze's 401
 * repeats the key), so it is never printed.
 */
public final class BrazeResponse {
  private final int status;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  /**
   * Creates a response.
   *
   * @param headers by name, in any case
   * @param body the bytes; they are kept, not copied
   */
  public BrazeResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers.putAll(headers);
    this.body = Objects.requireNonNull(body, "body");
  }

  /** The HTTP status. */
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

  /** The bytes as they came. Do not change them. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "HTTP " + status;
  }
}

package ai.kubit.cohortimport.local.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.function.Function;

/** Makes a backend behind a {@link Front} answer as the real service does. */
public interface Correction {

  /**
   * An answer instead of the backend's; empty for the backend's own. {@code ask} sends a HEAD
   * request to the backend.
   */
  default Future<Optional<HttpAnswer>> instead(
      HttpCall call, Function<HttpCall, Future<MultiMap>> ask) {
    return Future.succeededFuture(Optional.empty());
  }

  /** Corrects the headers of the backend's answer in place. */
  default void correct(HttpCall call, MultiMap answerHeaders) {}

  /** Whether the body of the answer must be corrected, too. The body is then read as text. */
  default boolean correctsBody(HttpCall call) {
    return false;
  }

  default String correct(String body) {
    return body;
  }

  /** Corrects nothing. */
  static Correction none() {
    return new Correction() {};
  }
}

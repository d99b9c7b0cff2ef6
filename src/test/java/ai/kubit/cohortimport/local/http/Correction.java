package ai.kubit.cohortimport.local.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.function.Function;

/** Makes a backend behind a {@link Front} behave as the real one does. */
public interface Correction {

  /** An answer in the backend's stead; {@code ask} asks the backend first. */
  default Future<Optional<HttpAnswer>> instead(
      HttpCall call, Function<HttpCall, Future<MultiMap>> ask) {
    return Future.succeededFuture(Optional.empty());
  }

  /** Corrects the headers of the backend's answer in place. */
  default void correct(HttpCall call, MultiMap answerHeaders) {}

  /** Whether the answer's body, which is text then, has to be corrected, too. */
  default boolean correctsBody(HttpCall call) {
    return false;
  }

  default String correct(String body) {
    return body;
  }

  /** The backend is right. */
  static Correction none() {
    return new Correction() {};
  }
}

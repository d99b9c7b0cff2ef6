package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.TransportFailure;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sorts the exceptions of the HTTP client by what they say about a request. If that is not certain,
 * the request may have arrived.
 */
final class TransportTrouble {
  private static final int DEEPEST = 20;

  private TransportTrouble() {}

  static TransportFailure of(Throwable trouble) {
    Optional<TransportFailure> certain = Optional.empty();
    Throwable cause = trouble;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Optional<TransportFailure> here = one(cause);
      // The innermost cause decides: only it says that a handshake failed because of a certificate.
      certain = here.isPresent() ? here : certain;
      cause = cause.getCause();
    }
    return certain.orElse(TransportFailure.UNKNOWN_FATE);
  }

  /** Whether this program itself cancelled the request before it was written. */
  static boolean isOwnReset(Throwable trouble) {
    Throwable cause = trouble;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof StreamResetException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static Optional<TransportFailure> one(Throwable cause) {
    if (cause instanceof ResponseLimit.ExceededException) {
      return Optional.of(TransportFailure.TOO_LONG);
    }
    if (cause instanceof CertificateException) {
      return Optional.of(TransportFailure.UNTRUSTED);
    }
    if (cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof ConnectTimeoutException
        || cause instanceof SSLHandshakeException) {
      return Optional.of(TransportFailure.NOT_SENT);
    }
    if (cause instanceof HttpClosedException
        || cause instanceof SocketException
        || String.valueOf(cause.getMessage()).contains("Connection was closed")) {
      return Optional.of(TransportFailure.CONNECTION_CLOSED);
    }
    return Optional.empty();
  }
}

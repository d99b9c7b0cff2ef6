package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.TransportFailure;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TransportTroubleTest {

  @Test
  void everyTroubleIsSortedByItsInnermostWord() {
    Map<Throwable, TransportFailure> table =
        Map.ofEntries(
            Map.entry(new ConnectException("refused"), TransportFailure.NOT_SENT),
            Map.entry(new UnknownHostException("h"), TransportFailure.NOT_SENT),
            Map.entry(new ConnectTimeoutException("t"), TransportFailure.NOT_SENT),
            Map.entry(new SSLHandshakeException("protocol"), TransportFailure.NOT_SENT),
            // Once the handshake is over, the request may have been written.
            Map.entry(new SSLException("alert"), TransportFailure.UNKNOWN_FATE),
            Map.entry(
                new SSLHandshakeException("x").initCause(new CertificateException("c")),
                TransportFailure.UNTRUSTED),
            Map.entry(new HttpClosedException("c"), TransportFailure.CONNECTION_CLOSED),
            Map.entry(new SocketException("reset"), TransportFailure.CONNECTION_CLOSED),
            Map.entry(new IOException("Connection was closed"), TransportFailure.CONNECTION_CLOSED),
            Map.entry(new EOFException("cut"), TransportFailure.UNKNOWN_FATE),
            Map.entry(new TimeoutException(), TransportFailure.UNKNOWN_FATE),
            Map.entry(new IllegalStateException("surprise"), TransportFailure.UNKNOWN_FATE));

    table.forEach(
        (trouble, kind) -> {
          assertThat(TransportTrouble.of(trouble)).as(trouble.toString()).isEqualTo(kind);
          assertThat(TransportTrouble.of(new RuntimeException(trouble))).isEqualTo(kind);
        });
  }

  @Test
  void whatWasTakenBackByThisSideIsToldApart() {
    StreamResetException reset = new StreamResetException(8);

    assertThat(TransportTrouble.isOwnReset(reset)).isTrue();
    assertThat(TransportTrouble.isOwnReset(new RuntimeException(reset))).isTrue();
    assertThat(TransportTrouble.isOwnReset(new HttpClosedException("c"))).isFalse();
  }

  @Test
  void causesWithoutEndAreNotFollowedForEver() {
    RuntimeException one = new RuntimeException();
    RuntimeException other = new RuntimeException(one);
    one.initCause(other);

    assertThat(TransportTrouble.of(one)).isEqualTo(TransportFailure.UNKNOWN_FATE);
    assertThat(TransportTrouble.isOwnReset(one)).isFalse();
  }
}

package ai.kubit.cohortimport.braze;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Reads the certificates of a PEM file into a trust store. */
final class PemTrustStore {
  private PemTrustStore() {}

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if the file holds no certificate
   */
  static KeyStore read(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      if (number == 0) {
        throw new IllegalArgumentException("no certificate in " + pem);
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a PEM file of certificates: " + pem, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

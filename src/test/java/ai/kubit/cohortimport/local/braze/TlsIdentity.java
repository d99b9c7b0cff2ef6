package ai.kubit.cohortimport.local.braze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key with a self-signed certificate for the names of this machine, made by the JDK's keytool.
 *
 * @param keyStore a file in the format PKCS 12
 * @param certificate the certificate in a PEM file
 */
record TlsIdentity(Path keyStore, String password, Path certificate) {

  /** The identity that the whole process shares, because making one takes a second. */
  static TlsIdentity shared() {
    return Holder.IDENTITY;
  }

  private static final class Holder {
    static final TlsIdentity IDENTITY = create();
  }

  private static TlsIdentity create() {
    try {
      Path directory = Files.createTempDirectory("local-braze-tls");
      Path keyStore = directory.resolve("braze.p12");
      Path certificate = directory.resolve("braze-ca.pem");
      TlsIdentity identity = new TlsIdentity(keyStore, "local-password", certificate);
      identity.generate();
      for (Path path : List.of(directory, keyStore, certificate)) {
        path.toFile().deleteOnExit();
      }
      return identity;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void generate() throws IOException {
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "braze",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "30",
            "-dname",
            "CN=Local Braze",
            "-ext",
            "bc=ca:true",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost,dns:host.docker.internal"));
    keytool(List.of("-exportcert", "-rfc", "-alias", "braze", "-file", certificate.toString()));
  }

  private void keytool(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool was at work", e);
    }
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kubit.cohortimport.local.LocalCloud.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stand-ins have no passwords, so only this machine may reach them. */
class LocalAddressesTest {
  private static final Path SOCKETS = Path.of("/proc/self/net");

  /** By /proc/net/tcp: the local address, 0A for one that listens, and the socket's number. */
  private record Socket(String address, String state, String inode) {
    static Socket of(String line) {
      String[] words = line.strip().split("\\s+", -1);
      return new Socket(words[1], words[3], words[9]);
    }

    boolean listensToTheNetwork() {
      return state.equals("0A") && address.matches("0+:\\w+");
    }
  }

  @Test
  void theStandInsListenToThisMachineOnly() throws IOException {
    assumeTrue(Files.isDirectory(SOCKETS), "Linux says where a process listens");
    Set<String> before = openToTheNetwork();

    try (LocalCloud cloud = LocalCloud.start()) {
      assertThat(cloud.dynamoFront().url()).startsWith("http://127.0.0.1:");
      assertThat(openToTheNetwork()).isSubsetOf(before);
    }
  }

  @Test
  void onFixedPortsTooUnlessContainersAreToReachThem() {
    assertThat(hosts(Places.from(18_700))).containsOnly("127.0.0.1");
    assertThat(hosts(Places.forContainersFrom(18_700))).containsOnly("0.0.0.0");
  }

  private static List<String> hosts(Places places) {
    return Stream.of(
            places.dynamo(),
            places.s3(),
            places.ses(),
            places.ssm(),
            places.lambda(),
            places.braze())
        .map(address -> address.host())
        .toList();
  }

  private static Set<String> openToTheNetwork() throws IOException {
    Set<String> own = ownSockets();
    return Stream.concat(sockets("tcp"), sockets("tcp6"))
        .filter(Socket::listensToTheNetwork)
        .filter(socket -> own.contains("socket:[" + socket.inode() + "]"))
        .map(Socket::address)
        .collect(Collectors.toSet());
  }

  private static Stream<Socket> sockets(String family) throws IOException {
    return Files.readAllLines(SOCKETS.resolve(family)).stream().skip(1).map(Socket::of);
  }

  private static Set<String> ownSockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(LocalAddressesTest::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}

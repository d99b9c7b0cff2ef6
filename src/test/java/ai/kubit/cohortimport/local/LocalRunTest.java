package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRunTest {
  @Test
  void aPortThatSomebodyHasIsTaken() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();
      assertThat(LocalRun.isTaken(port)).isTrue();
    }
    assertThat(LocalRun.isTaken(port)).isFalse();
  }

  /**
   * Without the architecture SAM takes x86_64, and an executable that was built on arm64 does not
   * start.
   */
  @ParameterizedTest
  @CsvSource({"amd64, x86_64", "x86_64, x86_64", "aarch64, arm64"})
  void theTemplateForSamNamesTheArchitectureOfThisMachine(String machine, String architecture) {
    JsonNode template = LocalRun.samTemplate(Map.of(), machine);

    assertThat(template.at("/Resources/Function/Properties/Architectures/0").asText())
        .isEqualTo(architecture);
  }
}

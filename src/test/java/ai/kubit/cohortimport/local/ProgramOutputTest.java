package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramOutputTest {

  @Test
  void carriageReturnsOfAProgressLineEndLines() throws Exception {
    byte[] bytes = "10 %\r20 %\rdone\nlast".getBytes(StandardCharsets.UTF_8);
    ProgramOutput output = ProgramOutput.of(new ByteArrayInputStream(bytes), null);
    output.awaitEnd();
    assertThat(output.lines()).containsExactly("10 %", "20 %", "done", "last");
    assertThat(output.await(line -> line.startsWith("do"), Duration.ofSeconds(1)))
        .isEqualTo("done");
    assertThatThrownBy(() -> output.await(line -> line.isEmpty(), Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class);
  }
}

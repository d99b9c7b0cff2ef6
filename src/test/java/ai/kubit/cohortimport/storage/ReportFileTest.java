package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFileTest {
  @TempDir Path directory;

  @Test
  void aReportWithoutLinesIsNoFile() throws IOException {
    try (ReportFile report = new ReportFile(directory, List.of("a"))) {
      assertThat(report.finish()).isEmpty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "=1+1, '=1+1",
        "+1, '+1",
        "-1, '-1",
        "@SUM, '@SUM",
        "1-1, 1-1",
        "a=b, a=b",
        "`\tx`, `'\tx`",
        "`x;=cmd|' /C calc'!A0`, `x;'=cmd|' /C calc'!A0`",
        "`x;\"=1\"`, `\"x;\"\"'=1\"\"\"`",
        "`x\t=1`, `x\t'=1`",
        "`x; @SUM`, `x; '@SUM`",
        "` =1`, ` '=1`",
        "`x\n-1`, `\"x\n'-1\"`",
        "\uFF1D1, '\uFF1D1",
        "\uFF0B1, '\uFF0B1",
        "\uFF0D1, '\uFF0D1",
        "\uFF20SUM, '\uFF20SUM",
        "a;b, a;b",
      })
  void whatASpreadsheetWouldRunIsDisarmed(String field, String written) throws IOException {
    try (ReportFile report = new ReportFile(directory, List.of("a", "b"))) {
      report.add("", field);

      assertThat(Files.readString(report.finish().orElseThrow()))
          .isEqualTo("a,b\r\n," + written + "\r\n");
    }
  }

  @Test
  void linesBeyondTheLimitAreOnlyCounted() throws IOException {
    try (ReportFile report = new ReportFile(directory, List.of("a"))) {
      for (int i = 0; i < ReportFile.MOST_LINES + 2; i++) {
        report.add("x");
      }
      Path file = report.finish().orElseThrow();

      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.skip(ReportFile.MOST_LINES))
            .containsExactly("x", "2 more lines are not listed");
      }
    }
  }

  @Test
  void aReportMayBeFinishedAndClosedAgain() {
    ReportFile report = new ReportFile(directory, List.of("a"));
    report.add("x");
    Path file = report.finish().orElseThrow();

    report.close();
    report.close();

    assertThat(file).hasContent("a\nx");
  }
}

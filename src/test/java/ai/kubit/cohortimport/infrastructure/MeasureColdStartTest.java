package ai.kubit.cohortimport.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code measure-cold-start} on recorded lines, and against a stand-in for the AWS CLI. */
@DisabledOnOs(OS.WINDOWS)
class MeasureColdStartTest {
  private static final Path SCRIPT = Path.of("src/main/scripts/measure-cold-start");
  private static final Path RECORDED = Path.of("src/test/resources/cold-start");

  @TempDir private Path directory;
  private Path calls;

  @BeforeEach
  void nothingWasCalledYet() throws IOException {
    calls = Files.createFile(directory.resolve("calls"));
    Path aws = Files.copy(RECORDED.resolve("aws"), directory.resolve("aws"));
    assertThat(aws.toFile().setExecutable(true)).isTrue();
  }

  private record Ended(int exit, String out) {}

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("CALLS", calls.toString());
    builder.environment().put("PATH", directory + File.pathSeparator + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Path out = directory.resolve("out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out));
  }

  private Ended parse(String file) throws Exception {
    return run(Map.of(), "--parse", RECORDED.resolve(file).toString());
  }

  @Test
  void theMediansOfReportLinesArePrinted() throws Exception {
    assertThat(parse("text.log").out().lines())
        .containsExactly(
            "init               median 65.06 ms (64.12 to 66), 2 of 3",
            "duration           median 12.34 ms (3 to 14), 3 of 3",
            "sum                median 78.23 ms (76.46 to 80), 2 of 3",
            "billed             median 77 ms (3 to 80), 3 of 3",
            "memory             median 80 MB (78 to 81), 3 of 3",
            "1 of 3 were not cold: they have no init time");
  }

  /** Which the template asks for. */
  @Test
  void reportsInJsonAreReadToo() throws Exception {
    assertThat(parse("json.log").out())
        .startsWith("init               median 70.25 ms (70.25 to 70.25), 1 of 1\n")
        .contains("memory             median 79 MB");
  }

  @Test
  void linesWithoutAReportAreAFault() throws Exception {
    Ended ended = parse("aws");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("no REPORT line was found");
  }

  @Test
  void eachInvocationMeetsAVersionOfItsOwnAndNothingIsLeft() throws Exception {
    Ended ended = run(Map.of(), "--times", "2", "cohorts");

    assertThat(ended.out()).contains("init               median 64 ms (64 to 64), 2 of 2");
    assertThat(ended.exit()).isZero();
    assertThat(Files.readAllLines(calls))
        .filteredOn(call -> call.matches(".*(invoke|delete-function).*"))
        .map(call -> call.replaceAll(" --(log-type|query).*", ""))
        .containsExactly(
            "lambda invoke --function-name cohorts --qualifier 1",
            "lambda delete-function --function-name cohorts --qualifier 1",
            "lambda invoke --function-name cohorts --qualifier 2",
            "lambda delete-function --function-name cohorts --qualifier 2");
    assertDescriptionIsBack();
  }

  @Test
  void anInvocationThatFailsEndsItAndStillNothingIsLeft() throws Exception {
    Ended ended = run(Map.of("FAIL", "yes"), "cohorts");

    assertThat(ended.exit()).isNotZero();
    assertThat(Files.readAllLines(calls))
        .contains("lambda delete-function --function-name cohorts --qualifier 1");
    assertDescriptionIsBack();
  }

  private void assertDescriptionIsBack() throws IOException {
    List<String> all = Files.readAllLines(calls);
    assertThat(all.get(all.size() - 1))
        .isEqualTo(
            "lambda update-function-configuration --function-name cohorts"
                + " --description Mirrors Kubit cohorts into Braze");
  }

  @Test
  void whoAsksWronglyIsTold() throws Exception {
    assertThat(run(Map.of()).exit()).isEqualTo(2);
    assertThat(run(Map.of(), "--times", "0", "cohorts").exit()).isEqualTo(2);
    assertThat(run(Map.of(), "--parse").out()).contains("--parse FILE");
    assertThat(Files.readAllLines(calls)).isEmpty();
  }
}

package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs of the program that end by themselves. */
final class Runs {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Runs() {}

  /** How a run ended, and what it said. */
  public record Ended(int exit, Program program) {
    String out() {
      return String.join("\n", program.stdout());
    }

    String err() {
      return String.join("\n", program.stderr());
    }

    /** Standard output as the one JSON document that it must be. */
    JsonNode json() {
      try {
        return JSON.readTree(out());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + program.output(), e);
      }
    }

    Ended assertExit(int expected) {
      assertThat(exit).as(program.output()).isEqualTo(expected);
      return this;
    }
  }

  static Ended run(Map<String, String> environment, String... arguments) {
    return end(Program.start(environment, arguments));
  }

  /** The event on standard input. */
  static Ended event(Map<String, String> environment, String event) {
    return end(new Program.Launch(environment).stdin(event).start("--event", "-"));
  }

  static Ended end(Program started) {
    try (started) {
      return new Ended(started.waitFor(PATIENCE), started);
    }
  }

  /** Stores a workspace and the schedule of one of its cohorts. */
  static void store(Map<String, String> environment, TestCohort cohort) {
    event(environment, cohort.putWorkspace()).assertExit(0);
    event(environment, cohort.putSchedule()).assertExit(0);
  }

  static Map<String, String> with(Map<String, String> environment, String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return changed;
  }

  static Map<String, String> without(Map<String, String> environment, String name) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.remove(name);
    return changed;
  }
}

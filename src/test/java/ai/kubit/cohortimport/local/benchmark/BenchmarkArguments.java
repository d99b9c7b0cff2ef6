package ai.kubit.cohortimport.local.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a benchmark, as {@code name=value} pairs.
 *
 * @param members how many members the cohort has
 * @param heapMegabytes the program's largest heap
 * @param tls whether the program and Braze use TLS
 * @param latency how much later each answer of Braze comes
 * @param limit how many requests a second Braze allows; 0 for no limit
 * @param pace how many requests a second the workspace is configured for
 * @param pinned whether the program runs on core 0 and everything else on core 1
 * @param starts how often to start the program as a function and time its first answer; only with
 *     the native executable
 * @param scenarios what to measure, in the order of {@link Scenario}
 * @param programArguments arguments for the program's JVM
 */
record BenchmarkArguments(
    int members,
    int heapMegabytes,
    boolean tls,
    Duration latency,
    int limit,
    int pace,
    boolean pinned,
    int starts,
    Set<Scenario> scenarios,
    List<String> programArguments) {
  static final String HELP =
      "members=1000000 heap=128 tls=true latency=50 (ms) limit=0 (requests/s of Braze) pace=1000"
          + " pinned=true starts=15 scenarios=first,same,equal,changed,everyone-left";

  private static final Set<String> NAMES =
      Set.of(
          "members",
          "heap",
          "tls",
          "latency",
          "limit",
          "pace",
          "pinned",
          "starts",
          "scenarios",
          "program");

  static BenchmarkArguments of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    List<String> program = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0 || !NAMES.contains(argument.substring(0, equals))) {
        throw usage(argument);
      }
      given.put(argument.substring(0, equals), argument.substring(equals + 1));
      if (argument.startsWith("program=")) {
        program.add(argument.substring(equals + 1));
      }
    }
    return new BenchmarkArguments(
        number(given, "members", 1_000_000),
        number(given, "heap", 128),
        Boolean.parseBoolean(given.getOrDefault("tls", "true")),
        Duration.ofMillis(number(given, "latency", 50)),
        number(given, "limit", 0),
        number(given, "pace", 1000),
        Boolean.parseBoolean(given.getOrDefault("pinned", "true")),
        number(given, "starts", 15),
        scenarios(given),
        program);
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String text = given.getOrDefault(name, Integer.toString(otherwise));
    if (!text.matches("\\d{1,9}")) {
      throw usage(name + "=" + text);
    }
    return Integer.parseInt(text);
  }

  private static Set<Scenario> scenarios(Map<String, String> given) {
    if (!given.containsKey("scenarios")) {
      return Set.of(Scenario.values());
    }
    Set<Scenario> chosen = new LinkedHashSet<>();
    for (String name : given.get("scenarios").split(",", -1)) {
      chosen.add(Scenario.named(name));
    }
    return chosen;
  }

  private static IllegalArgumentException usage(String argument) {
    return new IllegalArgumentException(argument + " is not understood. Arguments: " + HELP);
  }
}

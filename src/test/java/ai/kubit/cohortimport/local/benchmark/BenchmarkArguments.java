package ai.kubit.cohortimport.local.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a benchmark is to measure, as {@code name=value} pairs.
 *
 * @param members of the cohort
 * @param heapMegabytes the program's
 * @param tls between the program and Braze
 * @param latency added to each answer of Braze
 * @param limit requests a second that Braze allows, 0 for no limit
 * @param pace requests a second that the workspace is configured for
 * @param pinned the program on core 0 and everything else on core 1
 * @param scenarios in the order of {@link Scenario}
 * @param programArguments passed to the program before the command, for its virtual machine
 */
record BenchmarkArguments(
    int members,
    int heapMegabytes,
    boolean tls,
    Duration latency,
    int limit,
    int pace,
    boolean pinned,
    Set<Scenario> scenarios,
    List<String> programArguments) {
  static final String HELP =
      "members=1000000 heap=128 tls=true latency=50 (ms) limit=0 (requests/s of Braze) pace=1000"
          + " pinned=true scenarios=first,same,equal,changed,everyone-left";

  static final BenchmarkArguments DEFAULT =
      new BenchmarkArguments(
          1_000_000,
          128,
          true,
          Duration.ofMillis(50),
          0,
          1000,
          true,
          Set.of(Scenario.values()),
          List.of());

  static BenchmarkArguments of(String... arguments) {
    BenchmarkArguments result = DEFAULT;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw usage(argument);
      }
      try {
        result = result.with(argument.substring(0, equals), argument.substring(equals + 1));
      } catch (IllegalArgumentException e) {
        throw usage(argument);
      }
    }
    return result;
  }

  private static IllegalArgumentException usage(String argument) {
    return new IllegalArgumentException(argument + " is not understood. Arguments: " + HELP);
  }

  private BenchmarkArguments with(String name, String value) {
    return switch (name) {
      case "members" -> withMembers(Integer.parseInt(value));
      case "heap" -> withHeap(Integer.parseInt(value));
      case "tls" -> withTls(Boolean.parseBoolean(value));
      case "latency" -> withLatency(Duration.ofMillis(Long.parseLong(value)));
      case "limit" -> withLimit(Integer.parseInt(value));
      case "pace" -> withPace(Integer.parseInt(value));
      case "pinned" -> withPinned(Boolean.parseBoolean(value));
      case "scenarios" -> withScenarios(value);
      case "program" -> withProgramArgument(value);
      default -> throw usage(name);
    };
  }

  private BenchmarkArguments withMembers(int value) {
    return new BenchmarkArguments(
        value, heapMegabytes, tls, latency, limit, pace, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withHeap(int value) {
    return new BenchmarkArguments(
        members, value, tls, latency, limit, pace, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withTls(boolean value) {
    return new BenchmarkArguments(
        members, heapMegabytes, value, latency, limit, pace, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withLatency(Duration value) {
    return new BenchmarkArguments(
        members, heapMegabytes, tls, value, limit, pace, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withLimit(int value) {
    return new BenchmarkArguments(
        members, heapMegabytes, tls, latency, value, pace, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withPace(int value) {
    return new BenchmarkArguments(
        members, heapMegabytes, tls, latency, limit, value, pinned, scenarios, programArguments);
  }

  private BenchmarkArguments withPinned(boolean value) {
    return new BenchmarkArguments(
        members, heapMegabytes, tls, latency, limit, pace, value, scenarios, programArguments);
  }

  private BenchmarkArguments withScenarios(String names) {
    Set<Scenario> chosen = new LinkedHashSet<>();
    for (String name : names.split(",", -1)) {
      chosen.add(Scenario.named(name));
    }
    return new BenchmarkArguments(
        members, heapMegabytes, tls, latency, limit, pace, pinned, chosen, programArguments);
  }

  private BenchmarkArguments withProgramArgument(String argument) {
    List<String> more = new ArrayList<>(programArguments);
    more.add(argument);
    return new BenchmarkArguments(
        members, heapMegabytes, tls, latency, limit, pace, pinned, scenarios, more);
  }
}

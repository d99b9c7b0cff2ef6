package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The arguments of the simulator when it runs as a process.
 *
 * @param delayMs how long each right answer takes
 * @param rateLimit how many requests a second are allowed; 0 for no limit
 * @param users how many identified users to create, named {@code user-0} and so on
 * @param log whether to keep all operations in memory
 */
record SimulatorArguments(
    int port, boolean tls, long delayMs, int rateLimit, int users, boolean log) {

  static final String HELP =
      "[--port N] [--tls] [--delay-ms N] [--rate-limit N] [--users N] [--log]";

  static SimulatorArguments of(String... args) {
    SimulatorArguments result = new SimulatorArguments(0, false, 0, 0, 0, false);
    for (int i = 0; i < args.length; i++) {
      result =
          switch (args[i]) {
            case "--tls" -> result.tls(true);
            case "--log" -> result.log(true);
            case "--port", "--delay-ms", "--rate-limit", "--users" ->
                result.number(args[i], number(args, ++i));
            default -> throw usage(args[i]);
          };
    }
    return result;
  }

  private static int number(String[] args, int index) {
    if (index == args.length || !args[index].matches("\\d{1,9}")) {
      throw usage(args[index - 1]);
    }
    return Integer.parseInt(args[index]);
  }

  private static IllegalArgumentException usage(String argument) {
    return new IllegalArgumentException(argument + " is not understood. Arguments: " + HELP);
  }

  private SimulatorArguments number(String name, int value) {
    return switch (name) {
      case "--port" -> new SimulatorArguments(value, tls, delayMs, rateLimit, users, log);
      case "--delay-ms" -> new SimulatorArguments(port, tls, value, rateLimit, users, log);
      case "--users" -> new SimulatorArguments(port, tls, delayMs, rateLimit, value, log);
      default -> new SimulatorArguments(port, tls, delayMs, value, users, log);
    };
  }

  private SimulatorArguments tls(boolean on) {
    return new SimulatorArguments(port, on, delayMs, rateLimit, users, log);
  }

  private SimulatorArguments log(boolean on) {
    return new SimulatorArguments(port, tls, delayMs, rateLimit, users, on);
  }

  /** Prints the URL (and the certificate's file) and serves until the process ends. */
  void run() throws InterruptedException {
    BrazeState state = new BrazeState();
    state.recordOperations(log);
    for (int i = 0; i < users; i++) {
      state.createUsers("user-" + i);
    }
    var settings = new BrazeSimulator.Settings(state, tls, Duration.ofMillis(delayMs));
    BrazeSimulator simulator = BrazeSimulator.start(Address.loopback(port), settings);
    if (rateLimit > 0) {
      simulator.limits(
          BrazeLimits.defaults()
              .withRate(rateLimit, Duration.ofSeconds(1), RateHeaders.SECONDS_RESET));
    }
    System.out.println(simulator.url());
    simulator.caFile().ifPresent(System.out::println);
    new CountDownLatch(1).await();
  }
}

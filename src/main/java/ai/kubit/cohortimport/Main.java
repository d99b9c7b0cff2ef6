package ai.kubit.cohortimport;

import ai.kubit.cohortimport.app.Region;
import ai.kubit.cohortimport.app.SettingForms;
import ai.kubit.cohortimport.cli.CommandLine;
import ai.kubit.cohortimport.cli.ExitCode;
import ai.kubit.cohortimport.cli.Program;
import ai.kubit.cohortimport.schedule.TimeZones;
import ai.kubit.cohortimport.time.SystemTime;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process door: without arguments the program waits for Lambda's events, with arguments it is a
 * command line.
 */
@QuarkusMain
public class Main {
  private static final String CANNOT_START = "kubit-cohort-import cannot start: ";
  private static final String LAMBDA = "AWS_LAMBDA_RUNTIME_API";

  /** The executable reports a signal by this and its number, and then goes on to end itself. */
  private static final int FIRST_SIGNAL = 128;

  private static final int OWN_CODE_SECONDS = 3;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** Whether the program has ended by itself. */
  private static volatile boolean ended;

  /** Open as long as the process lives: an unreachable socket would be closed. */
  private static ServerSocket nobody;

  public static void main(String... arguments) throws IOException {
    // What is recorded must not depend on the language of the machine that recorded it.
    Locale.setDefault(Locale.ROOT);
    if (arguments.length == 0 && System.getenv(LAMBDA) != null) {
      System.setProperty("quarkus.log.console.json.enabled", "true");
      SettingForms.wrongIn(System.getenv()).ifPresent(Main::endInLambda);
      Quarkus.run();
      return;
    }
    CommandLine line = CommandLine.parse(List.of(arguments), System.getProperty("user.name", ""));
    if (line instanceof CommandLine.HelpText help) {
      end(System.out, help.text(), ExitCode.SUCCESS);
    } else if (line instanceof CommandLine.Version) {
      end(System.out, version(), ExitCode.SUCCESS);
    } else if (line instanceof CommandLine.Usage usage) {
      end(System.err, usage.message(), ExitCode.USAGE);
    } else {
      start(line, arguments);
    }
  }

  private static void start(CommandLine line, String... arguments) throws IOException {
    if (!Region.isSet()) {
      end(
          System.err,
          "AWS_REGION is not set: set it to the region of the tables and buckets, such as us-east-1",
          ExitCode.USAGE);
    }
    SettingForms.wrongIn(System.getenv())
        .ifPresent(wrong -> end(System.err, CANNOT_START + wrong, ExitCode.USAGE));
    if (line instanceof CommandLine.Serve) {
      System.setProperty("quarkus.scheduler.enabled", "true");
      System.setProperty("quarkus.scheduler.start-mode", "forced");
    }
    if (System.getenv(LAMBDA) == null) {
      parkLambda();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Main::awaitOwnCode, "own-exit-code"));
    Quarkus.run(Program.class, Main::ended, arguments);
  }

  /**
   * Told to end by a signal, the process would end with the signal's code as soon as the
   * application has stopped. The program has a code of its own, a moment later.
   */
  private static void awaitOwnCode() {
    try {
      Application application = Application.currentApplication();
      if (!ended && application != null) {
        application.awaitShutdown();
        NEVER.await(OWN_CODE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After the log's many lines, the one that says what is wrong. */
  private static void ended(int code, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.err.println(CANNOT_START + cause.getMessage());
    }
    if (ApplicationLifecycleManager.isVmShuttingDown()) {
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(code);
    }
    ended = code < FIRST_SIGNAL;
    System.exit(code);
  }

  /**
   * The native executable polls Lambda for events from the moment it starts. Where there is no
   * Lambda it polls a port of this process that accepts and never answers.
   */
  private static void parkLambda() throws IOException {
    nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    System.setProperty(
        "quarkus-internal.aws-lambda.test-api", "127.0.0.1:" + nobody.getLocalPort());
    System.setProperty("quarkus.log.category.\"io.quarkus.amazon.lambda\".level", "OFF");
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "kubit-cohort-import %s, time zone data %s"
        .formatted(version == null ? "(unpackaged)" : version, TimeZones.release());
  }

  /** A line as the log's others, which nobody writes yet. */
  private static void endInLambda(String wrong) {
    System.err.println(
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", new SystemTime().now().toString())
            .put("level", "ERROR")
            .put("loggerName", Main.class.getName())
            .put("message", CANNOT_START + wrong));
    System.exit(ExitCode.FAILED.code());
  }

  private static void end(PrintStream out, String text, ExitCode code) {
    out.println(text.stripTrailing());
    System.exit(code.code());
  }
}

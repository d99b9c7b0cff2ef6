package ai.kubit.cohortimport.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs the packaged program as a process of its own: the executable with {@code
 * -Dprogram.native=true}, otherwise the jar. The file is found by the system properties {@code
 * program.directory} (default {@code target}) and {@code program.name}.
 */
public final class Program implements AutoCloseable {
  private static final List<String> OWN_VARIABLES =
      List.of("AWS_", "KUBIT_", "QUARKUS_", "LAMBDA_", "_HANDLER", "_X_AMZN", "JAVA_TOOL_OPTIONS");

  private final Process process;
  private final ProgramOutput stdout;
  private final ProgramOutput stderr;
  private volatile ProgramUsage usage = ProgramUsage.NONE;

  private Program(Process process, boolean passThrough) {
    this.process = process;
    stdout = ProgramOutput.of(process.getInputStream(), passThrough ? System.out : null);
    stderr = ProgramOutput.of(process.getErrorStream(), passThrough ? System.err : null);
  }

  /** Whether the native executable runs. */
  public static boolean isNative() {
    return Boolean.getBoolean("program.native");
  }

  /** The file that runs: the native executable or the jar. */
  public static Path file() {
    String name = System.getProperty("program.name", "kubit-cohort-import-1.0.0-SNAPSHOT-runner");
    String directory = System.getProperty("program.directory", "target");
    return Path.of(directory, isNative() ? name : name + ".jar").toAbsolutePath();
  }

  /** Starts the program with nothing on its standard input. */
  public static Program start(Map<String, String> environment, String... arguments) {
    return new Launch(environment).start(arguments);
  }

  /** How to start the program. */
  public static final class Launch {
    private final Map<String, String> environment;
    private final List<String> jvmArguments = new ArrayList<>();
    private List<String> prefix = List.of();
    private String stdin = "";
    private boolean passThrough;
    private Path directory = Path.of("").toAbsolutePath();

    /**
     * Takes this environment. Variables of AWS and of the program that are set in this process are
     * not passed on.
     */
    public Launch(Map<String, String> environment) {
      this.environment = Map.copyOf(environment);
    }

    /** Adds arguments for the JVM. They have no effect on the native executable. */
    public Launch jvm(String... arguments) {
      jvmArguments.addAll(List.of(arguments));
      return this;
    }

    /** Puts words before the command, such as those that pin the program to a core. */
    public Launch behind(List<String> words) {
      prefix = List.copyOf(words);
      return this;
    }

    /** Sets the working directory. */
    public Launch in(Path workingDirectory) {
      directory = workingDirectory;
      return this;
    }

    public Launch stdin(String text) {
      stdin = text;
      return this;
    }

    /** Prints the program's output here, too, as it comes. */
    public Launch passThrough() {
      passThrough = true;
      return this;
    }

    public Program start(String... arguments) {
      return start(command(arguments));
    }

    Program start(List<String> command) {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> OWN_VARIABLES.stream().anyMatch(name::startsWith));
      builder.environment().putAll(environment);
      try {
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
          input.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        return new Program(process, passThrough);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<String> command(String... arguments) {
      List<String> command = new ArrayList<>(prefix);
      if (!isNative()) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-jar");
      }
      command.add(file().toString());
      command.addAll(List.of(arguments));
      return command;
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the program's end and for all its output, and returns the exit code. Kills the
   * program if it takes longer than this.
   */
  public int waitFor(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        measure();
        if (System.nanoTime() - end > 0) {
          kill();
          throw new AssertionError("the program did not end within " + patience + "\n" + output());
        }
      }
      stdout.awaitEnd();
      stderr.awaitEnd();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the program ran", e);
    }
  }

  /** Waits for a line of the standard output, and returns it. */
  public String awaitLine(Predicate<String> fits, Duration patience) {
    return stdout.await(fits, patience);
  }

  public List<String> stdout() {
    return stdout.lines();
  }

  public List<String> stderr() {
    return stderr.lines();
  }

  /** Everything that the program printed, for the message of a failed assertion. */
  public String output() {
    return String.join("\n", stdout()) + "\n" + String.join("\n", stderr());
  }

  /**
   * What the program has used so far. After its end this is what was last seen while waiting for
   * it.
   */
  public ProgramUsage usage() {
    measure();
    return usage;
  }

  private void measure() {
    if (process.isAlive()) {
      usage = usage.max(ProgramUsage.of(process.toHandle()));
    }
  }

  /** Kills the program with SIGKILL: no finally block runs. */
  public void kill() {
    signal("KILL");
    process.onExit().join();
  }

  /**
   * Freezes the program with SIGSTOP, as Lambda freezes a sandbox between invocations. Returns when
   * the program has stopped.
   */
  public void freeze() {
    signal("STOP");
    Path state = Path.of("/proc", Long.toString(pid()), "stat");
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (Files.exists(state) && !standsStill(state)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the program did not stop");
      }
      Thread.onSpinWait();
    }
  }

  private static boolean standsStill(Path state) {
    try {
      return Files.readString(state).contains(") T ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a frozen program go on, with SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  /** Asks the program to end, with SIGTERM. */
  public void terminate() {
    signal("TERM");
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
              .redirectErrorStream(true)
              .start()
              .waitFor();
      if (exit != 0 && process.isAlive()) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling the program", e);
    }
  }

  /** Kills the program if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}

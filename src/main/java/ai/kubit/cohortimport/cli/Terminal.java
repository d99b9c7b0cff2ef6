package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.AnswerJson;
import ai.kubit.cohortimport.command.AnswerText;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.input.CleanText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a person sees: answers on standard output, and progress on standard error. On a terminal the
 * progress is a bar, elsewhere a line every 5 seconds.
 */
final class Terminal implements ImportProgress {
  private static final int BAR = 30;
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;
  private static final long BAR_EVERY_NANOS = 100_000_000L;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final boolean bar;
  private long lastNanos = Long.MIN_VALUE;
  private boolean barOpen;

  Terminal(PrintStream out, PrintStream err, boolean json, boolean bar) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.bar = bar;
  }

  static Terminal here(boolean json) {
    return new Terminal(System.out, System.err, json, errIsTerminal());
  }

  private static boolean errIsTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  @Override
  public void phase(String sentence) {
    closeBar();
    say(err, sentence);
  }

  @Override
  public void reading(long bytesRead, long bytes, long rows) {
    draw("reading", bytesRead, bytes, "%,d rows", rows);
  }

  @Override
  public void delivering(long changesAnswered, long changes) {
    draw("delivering", changesAnswered, changes, "%,d of %,d changes", changesAnswered, changes);
  }

  @Override
  public void looking(long looked, long members) {
    draw("looking", looked, members, "%,d of %,d members", looked, members);
  }

  private void draw(String verb, long done, long all, String format, Object... figures) {
    long now = System.nanoTime();
    boolean complete = done >= all;
    if (!complete && lastNanos != Long.MIN_VALUE && now - lastNanos < interval()) {
      return;
    }
    lastNanos = now;
    String words = String.format(Locale.ROOT, format, figures);
    int percent = all == 0 ? 100 : (int) Math.min(100, done * 100 / all);
    if (bar) {
      int full = percent * BAR / 100;
      err.printf(
          Locale.ROOT,
          "\r%-10s [%s%s] %3d %%  %s\u001b[K",
          verb,
          "#".repeat(full),
          ".".repeat(BAR - full),
          percent,
          words);
      err.flush();
      barOpen = true;
    } else {
      err.printf(Locale.ROOT, "%s: %d %%, %s%n", verb, percent, words);
    }
  }

  private long interval() {
    return bar ? BAR_EVERY_NANOS : LINE_EVERY_NANOS;
  }

  private void closeBar() {
    if (barOpen) {
      err.println();
      barOpen = false;
    }
    lastNanos = Long.MIN_VALUE;
  }

  /** Shows an answer as JSON, or as text for people. */
  void show(Answer answer) {
    closeBar();
    if (json) {
      out.println(CleanText.json(AnswerJson.of(answer).toString()));
    } else if (answer instanceof Answer.WrongEvent) {
      say(err, AnswerText.of(answer));
    } else {
      say(out, AnswerText.of(answer));
      warningsOf(answer).forEach(warning -> say(err, "warning: " + warning));
    }
  }

  private static List<String> warningsOf(Answer answer) {
    return answer instanceof Answer.ScheduleFound found ? found.warnings() : List.of();
  }

  /**
   * Prints a text without control characters: names that others chose could reverse a terminal's
   * line or move its cursor.
   */
  private static void say(PrintStream stream, String text) {
    stream.println(CleanText.lines(text));
  }

  /** Shows a failure of the program: what happened, and who must act. */
  void failed(RuntimeException failure) {
    closeBar();
    say(err, "failed: " + failure.getMessage());
    err.println(
        "This is trouble of the program or of its tables and buckets, not of your input. What was"
            + " begun is kept; the next sweep, or the same command, goes on.");
  }
}

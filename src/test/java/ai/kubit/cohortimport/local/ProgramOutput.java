package ai.kubit.cohortimport.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads the lines of one stream of a process as they come. A carriage return ends a line, too. */
final class ProgramOutput {
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private final PrintStream copy;
  private final Thread reader;
  private boolean ended;

  private ProgramOutput(InputStream stream, PrintStream copy) {
    this.copy = copy;
    reader = new Thread(() -> read(stream), "program-output");
    reader.setDaemon(true);
  }

  /** Starts reading. {@code copy} gets everything as it comes; null for no copy. */
  static ProgramOutput of(InputStream stream, PrintStream copy) {
    ProgramOutput output = new ProgramOutput(stream, copy);
    output.reader.start();
    return output;
  }

  private void read(InputStream stream) {
    char[] buffer = new char[8192];
    try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
        if (copy != null) {
          copy.print(new String(buffer, 0, count));
          copy.flush();
        }
        take(buffer, count);
      }
    } catch (IOException e) {
      take("(output broke off)".toCharArray(), 18);
    } finally {
      end();
    }
  }

  private synchronized void take(char[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        closeLine();
      } else {
        open.append(buffer[i]);
      }
    }
    notifyAll();
  }

  private void closeLine() {
    if (open.length() > 0) {
      lines.add(open.toString());
      open.setLength(0);
    }
  }

  private synchronized void end() {
    closeLine();
    ended = true;
    notifyAll();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  void awaitEnd() throws InterruptedException {
    reader.join(Duration.ofSeconds(30).toMillis());
  }

  synchronized String await(Predicate<String> fits, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    int next = 0;
    try {
      while (true) {
        for (; next < lines.size(); next++) {
          if (fits.test(lines.get(next))) {
            return lines.get(next);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || left <= 0) {
          throw new AssertionError("the line did not come:\n" + String.join("\n", lines));
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a line", e);
    }
  }
}

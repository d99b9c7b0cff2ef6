package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.input.Quoted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The arguments that have not been read yet. {@code --name=value} counts as two arguments. */
final class Arguments {

  /** The command line is wrong. The message says why, without a full stop. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * One argument.
   *
   * @param bound whether it is the value behind an equals sign, which belongs to the option before
   *     it and is never an option itself
   */
  private record Argument(String text, boolean bound) {
    boolean isOption() {
      return !bound && text.startsWith("--");
    }
  }

  private final Deque<Argument> left = new ArrayDeque<>();

  private Arguments() {}

  static Arguments of(List<String> texts) {
    Arguments arguments = new Arguments();
    texts.forEach(arguments::add);
    return arguments;
  }

  private void add(String text) {
    int equals = text.indexOf('=');
    if (text.startsWith("--") && equals > 0) {
      left.add(new Argument(text.substring(0, equals), false));
      left.add(new Argument(text.substring(equals + 1), true));
    } else {
      left.add(new Argument(text, false));
    }
  }

  boolean atEnd() {
    return left.isEmpty();
  }

  boolean startWithDashes() {
    return !atEnd() && left.getFirst().isOption();
  }

  boolean startWithOption(String name) {
    return startWithDashes() && left.getFirst().text().equals("--" + name);
  }

  /** Whether any argument asks for help. */
  boolean askForHelp() {
    return left.stream()
        .filter(argument -> !argument.bound())
        .anyMatch(argument -> argument.text().equals("--help") || argument.text().equals("-h"));
  }

  String next() {
    return left.removeFirst().text();
  }

  /** Reads the next option and its value, and returns the value. */
  String nextValue(String option) throws UsageException {
    left.removeFirst();
    if (atEnd() || left.getFirst().isOption()) {
      throw new UsageException(
          option + " needs a value; one that starts with dashes is written " + option + "=VALUE");
    }
    return next();
  }

  /** Reads an option that has no value. */
  void nextFlag(String option) throws UsageException {
    left.removeFirst();
    if (!atEnd() && left.getFirst().bound()) {
      throw new UsageException(option + " takes no value");
    }
  }

  static UsageException unexpected(String argument) {
    return new UsageException("unexpected argument " + Quoted.text(argument));
  }
}

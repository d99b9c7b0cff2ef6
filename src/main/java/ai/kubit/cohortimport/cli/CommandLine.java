package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.CommandReader;
import ai.kubit.cohortimport.command.Grammar;
import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Quoted;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the program's arguments ask for. Parsing them reads no file, prints nothing, and does not
 * end the process. The project's page "Reference", chapter "The command line", describes them.
 *
 * <p>Arguments become an event. {@link CommandReader} then checks it like every other event. Here
 * only the form of the arguments is checked.
 */
public sealed interface CommandLine {

  /**
   * Read an event with {@link CommandReader} and carry it out.
   *
   * @param event the event that the arguments make
   * @param eventFile a file with an event, or {@code -} for standard input; {@code event} completes
   *     it, see {@link CommandReader#read(byte[], ObjectNode, String)}
   * @param json whether to print only JSON
   */
  record Event(ObjectNode event, Optional<String> eventFile, boolean json) implements CommandLine {}

  /** Run as a server. */
  record Serve() implements CommandLine {}

  /**
   * Write the report of a workspace into a file.
   *
   * @param event the event that asks for the report
   * @param out the path of the file
   */
  record ReportIntoFile(Event event, String out) implements CommandLine {}

  /** Print the text; exit 0. */
  record HelpText(String text) implements CommandLine {}

  /** Print the version; exit 0. */
  record Version() implements CommandLine {}

  /** Print the message to standard error; exit {@link ExitCode#USAGE}. */
  record Usage(String message) implements CommandLine {}

  /**
   * Parses the arguments. Wrong ones give a {@link Usage}.
   *
   * @param user the person who asks for an import if {@code --requested-by} is missing
   */
  static CommandLine parse(List<String> arguments, String user) {
    try {
      return parse(Arguments.of(arguments), user);
    } catch (Arguments.UsageException wrong) {
      return new Usage(
          Help.PROGRAM + ": " + sentence(wrong.getMessage()) + " See " + Help.PROGRAM + " help.");
    }
  }

  private static String sentence(String message) {
    return message.endsWith("?") ? message : message + ".";
  }

  private static CommandLine parse(Arguments arguments, String user)
      throws Arguments.UsageException {
    if (arguments.atEnd()) {
      return new HelpText(Help.overview());
    }
    if (arguments.startWithOption("event")) {
      return EventArguments.withoutAction(arguments);
    }
    String word = arguments.next();
    return switch (word) {
      case "help", "--help", "-h" -> help(arguments);
      case "--version" -> alone(arguments, new Version());
      case "serve" -> arguments.askForHelp() ? help(arguments) : alone(arguments, new Serve());
      default -> action(action(word), arguments, user);
    };
  }

  private static CommandLine action(Action action, Arguments arguments, String user)
      throws Arguments.UsageException {
    return arguments.askForHelp()
        ? new HelpText(Help.of(action))
        : intoFile(EventArguments.of(action, arguments, user));
  }

  /**
   * Takes the output file out of the event, because a file on this machine is no part of an event.
   */
  private static CommandLine intoFile(CommandLine.Event typed) {
    if (!typed.event().has(Grammar.OUT)) {
      return typed;
    }
    String out = typed.event().get(Grammar.OUT).asText();
    ObjectNode event = typed.event().deepCopy();
    event.remove(Grammar.OUT);
    return new ReportIntoFile(new Event(event, typed.eventFile(), typed.json()), out);
  }

  private static CommandLine help(Arguments arguments) throws Arguments.UsageException {
    if (arguments.atEnd() || arguments.askForHelp()) {
      return new HelpText(Help.overview());
    }
    String word = arguments.next();
    boolean isAction = !List.of("serve", "help").contains(word);
    return alone(arguments, new HelpText(isAction ? Help.of(action(word)) : Help.overview()));
  }

  private static CommandLine alone(Arguments arguments, CommandLine result)
      throws Arguments.UsageException {
    if (!arguments.atEnd()) {
      throw Arguments.unexpected(arguments.next());
    }
    return result;
  }

  private static Action action(String word) throws Arguments.UsageException {
    Optional<Action> action = Action.named(word);
    if (action.isPresent()) {
      return action.get();
    }
    List<String> known = new ArrayList<>(List.of("serve", "help"));
    Arrays.stream(Action.values()).map(Action::wireName).forEach(known::add);
    String hint = DidYouMean.to(word, known).map(near -> "; did you mean " + near + "?").orElse("");
    throw new Arguments.UsageException("there is no action " + Quoted.text(word) + hint);
  }
}

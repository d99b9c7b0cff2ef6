package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.cli.Arguments.UsageException;
import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.Grammar;
import ai.kubit.cohortimport.command.Option;
import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Quoted;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes an event from the arguments of one action. */
final class EventArguments {
  private static final String JSON = "json";
  private static final String EVENT = "event";

  private final ObjectNode event = JsonNodeFactory.instance.objectNode();
  private final Arguments arguments;
  private final List<Option> options;
  private final Deque<String> words;
  private final Set<String> seen = new HashSet<>();
  private Optional<String> eventFile = Optional.empty();

  private EventArguments(Arguments arguments, List<Option> options, List<String> words) {
    this.arguments = arguments;
    this.options = options;
    this.words = new ArrayDeque<>(words);
  }

  static CommandLine.Event of(Action action, Arguments arguments, String user)
      throws UsageException {
    EventArguments reader =
        new EventArguments(arguments, Grammar.options(action), Grammar.words(action));
    reader.event.put("action", action.wireName());
    reader.readAll();
    if (action == Action.IMPORT_NOW) {
      reader.completeImport(user);
    }
    if (action == Action.VERIFY && reader.eventFile.isEmpty()) {
      reader.put("wait", true);
    }
    return reader.result();
  }

  /** Reads arguments without an action: the whole event comes from a file. */
  static CommandLine withoutAction(Arguments arguments) throws UsageException {
    EventArguments reader = new EventArguments(arguments, List.of(), List.of());
    reader.readAll();
    return reader.result();
  }

  /**
   * Adds the user's name, and that the command waits for the import's end. An event from a file is
   * not completed.
   */
  private void completeImport(String user) {
    if (eventFile.isEmpty()) {
      put("requestedBy", user);
      put("wait", true);
    }
  }

  private void put(String name, String value) {
    if (!event.has(name)) {
      event.put(name, value);
    }
  }

  private void put(String name, boolean value) {
    if (!event.has(name)) {
      event.put(name, value);
    }
  }

  private CommandLine.Event result() {
    return new CommandLine.Event(event, eventFile, seen.contains(JSON));
  }

  private void readAll() throws UsageException {
    while (!arguments.atEnd()) {
      if (arguments.startWithDashes()) {
        readOption();
      } else if (words.isEmpty()) {
        throw Arguments.unexpected(arguments.next());
      } else {
        String field = words.removeFirst();
        parent(field).put(leaf(field), arguments.next());
      }
    }
  }

  private void readOption() throws UsageException {
    Optional<Option> known =
        options.stream().filter(option -> arguments.startWithOption(option.name())).findFirst();
    if (known.isPresent()) {
      once(known.get().name());
      set(known.get());
    } else if (arguments.startWithOption(JSON)) {
      once(JSON);
      arguments.nextFlag("--json");
    } else if (arguments.startWithOption(EVENT)) {
      once(EVENT);
      eventFile = Optional.of(arguments.nextValue("--event"));
    } else {
      throw unknown(arguments.next());
    }
  }

  private void once(String name) throws UsageException {
    if (!seen.add(name)) {
      throw new UsageException("--" + name + " is given twice");
    }
  }

  private UsageException unknown(String option) {
    List<String> known =
        Stream.concat(options.stream().map(Option::dashed), Stream.of("--json", "--event"))
            .toList();
    String hint =
        DidYouMean.to(option, known)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; here are " + String.join(", ", known));
    return new UsageException("there is no option " + Quoted.name(option) + " here" + hint);
  }

  private void set(Option option) throws UsageException {
    ObjectNode parent = parent(option.field());
    String leaf = leaf(option.field());
    if (!option.form().hasValue()) {
      arguments.nextFlag(option.dashed());
      parent.put(leaf, option.form() == Option.ValueForm.FLAG);
      return;
    }
    String value = arguments.nextValue(option.dashed());
    switch (option.form()) {
      case TEXT -> parent.put(leaf, value);
      case NAME -> parent.put(leaf, constant(value));
      case NUMBER -> parent.put(leaf, number(option, value));
      case TEXTS -> addAll(parent.putArray(leaf), parts(value));
      case NAMES -> addAll(parent.putArray(leaf), parts(value).map(EventArguments::constant));
      case FLAG, NEGATION -> throw new IllegalStateException(option.dashed());
    }
  }

  private static void addAll(ArrayNode array, Stream<String> texts) {
    texts.forEach(array::add);
  }

  private static Stream<String> parts(String value) {
    return Stream.of(value.split(",", -1)).map(String::strip);
  }

  /** The constant for a typed word: {@code ONE_TIME} for {@code one-time}. */
  private static String constant(String typed) {
    return typed.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int number(Option option, String value) throws UsageException {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException noNumber) {
      throw new UsageException(
          option.dashed() + " takes a whole number, not " + Quoted.text(value));
    }
  }

  private ObjectNode parent(String field) {
    ObjectNode parent = event;
    String[] path = field.split("\\.", -1);
    for (String name : List.of(path).subList(0, path.length - 1)) {
      parent = parent.withObjectProperty(name);
    }
    return parent;
  }

  private static String leaf(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }
}

package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.Grammar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the help of the command line: one screen for all actions, and one for each action. */
final class Help {
  static final String PROGRAM = "kubit-cohort-import";
  private static final String ROW = "  %-18s%s%n";
  private static final String OPTION_ROW = "  %-36s%s%n";

  private Help() {}

  static String overview() {
    return String.format("Usage: %s <action> [workspaceId] [cohortId] [--options]%n", PROGRAM)
        + String.format("Mirrors Kubit cohorts into Braze.%n%n")
        + Arrays.stream(Action.values())
            .map(action -> String.format(ROW, action.wireName(), action.summary()))
            .collect(Collectors.joining())
        + String.format(ROW, "serve", "Run as a server that makes the one-minute tick itself")
        + String.format(ROW, "help <action>", "Show an action's options")
        + String.format("%n  --json         Answer with JSON only%n")
        + String.format("  --event FILE   Take the event from a file, - for standard input%n")
        + String.format("  --version      Show the version%n%n")
        + String.format("Exit code: 0 done, 2 wrong usage, 3 completed with errors, 4 refused,%n")
        + String.format("5 failed, 6 busy or interrupted, 7 cancelled, 8 not possible now.%n");
  }

  static String of(Action action) {
    List<String> usage = new ArrayList<>(List.of("Usage:", PROGRAM, action.wireName()));
    Grammar.words(action).stream().map(Help::placeholder).forEach(usage::add);
    usage.add("[--options]");
    return String.format("%s%n%s.%n%n", String.join(" ", usage), action.summary())
        + Grammar.options(action).stream()
            .map(option -> String.format(OPTION_ROW, option.usage(), option.help()))
            .collect(Collectors.joining())
        + String.format(OPTION_ROW, "--json", "answer with JSON only")
        + String.format(OPTION_ROW, "--event FILE", "take the rest from a file, - for stdin");
  }

  private static String placeholder(String field) {
    return "<" + field.substring(field.lastIndexOf('.') + 1) + ">";
  }
}

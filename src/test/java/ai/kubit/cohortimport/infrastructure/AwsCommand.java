package ai.kubit.cohortimport.infrastructure;

import ai.kubit.cohortimport.local.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of the AWS CLI as it stands in a document or a script.
 *
 * @param words its words without {@code aws}, quotes taken off, variables as they stand
 */
record AwsCommand(List<String> words) {
  private static final Pattern CODE =
      Pattern.compile("(?ms)^ *```[a-z]*\n(.*?)^ *```|`(aws [^`]+)`");
  private static final Pattern START =
      Pattern.compile("(?m)(?<![\\w/-])aws (?=[a-z0-9]+ [a-z0-9-]+)");
  private static final String END = "|;&)><\n#";

  /** Those of the code in a document. */
  static List<AwsCommand> inDocument(Path file) {
    List<AwsCommand> commands = new ArrayList<>();
    Matcher code = CODE.matcher(Documents.read(file));
    while (code.find()) {
      commands.addAll(in(code.group(1) == null ? code.group(2) : code.group(1)));
    }
    return commands;
  }

  /** Those of a shell's text. */
  static List<AwsCommand> in(String shell) {
    List<AwsCommand> commands = new ArrayList<>();
    Matcher start = START.matcher(shell);
    while (start.find()) {
      int line = shell.lastIndexOf('\n', start.start()) + 1;
      if (!shell.substring(line, start.start()).contains("#")) {
        commands.add(new AwsCommand(words(shell, start.end())));
      }
    }
    return commands;
  }

  private static List<String> words(String shell, int from) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    int substitutions = 0;
    for (int i = from; i < shell.length(); i++) {
      char c = shell.charAt(i);
      if (quote != 0) {
        if (c == quote && substitutions == 0) {
          quote = 0;
          continue;
        }
        substitutions += quote == '"' && c == '(' ? 1 : quote == '"' && c == ')' ? -1 : 0;
        word.append(c);
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (c == '\\' && i + 1 < shell.length() && shell.charAt(i + 1) == '\n') {
        i++;
      } else if (END.indexOf(c) >= 0) {
        break;
      } else if (c == ' ') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The service, the operation, and what is waited for. */
  String operation() {
    int length = words.get(1).equals("wait") ? 3 : 2;
    return String.join(" ", words.subList(0, length));
  }

  Set<String> options() {
    Set<String> options = new TreeSet<>();
    words.stream().filter(word -> word.startsWith("--")).forEach(options::add);
    return options;
  }
}

package ai.kubit.cohortimport.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Documents;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The runbook's table of reasons says of each what it means, who must act, and what to do. */
class ReasonsTest {
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([A-Z_]+)` \\| [A-Z_]+ \\| [^|]+ \\| (you|data|Braze|operators) \\| [^|]+ \\|");

  @Test
  void theTableNamesEveryReasonWithItsOwner() {
    List<String> documented =
        Documents.lines().stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1) + ": " + row.group(2))
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values())
                .map(reason -> reason + ": " + word(reason.owner()))
                .toList());
  }

  private static String word(Reason.Owner owner) {
    return switch (owner) {
      case CUSTOMER -> "you";
      case BRAZE -> "Braze";
      case DATA -> "data";
      case OURS -> "operators";
    };
  }
}

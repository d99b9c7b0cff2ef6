package ai.kubit.cohortimport.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known words a mistyped one was meant to be. */
public final class DidYouMean {
  private static final int LONGEST = 64;

  private DidYouMean() {}

  /**
   * The known word that is so near that it was probably meant: at most a third of its letters
   * differ. Case, {@code -} and {@code _} do not count. Empty for words of over 64 characters.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  private static int distance(String left, String right) {
    return edits(bare(left), bare(right));
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's distance, one row of the table at a time. */
  private static int edits(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      above = nextRow(above, row, left.charAt(row - 1), right);
    }
    return above[right.length()];
  }

  private static int[] nextRow(int[] above, int row, char letter, String right) {
    int[] current = new int[above.length];
    current[0] = row;
    for (int column = 1; column < current.length; column++) {
      int replaced = above[column - 1] + (right.charAt(column - 1) == letter ? 0 : 1);
      int inserted = Math.min(current[column - 1], above[column]) + 1;
      current[column] = Math.min(replaced, inserted);
    }
    return current;
  }
}

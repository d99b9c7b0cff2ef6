package ai.kubit.cohortimport.cohort;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words that mean "no value" in place of an id, as warehouses and programs write them. A value
 * counts as such a word only if it is exactly the same. The project's page "Exports: for data
 * teams", chapter "Rows", lists them. Immutable.
 */
public final class NullWords {
  /** The most words that a schedule may list. */
  public static final int MOST = 50;

  /** The longest word, in characters. */
  public static final int LONGEST = 100;

  /** The words of Hive and Redshift, SQL, JSON, Python, pandas, R, Excel and JavaScript. */
  public static final NullWords DEFAULT =
      of(List.of("\\N", "NULL", "null", "None", "nan", "NaN", "<NA>", "(null)", "undefined"));

  private final SortedSet<String> words;
  private final Set<String> lookup;
  private final BitSet firstChars = new BitSet();
  private final int longest;

  private NullWords(List<String> words) {
    this.words = new TreeSet<>(words);
    this.lookup = Set.copyOf(words);
    this.longest = words.stream().mapToInt(String::length).max().orElse(0);
    words.forEach(word -> firstChars.set(word.charAt(0)));
  }

  /** These words and no others. An empty list makes every value an id. */
  public static NullWords of(List<String> words) {
    return new NullWords(List.copyOf(new TreeSet<>(words)));
  }

  /** The words in alphabetical order. */
  public List<String> words() {
    return List.copyOf(words);
  }

  /**
   * Whether a value is one of the words. This is called for each id of an export, so length and
   * first character are compared first.
   */
  boolean contain(String value) {
    return value.length() <= longest
        && !value.isEmpty()
        && firstChars.get(value.charAt(0))
        && lookup.contains(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NullWords that && lookup.equals(that.lookup);
  }

  @Override
  public int hashCode() {
    return lookup.hashCode();
  }

  @Override
  public String toString() {
    return words.toString();
  }
}

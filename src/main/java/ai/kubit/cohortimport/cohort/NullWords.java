package ai.kubit.cohortimport.cohort;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words by which warehouses and programs write "no value" where an id should stand. A value
 * counts as such a word only where it is the same in every byte. Immutable.
 */
public final class NullWords {
  /** How many words there may be. */
  public static final int MOST = 50;

  /** How long a word may be. */
  public static final int LONGEST = 100;

  /** Hive and Redshift, SQL, JSON, Python, pandas, R, Excel and JavaScript. */
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

  /** These words and no others; without any, every value is an id. */
  public static NullWords of(List<String> words) {
    return new NullWords(List.copyOf(new TreeSet<>(words)));
  }

  /** In alphabetical order. */
  public List<String> words() {
    return List.copyOf(words);
  }

  /** Asked for every id of an export, of which hardly any gets as far as the look-up. */
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

package ai.kubit.cohortimport.local;

import java.util.ArrayList;
import java.util.List;

/** Collects what was expected and what was found, for a person to read. */
public final class Verdict {
  private final List<String> lines = new ArrayList<>();
  private int failures;

  public void same(String what, Object expected, Object found) {
    boolean good = expected.equals(found);
    failures += good ? 0 : 1;
    String value = good && found.equals(true) ? "" : " " + found;
    lines.add((good ? "  ok    " : "  WRONG ") + what + value + (good ? "" : ", not " + expected));
  }

  public void note(String what, Object found) {
    lines.add("        " + what + " " + found);
  }

  public boolean isGood() {
    return failures == 0;
  }

  public void print() {
    System.out.println();
    lines.forEach(System.out::println);
    System.out.println(
        isGood()
            ? "Everything is as expected."
            : failures + " of these are not as expected; the program's own words stand above.");
  }
}

package ai.kubit.cohortimport.scenario;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Kubit writes about the cohort.
 *
 * @param members each by alias ({@code true}) or by external id
 * @param unreadableRows rows too broken to tell whom they name
 * @param blankRows rows that name nobody
 */
record Export(SortedMap<Person, Boolean> members, int unreadableRows, int blankRows) {

  static Export of(Map<Person, Boolean> members) {
    return with(members, 0, 0);
  }

  static Export with(Map<Person, Boolean> members, int unreadableRows, int blankRows) {
    SortedMap<Person, Boolean> sorted =
        new TreeMap<>((one, other) -> Integer.compare(one.number(), other.number()));
    sorted.putAll(members);
    return new Export(sorted, unreadableRows, blankRows);
  }

  /** So many users, by external id. */
  static Export ofUsers(int... numbers) {
    Map<Person, Boolean> members = new TreeMap<>(BY_NUMBER);
    for (int number : numbers) {
      members.put(new Person(number), false);
    }
    return of(members);
  }

  private static final java.util.Comparator<Person> BY_NUMBER =
      java.util.Comparator.comparingInt(Person::number);

  String csv() {
    StringBuilder csv = new StringBuilder("external_id,alias_name,alias_label\n");
    members.forEach(
        (person, byAlias) ->
            csv.append(
                byAlias
                    ? "," + person.alias() + "," + Person.LABEL + "\n"
                    : person.externalId() + ",,\n"));
    csv.append("one,two,three,four\n".repeat(unreadableRows));
    csv.append(",,\n".repeat(blankRows));
    return csv.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    members.forEach(
        (person, byAlias) ->
            text.append(byAlias ? person.alias() : person.externalId()).append(' '));
    return text.append("] unreadable ")
        .append(unreadableRows)
        .append(" blank ")
        .append(blankRows)
        .toString();
  }
}

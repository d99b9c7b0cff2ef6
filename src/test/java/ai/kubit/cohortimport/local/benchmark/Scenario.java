package ai.kubit.cohortimport.local.benchmark;

import java.util.Locale;

/** A day in a cohort's life, in the order in which a benchmark lives them. */
enum Scenario {
  FIRST("first import: everyone is new"),
  SAME("the export has not changed"),
  EQUAL("the export was rewritten, its members are the same"),
  CHANGED("1 % changed: half of it left, half is new"),
  EVERYONE_LEFT("the cohort is drained");

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Scenario named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Changes that it takes when the cohort had so many members. */
  long changes(int members) {
    return switch (this) {
      case FIRST, EVERYONE_LEFT -> members;
      case SAME, EQUAL -> 0;
      case CHANGED -> 2L * halfPercent(members);
    };
  }

  static int halfPercent(int members) {
    return members / 200;
  }
}

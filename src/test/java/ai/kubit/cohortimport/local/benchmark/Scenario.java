package ai.kubit.cohortimport.local.benchmark;

import java.util.Locale;

/** The imports that a benchmark measures, in this order. */
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

  /** How many changes it takes for a cohort of this many members. */
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

package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.outcome.Outcome;

/** How serious an outcome is: a colour, and a sign that says the same without colour. */
enum Tone {
  GOOD("✓", "#166534"),
  CALM("■", "#334155"),
  WARN("!", "#92400e"),
  BAD("✕", "#991b1b");

  private final String mark;
  private final String colour;

  Tone(String mark, String colour) {
    this.mark = mark;
    this.colour = colour;
  }

  String mark() {
    return mark;
  }

  /** Dark enough for white text on it: a contrast of 7 to 1 at least. */
  String colour() {
    return colour;
  }

  static Tone of(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED -> GOOD;
      case COMPLETED_WITH_ERRORS, REFUSED -> WARN;
      case FAILED -> BAD;
      case CANCELLED -> CALM;
    };
  }
}

package ai.kubit.cohortimport.scenario;

import java.time.Instant;

/** One process of the program. */
final class Running {
  final String name;
  final Instant legEnd;
  private boolean dead;
  private boolean struck;

  Running(String name, Instant legEnd) {
    this.name = name;
    this.legEnd = legEnd;
  }

  void kill() {
    dead = true;
    struck = true;
  }

  void struck() {
    struck = true;
  }

  boolean isDead() {
    return dead;
  }

  /** Whether trouble of this process may be the story's doing and not the program's. */
  boolean isExcused(Instant now) {
    return struck || now.isAfter(legEnd);
  }
}

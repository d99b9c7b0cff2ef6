package ai.kubit.cohortimport.verification;

import java.util.Optional;

/** What a look says about a cohort: one word, of which each has its entry in the runbook. */
public enum Diagnosis {
  /** Of those looked up, all who exist hold the name, and nobody who left does. */
  AGREES,
  /** Only whether the members exist was asked, and most do. */
  EXISTENCE_ONLY,
  /** Braze does not know most members that the export names by external id. */
  EXTERNAL_IDS_UNKNOWN,
  /** The same for aliases. */
  ALIASES_UNKNOWN,
  /** The same for devices. */
  DEVICES_UNKNOWN,
  /** Nobody holds the name: the attribute is blocked, no array, or has another name. */
  NOBODY_HOLDS_IT,
  /** Who does not hold it has an array that may be full. */
  ARRAYS_FULL,
  /** Some do not hold it: it comes late, or another program writes the attribute. */
  SOME_LACK_IT,
  /** Some of those who left still hold it. */
  LEAVERS_HOLD_IT,
  /** Nobody could be looked up. */
  NOTHING_SEEN;

  /** Fewer say nothing about a kind, unless nobody of any kind exists. */
  private static final int TELLING = 5;

  /**
   * The diagnosis. Where several fit, the one that explains the others comes first.
   *
   * @param members how many the cohort has
   * @param valueAsked whether the attribute was asked for, not only existence
   */
  public static Diagnosis of(LookTally tally, long members, boolean valueAsked) {
    if (tally.looked() == 0 && members > 0) {
      return NOTHING_SEEN;
    }
    Optional<Diagnosis> unknown = mostlyUnknown(tally);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    if (!valueAsked) {
      return EXISTENCE_ONLY;
    }
    return ofHolders(tally.holders())
        .orElse(tally.leavers().holds() > 0 ? LEAVERS_HOLD_IT : AGREES);
  }

  private static Optional<Diagnosis> mostlyUnknown(LookTally tally) {
    long telling = tally.found() == 0 ? 1 : TELLING;
    if (isMostlyUnknown(tally.externalIds(), telling)) {
      return Optional.of(EXTERNAL_IDS_UNKNOWN);
    }
    if (isMostlyUnknown(tally.aliases(), telling)) {
      return Optional.of(ALIASES_UNKNOWN);
    }
    return isMostlyUnknown(tally.devices(), telling)
        ? Optional.of(DEVICES_UNKNOWN)
        : Optional.empty();
  }

  private static boolean isMostlyUnknown(LookTally.KindCount kind, long telling) {
    return kind.looked() >= telling && 2 * kind.absent() > kind.looked();
  }

  private static Optional<Diagnosis> ofHolders(LookTally.HolderCount holders) {
    if (holders.lacks() == 0) {
      return Optional.empty();
    }
    if (2 * holders.full() >= holders.lacks()) {
      return Optional.of(ARRAYS_FULL);
    }
    return Optional.of(holders.holds() == 0 ? NOBODY_HOLDS_IT : SOME_LACK_IT);
  }

  /** Whether nobody has to do anything. */
  public boolean isWell() {
    return this == AGREES || this == EXISTENCE_ONLY;
  }
}

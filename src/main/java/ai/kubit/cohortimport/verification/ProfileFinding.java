package ai.kubit.cohortimport.verification;

/**
 * All that is kept of a profile at Braze.
 *
 * @param exists whether Braze knows such a user
 * @param holds whether the attribute's array holds the cohort's name; false where nobody asked
 * @param length how many values the array has; 0 where there is no such attribute or nobody asked,
 *     {@value #NO_ARRAY} where the attribute is something else than an array
 */
public record ProfileFinding(boolean exists, boolean holds, int length) {
  /** The length of an attribute that is no array. */
  public static final int NO_ARRAY = -1;

  /** Braze knows no such user. */
  public static final ProfileFinding ABSENT = new ProfileFinding(false, false, 0);

  /** A user of whom nothing else was asked, or who has no such attribute. */
  public static final ProfileFinding EXISTS = new ProfileFinding(true, false, 0);

  /** A user whose attribute is something else than an array. */
  public static final ProfileFinding OTHER_TYPE = new ProfileFinding(true, false, NO_ARRAY);
}

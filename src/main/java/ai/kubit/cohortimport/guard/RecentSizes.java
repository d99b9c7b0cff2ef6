package ai.kubit.cohortimport.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How large a cohort was lately, in a handful of points: what the guard judges removals against, so
 * that a cohort which is halved in each import is asked about, not only one that is halved twice at
 * once. A point says until when the cohort had a size; sizes that a later and larger one covers are
 * not kept.
 *
 * @param points oldest and largest first
 */
public record RecentSizes(List<Point> points) {
  /** So long a size counts. */
  static final Duration WINDOW = Duration.ofHours(36);

  /** So many points are kept at most; they stand in the cohort's item. */
  static final int MOST_POINTS = 8;

  public static final RecentSizes NONE = new RecentSizes(List.of());

  /**
   * A size.
   *
   * @param until when an import changed it
   */
  public record Point(Instant until, long members) {}

  public RecentSizes {
    points = List.copyOf(points);
  }

  /** The same after an import that found a cohort of this size and changed it. */
  public RecentSizes plus(Instant now, long members) {
    List<Point> kept = new ArrayList<>();
    for (Point point : points) {
      if (counts(point, now) && point.members() > members) {
        kept.add(point);
      }
    }
    kept.add(new Point(now, members));
    while (kept.size() > MOST_POINTS) {
      mergeTheClosest(kept);
    }
    return new RecentSizes(kept);
  }

  /** The largest size lately, the present one included. */
  public long largest(Instant now, long present) {
    return points.stream()
        .filter(point -> counts(point, now))
        .map(Point::members)
        .max(Comparator.naturalOrder())
        .filter(largest -> largest > present)
        .orElse(present);
  }

  private static boolean counts(Point point, Instant now) {
    return !point.until().plus(WINDOW).isBefore(now);
  }

  /** The larger of the two counts a little longer than it should: never too short. */
  private static void mergeTheClosest(List<Point> points) {
    int closest = 0;
    for (int i = 1; i < points.size() - 1; i++) {
      if (distance(points, i).compareTo(distance(points, closest)) < 0) {
        closest = i;
      }
    }
    Point later = points.remove(closest + 1);
    points.set(closest, new Point(later.until(), points.get(closest).members()));
  }

  private static Duration distance(List<Point> points, int at) {
    return Duration.between(points.get(at).until(), points.get(at + 1).until());
  }
}

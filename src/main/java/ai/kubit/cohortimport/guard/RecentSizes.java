package ai.kubit.cohortimport.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How large a cohort was in the last 36 hours, as a few points. The guard compares removals with
 * the largest of these sizes. So it notices a cohort that loses a little in each of several
 * imports, and not only one that loses much in one import. A point says until when the cohort had a
 * size. A point is dropped when a later one is as large or larger.
 *
 * @param points oldest first, which is also largest first
 */
public record RecentSizes(List<Point> points) {
  /** How long a size counts after an import changed it. */
  static final Duration WINDOW = Duration.ofHours(36);

  /** The most points that are kept. They are stored in the cohort's item. */
  static final int MOST_POINTS = 8;

  public static final RecentSizes NONE = new RecentSizes(List.of());

  /**
   * A size that the cohort had.
   *
   * @param until when an import changed the size
   */
  public record Point(Instant until, long members) {}

  public RecentSizes {
    points = List.copyOf(points);
  }

  /** These sizes and one more, for an import that found a cohort of this size and changed it. */
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

  /** The largest size within the window, at least the present one. */
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

  /**
   * Merges the two points that are closest in time. The larger size then counts a little too long,
   * but no size counts too short.
   */
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

package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.mail.Messages;
import ai.kubit.cohortimport.mail.ReaderFormat;
import ai.kubit.cohortimport.mail.SizePoint;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.report.HistoryView.Curve;
import ai.kubit.cohortimport.report.HistoryView.Dot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cohort's size, execution by execution, as a line above zero. */
final class SizeCurve {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 140;
  private static final int MARGIN = 10;
  private static final int BOTTOM = HEIGHT - MARGIN;

  private final Messages messages;
  private final ReaderFormat format;

  SizeCurve(Messages messages, ReaderFormat format) {
    this.messages = messages;
    this.format = format;
  }

  /** No curve of fewer than two points, which come the oldest first. */
  Curve of(List<SizePoint> points) {
    if (points.size() < 2) {
      return Curve.NONE;
    }
    long largest = points.stream().mapToLong(SizePoint::usersImported).max().orElse(0);
    List<Dot> dots =
        IntStream.range(0, points.size())
            .mapToObj(i -> dot(points.get(i), x(i, points.size()), largest))
            .toList();
    String line =
        dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" "));
    String area = MARGIN + "," + BOTTOM + " " + line + " " + (WIDTH - MARGIN) + "," + BOTTOM;
    return new Curve(
        description(points),
        line,
        area,
        messages.sizeLegend(format.number(largest)),
        WIDTH,
        HEIGHT,
        MARGIN,
        BOTTOM,
        dots);
  }

  private Dot dot(SizePoint point, double x, long largest) {
    double share = largest == 0 ? 0 : (double) point.usersImported() / largest;
    double y = BOTTOM - share * (BOTTOM - MARGIN);
    return new Dot(
        coordinate(x), coordinate(y), label(point), point.outcome() == Outcome.COMPLETED);
  }

  private static double x(int index, int count) {
    return MARGIN + (double) index / (count - 1) * (WIDTH - 2 * MARGIN);
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private String label(SizePoint point) {
    return format.moment(point.finishedAt()) + ": " + format.number(point.usersImported());
  }

  private String description(List<SizePoint> points) {
    long least = points.stream().mapToLong(SizePoint::usersImported).min().orElse(0);
    long most = points.stream().mapToLong(SizePoint::usersImported).max().orElse(0);
    return messages.sizeInWords(
        label(points.get(0)),
        label(points.get(points.size() - 1)),
        format.number(least),
        format.number(most));
  }
}

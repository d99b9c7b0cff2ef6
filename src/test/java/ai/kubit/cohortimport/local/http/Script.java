package ai.kubit.cohortimport.local.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says which requests get which fault. If several faults match a request, it gets the one that was
 * added first.
 *
 * @param <R> the kind of request
 * @param <F> the kind of fault
 */
public final class Script<R, F> {
  private final List<Line<R, F>> lines = new CopyOnWriteArrayList<>();

  public void add(When<R> when, F fault) {
    lines.add(new Line<>(when, fault));
  }

  public void clear() {
    lines.clear();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The fault of this request; empty if none. Call this exactly once for each request. */
  public Optional<F> next(R request) {
    F chosen = null;
    for (Line<R, F> line : lines) {
      if (line.when().meets(request) && chosen == null) {
        chosen = line.fault();
      }
    }
    return Optional.ofNullable(chosen);
  }

  private record Line<R, F>(When<R> when, F fault) {}
}

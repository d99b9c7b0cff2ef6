package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Who imports into a workspace right now. There are {@code maxParallelImports} places; whoever has
 * one is noted in the workspace's item until it gives the place back or its lease ends, so that the
 * dead do not stay. The number of places taken tells each import its share of the workspace's rate.
 * Safe for use by several threads and several functions.
 */
public final class ImportSlots {
  private static final Logger LOG = Logger.getLogger(ImportSlots.class);

  /** Each failed attempt means that somebody else succeeded; there are 100 places at most. */
  private static final int MOST_ATTEMPTS = 200;

  private final Workspaces workspaces;
  private final Time time;

  public ImportSlots(Workspaces workspaces, Time time) {
    this.workspaces = workspaces;
    this.time = time;
  }

  /**
   * Takes a place, if there is one. A cohort has one place at most: where another worker has taken
   * it already, this one shares it until the lease decides which of them may work.
   *
   * @param leaseUntil the end of the lease that is going to be taken
   * @return empty when all places are taken
   */
  public Optional<Place> take(CohortKey cohort, Instant leaseUntil) {
    Place place = new Place(cohort, leaseUntil);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<WorkspaceEntry> found = find(cohort.workspaceId());
      if (found.isEmpty() || found.get().active().containsKey(cohort.cohortId())) {
        return Optional.of(place);
      }
      if (found.get().active().size() >= found.get().workspace().maxParallelImports()) {
        return Optional.empty();
      }
      if (workspaces.put(found.get().withActive(cohort.cohortId(), leaseUntil))) {
        return Optional.of(place);
      }
    }
    throw tooContended(cohort.workspaceId());
  }

  /**
   * The part of the workspace's rate that each of its imports may use: one over their number, the
   * asking one included.
   */
  public double share(String workspaceId) {
    int imports = find(workspaceId).map(entry -> entry.active().size()).orElse(1);
    return 1.0 / Math.max(1, imports);
  }

  /** The entry with the living; empty where there is none that an import could use. */
  private Optional<WorkspaceEntry> find(String workspaceId) {
    try {
      return workspaces.find(workspaceId).map(entry -> entry.activeAt(time.now()));
    } catch (ImportStoppedException unreadable) {
      return Optional.empty(); // the import itself finds the words for it
    }
  }

  private void note(Place place, boolean present) {
    String id = place.cohort.cohortId();
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<WorkspaceEntry> found = find(place.cohort.workspaceId());
      if (found.isEmpty() || place.isNotedIn(found.get().active()) == present) {
        return;
      }
      WorkspaceEntry entry = found.get();
      if (workspaces.put(
          present ? entry.withActive(id, place.leaseUntil) : entry.withoutActive(id))) {
        return;
      }
    }
    throw tooContended(place.cohort.workspaceId());
  }

  private static IllegalStateException tooContended(String workspaceId) {
    return new IllegalStateException(
        "the workspace %s changed %d times in a row".formatted(workspaceId, MOST_ATTEMPTS));
  }

  /** The right to import one cohort beside others. */
  public final class Place implements AutoCloseable {
    private final CohortKey cohort;
    private final Instant leaseUntil;

    private Place(CohortKey cohort, Instant leaseUntil) {
      this.cohort = cohort;
      this.leaseUntil = leaseUntil;
    }

    private boolean isNotedIn(Map<String, Instant> active) {
      return leaseUntil.equals(active.get(cohort.cohortId()));
    }

    /**
     * Makes it the place of whoever holds the lease, which is the caller now. Without the note the
     * others do not leave this import its share; that is no reason not to import.
     */
    public void keep() {
      try {
        note(this, true);
      } catch (RuntimeException e) {
        LOG.warnf(e, "the place of %s is not noted", cohort);
      }
    }

    /**
     * Gives the place back, unless another leg of the cohort has it. A place left lies until its
     * lease ends.
     */
    @Override
    public void close() {
      try {
        note(this, false);
      } catch (RuntimeException e) {
        LOG.warnf(e, "the place of %s stays taken until %s", cohort, leaseUntil);
      }
    }
  }
}

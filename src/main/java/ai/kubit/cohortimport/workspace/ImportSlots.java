package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Who imports into a workspace right now. There are {@code maxParallelImports} places; whoever has
 * one is noted in the workspace's item until it gives the place back or its lease ends, so that the
 * dead do not stay. The number of places taken tells each import its share of the workspace's rate.
 * Safe for use by several threads and several functions.
 */
@Singleton
public final class ImportSlots {
  private static final Logger LOG = Logger.getLogger(ImportSlots.class);

  private final Workspaces workspaces;
  private final Time time;

  @Inject
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
    return transition(
        cohort.workspaceId(),
        Optional.of(place),
        record -> {
          if (record.active().containsKey(cohort.cohortId())) {
            return WorkspaceChange.nothing(Optional.of(place));
          }
          return record.active().size() < record.workspace().maxParallelImports()
              ? WorkspaceChange.put(
                  record.withActive(cohort.cohortId(), leaseUntil), Optional.of(place))
              : WorkspaceChange.nothing(Optional.empty());
        });
  }

  /**
   * The part of the workspace's rate that each of its imports may use: one over their number, the
   * asking one included.
   */
  public double share(String workspaceId) {
    int imports =
        transition(workspaceId, 1, record -> WorkspaceChange.nothing(record.active().size()));
    return 1.0 / Math.max(1, imports);
  }

  /** Decides by the record with the living; where no import could use the record, that is said. */
  private <R> R transition(
      String workspaceId, R unusable, Function<WorkspaceRecord, WorkspaceChange<R>> decide) {
    try {
      return workspaces.transition(
          workspaceId,
          found ->
              found
                  .map(record -> decide.apply(record.activeAt(time.now())))
                  .orElseGet(() -> WorkspaceChange.nothing(unusable)));
    } catch (ImportStoppedException unreadable) {
      return unusable; // the import itself finds the words for it
    }
  }

  private void note(Place place, boolean present) {
    String id = place.cohort.cohortId();
    transition(
        place.cohort.workspaceId(),
        present,
        record -> {
          if (place.isNotedIn(record.active()) == present) {
            return WorkspaceChange.nothing(present);
          }
          return WorkspaceChange.put(
              present ? record.withActive(id, place.leaseUntil) : record.withoutActive(id),
              present);
        });
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

package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.membership.KnownMembers;
import ai.kubit.cohortimport.membership.SkippedDevices;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees every write of the ledger and every process that fails, and notes what must never be. */
final class Witness {
  private final World world;
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, State> lines = new LinkedHashMap<>();
  private String membership = "";

  Witness(World world) {
    this.world = world;
  }

  List<String> complaints() {
    return complaints;
  }

  void complain(String complaint) {
    if (!complaints.contains(complaint)) {
      complaints.add(complaint);
    }
  }

  /** The executions that were ever begun. */
  List<String> begun() {
    return List.copyOf(lines.keySet());
  }

  void trouble(Running process, RuntimeException trouble) {
    StringBuilder text = new StringBuilder("process " + process.name + " failed: " + trouble);
    for (int i = 0; i < Math.min(6, trouble.getStackTrace().length); i++) {
      text.append("\n      at ").append(trouble.getStackTrace()[i]);
    }
    complaints.add(text.toString());
  }

  void saw(StoreWrite write) {
    write.execution().ifPresent(this::sawLine);
    write.record().belief().membership().ifPresent(this::sawMembership);
  }

  private void sawLine(ImportExecution line) {
    State before = lines.put(line.executionId(), line.state());
    if ((before == null) != (line.state() == State.QUEUED)) {
      complaints.add(line.executionId() + " went from " + before + " to " + line.state());
    }
    Optional<ImportExecution> stored = world.store.execution(World.COHORT, line.executionId());
    if (before == State.DONE && !stored.orElseThrow().with(line.mail()).equals(line)) {
      complaints.add(line.executionId() + " was changed after its end");
    }
    if (line.state() == State.DONE && before != State.DONE) {
      ended(line);
    }
  }

  private void ended(ImportExecution line) {
    var changes = line.counts().changes();
    boolean clean =
        changes.accepted() == changes.planned()
            && changes.removesHeld() == 0
            && line.counts().rows().rejected() == 0
            && line.counts().members().unsupported() == skippedForGoodReason(line);
    boolean completed = line.ending().orElseThrow().outcome() == Outcome.COMPLETED;
    if (!line.counts().balanced()) {
      complaints.add(line.executionId() + " does not add up: " + line.counts());
    }
    long landed = world.braze.landed(line.executionId());
    if (landed > changes.accepted() + changes.unknown()) {
      complaints.add(
          "%s: Braze took %d changes, more than %s".formatted(line.executionId(), landed, changes));
    }
    if (changes.accepted() > landed) {
      complaints.add(
          "%s: Braze took %d changes, fewer than %s"
              .formatted(line.executionId(), landed, changes));
    }
    if (completed && !clean && !line.origin().options().dryRun()) {
      complaints.add(line.executionId() + " is no success: " + line.counts());
    }
  }

  private static long skippedForGoodReason(ImportExecution line) {
    SkippedDevices skipped = line.counts().members().skipped();
    return skipped.identified() + skipped.unknown();
  }

  /** The pointer must never name what is not there. */
  private void sawMembership(String key) {
    if (!key.equals(membership)) {
      membership = key;
      try {
        KnownMembers.of(world.state, world.memberships.manifest(key));
      } catch (RuntimeException e) {
        complaints.add("the committed membership cannot be read: " + e);
      }
    }
  }
}

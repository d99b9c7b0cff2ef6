package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens to one cohort over several days. Every act stands for itself, so that a story stays
 * a story when acts are left out.
 *
 * @param seed of how long things take
 * @param last what the cohort is in the end
 */
record LegSummary(DeliveryMode mode, long seed, int maxBatchSize, List<Act> acts, Export last) {

  /** One thing that happens. */
  record Act(String text, Consumer<World> happening) {}

  /** Lives through the story; answers what went wrong. */
  List<String> complaints(Path scratch) {
    World world = new World(seed, maxBatchSize, scratch, mode);
    try {
      for (Act act : acts) {
        act.happening().accept(world);
        if (!world.witness.complaints().isEmpty()) {
          return world.witness.complaints();
        }
      }
      world.settle();
      List<String> complaints = Verdicts.whenQuiet(world);
      return complaints.isEmpty() ? Verdicts.afterACleanRun(world, last) : complaints;
    } catch (RuntimeException | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return List.of(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  /** The same story without anything that is not needed for it to go wrong. */
  LegSummary shortened(Path scratch) {
    LegSummary shortest = this;
    for (boolean shorter = true; shorter; ) {
      shorter = false;
      for (int i = shortest.acts().size() - 1; i >= 0; i--) {
        List<Act> fewer = new ArrayList<>(shortest.acts());
        fewer.remove(i);
        LegSummary candidate = new LegSummary(mode, seed, maxBatchSize, fewer, last);
        if (!candidate.complaints(scratch).isEmpty()) {
          shortest = candidate;
          shorter = true;
        }
      }
    }
    return shortest;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(mode + ", seed " + seed + ", batches of " + maxBatchSize + "\n");
    acts.forEach(act -> text.append("  ").append(act.text()).append('\n'));
    return text.append("  in the end ").append(last).toString();
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.StoredJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All changes of one execution, stored before the first of them is sent. Every leg of the execution
 * delivers this plan. The export is not read again.
 *
 * @param key the key of the plan's file in the state bucket
 * @param name the cohort's name, and the value that stands for it
 * @param start the membership that the plan starts from
 * @param source the export that the plan was made from
 * @param work the steps to send
 */
public record ImportPlan(
    String key, PlannedName name, PlanStart start, PlanSource source, PlanWork work) {
  private static final int FORMAT = 1;

  /** The name of the step that sends the cohort's name to Braze. */
  public static final String NAMING = "name";

  /**
   * The cohort's name, and the value that stands for it.
   *
   * @param cohortName the cohort's name
   * @param value the value to add: the name, or the cohort's id in {@code COHORT} mode
   * @param announces whether Braze must get the name before any member, in the step {@value
   *     #NAMING}
   */
  public record PlannedName(String cohortName, String value, boolean announces) {}

  /**
   * The membership that a plan starts from.
   *
   * @param target the target that the plan is for
   * @param basis the key of the membership manifest; empty for an empty membership
   * @param partitions how the plan is divided
   */
  public record PlanStart(DeliveryTarget target, String basis, Partitions partitions) {}

  /**
   * The export that a plan was made from.
   *
   * @param exportFingerprint the export's fingerprint; empty for a drain
   * @param refreshAll whether every member of the export is sent
   */
  public record PlanSource(String exportFingerprint, boolean refreshAll) {}

  /**
   * The steps to send.
   *
   * @param steps removals first, in the order of delivery
   * @param totals the sums over all partitions
   */
  public record PlanWork(List<PlanStep> steps, PlanTotals totals) {
    public PlanWork {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The sums over all partitions.
   *
   * @param members distinct members in the export
   * @param duplicates rows that name a member who was already named
   * @param unchanged members who already hold the value, certainly
   * @param unsupported members who cannot be sent to Braze in this mode
   * @param believedMembers members of the membership, certain or maybe
   * @param leavers those of them whom the export does not name
   */
  public record PlanTotals(
      long members,
      long duplicates,
      long unchanged,
      long unsupported,
      long believedMembers,
      long leavers) {
    static final PlanTotals NONE = new PlanTotals(0, 0, 0, 0, 0, 0);

    /** The totals if this many members, who already hold the value, are sent again all the same. */
    PlanTotals repeating(long unchangedMembers) {
      return new PlanTotals(
          members, duplicates, unchanged - unchangedMembers, unsupported, believedMembers, leavers);
    }

    PlanTotals plus(MembershipDiff.SliceChanges changes) {
      return new PlanTotals(
          members + changes.members(),
          duplicates + changes.duplicates(),
          unchanged + changes.unchanged(),
          unsupported + changes.unsupported(),
          believedMembers + changes.believedMembers(),
          leavers + changes.removals().size());
    }
  }

  public ImportPlan {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(work, "work");
  }

  public String cohortName() {
    return name.cohortName();
  }

  public String value() {
    return name.value();
  }

  public boolean announces() {
    return name.announces();
  }

  public DeliveryTarget target() {
    return start.target();
  }

  public String basis() {
    return start.basis();
  }

  public Partitions partitions() {
    return start.partitions();
  }

  public String exportFingerprint() {
    return source.exportFingerprint();
  }

  public boolean refreshAll() {
    return source.refreshAll();
  }

  public List<PlanStep> steps() {
    return work.steps();
  }

  public PlanTotals totals() {
    return work.totals();
  }

  /** The steps to deliver: all of them, or without those that remove members who left. */
  public Stream<PlanStep> steps(boolean removalsHeld) {
    return steps().stream().filter(step -> !(removalsHeld && step.removal()));
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("cohortName", cohortName());
    json.put("value", value());
    json.put("announces", announces());
    json.putObject("target")
        .put("mode", target().mode().name())
        .put("host", target().host())
        .put("attribute", target().attribute());
    json.put("basis", basis());
    json.put("partitions", partitions().count());
    json.put("exportFingerprint", exportFingerprint());
    json.put("refreshAll", refreshAll());
    json.putObject("totals")
        .put("members", totals().members())
        .put("duplicates", totals().duplicates())
        .put("unchanged", totals().unchanged())
        .put("unsupported", totals().unsupported())
        .put("believedMembers", totals().believedMembers())
        .put("leavers", totals().leavers());
    ArrayNode array = json.putArray("steps");
    steps().forEach(step -> put(array.addObject(), step));
    return json;
  }

  private static void put(ObjectNode json, PlanStep step) {
    json.put("name", step.name())
        .put("removal", step.removal())
        .put("partition", step.partition())
        .put("key", step.key())
        .put("objects", step.objects())
        .put("adds", step.adds())
        .put("removes", step.removes());
  }

  static ImportPlan read(String key, JsonNode json) {
    return StoredJson.read("the plan " + key, json, file -> read(key, file));
  }

  private static ImportPlan read(String key, StoredJson file) {
    file.numbered(FORMAT);
    return new ImportPlan(
        key,
        new ImportPlan.PlannedName(
            file.text("cohortName"), file.text("value"), file.bool("announces")),
        new ImportPlan.PlanStart(
            file.object("target", DeliveryTarget::read),
            file.text("basis"),
            new Partitions(file.integer("partitions"))),
        new ImportPlan.PlanSource(file.text("exportFingerprint"), file.bool("refreshAll")),
        new ImportPlan.PlanWork(
            file.objects("steps", ImportPlan::step), file.object("totals", ImportPlan::totals)));
  }

  private static PlanStep step(StoredJson json) {
    return new PlanStep(
        json.text("name"),
        json.bool("removal"),
        json.integer("partition"),
        json.text("key"),
        json.count("objects"),
        json.count("adds"),
        json.count("removes"));
  }

  private static PlanTotals totals(StoredJson json) {
    return new PlanTotals(
        json.count("members"),
        json.count("duplicates"),
        json.count("unchanged"),
        json.count("unsupported"),
        json.count("believedMembers"),
        json.count("leavers"));
  }
}

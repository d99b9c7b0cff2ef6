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
 * Everything one execution means to change, written before the first change is sent. Every leg and
 * every successor delivers this plan; the export is not read again.
 *
 * @param key where it lies
 * @param name what the cohort is called
 * @param start what it starts from
 * @param source what it was made from
 * @param work what is to be sent
 */
public record ImportPlan(
    String key, PlannedName name, PlanStart start, PlanSource source, PlanWork work) {
  private static final int FORMAT = 1;

  /** The step that tells Braze the cohort's name. */
  public static final String NAMING = "name";

  /**
   * What the cohort is called.
   *
   * @param cohortName the cohort's name
   * @param value the value to add: the name, or what stands for it in the target
   * @param announces whether Braze must be told the name before any member, which is step {@value
   *     #NAMING}
   */
  public record PlannedName(String cohortName, String value, boolean announces) {}

  /**
   * What a plan starts from.
   *
   * @param target what it is for
   * @param basis the key of the membership manifest; empty for an empty membership
   * @param partitions how it is cut
   */
  public record PlanStart(DeliveryTarget target, String basis, Partitions partitions) {}

  /**
   * What a plan was made from.
   *
   * @param exportFingerprint the export
   * @param refreshAll whether it sends every member
   */
  public record PlanSource(String exportFingerprint, boolean refreshAll) {}

  /**
   * What is to be sent.
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
   * @param duplicates rows that named a member once more
   * @param unchanged members who certainly hold the value already
   * @param unsupported members whom Braze cannot be told about
   * @param believedMembers members who are believed to hold some value of this cohort
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

    /** Some who hold the value already must be sent all the same. */
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

  /** The steps to deliver: all, or only those that remove nobody who left. */
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
    for (PlanStep step : steps()) {
      array
          .addObject()
          .put("name", step.name())
          .put("removal", step.removal())
          .put("partition", step.partition())
          .put("key", step.key())
          .put("objects", step.objects())
          .put("adds", step.adds())
          .put("removes", step.removes());
    }
    return json;
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

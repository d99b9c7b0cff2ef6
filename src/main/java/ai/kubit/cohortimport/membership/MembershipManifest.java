package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.workspace.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a membership consists of: its target, its files and their counts. The files are named by
 * full key, because unchanged partitions stay where an earlier execution wrote them.
 *
 * @param key where the manifest itself lies; empty for a membership that was never committed
 * @param target what it is true of
 * @param cohortName the cohort's name at the last execution, as Braze was told
 * @param exportFingerprint the export that the last execution read
 * @param settled whether nothing is maybe and the last execution met no refusal, so that the same
 *     export need not be read again
 * @param partitions how it is cut
 * @param files at most one for each partition; a partition without one is empty
 * @param values every value that some member is believed to hold
 * @param lookupsFrom the place in the order of hashes where lookups of devices were given up, so
 *     that the next ones begin there; 0 where none were
 */
public record MembershipManifest(
    String key,
    DeliveryTarget target,
    String cohortName,
    String exportFingerprint,
    boolean settled,
    Partitions partitions,
    List<PartitionFile> files,
    SortedSet<String> values,
    long lookupsFrom) {
  static final int FORMAT = 1;

  /**
   * One file.
   *
   * @param certain how many of its rows are certain
   * @param maybe how many are not
   * @param refusals whether its rows count refused removals
   * @param values the values it holds, each with how many members certainly hold it
   */
  record PartitionFile(
      int partition,
      String key,
      long certain,
      long maybe,
      boolean refusals,
      Map<String, Long> values) {
    PartitionFile {
      values = Map.copyOf(values);
    }

    long rows() {
      return certain + maybe;
    }
  }

  public MembershipManifest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(target, "target");
    files = List.copyOf(files);
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  /** The membership of a cohort that was never imported to this target. */
  public static MembershipManifest empty(DeliveryTarget target) {
    return new MembershipManifest(
        "", target, "", "", false, new Partitions(1), List.of(), new TreeSet<>(), 0);
  }

  /** What the cohort is called in Braze, now or by somebody who still holds an old name. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(values);
    if (target.mode() == Workspace.DeliveryMode.COHORT && !isEmpty()) {
      names.add(cohortName);
    }
    return names;
  }

  /** (member, value) pairs that Braze certainly accepted. */
  public long certain() {
    return files.stream().mapToLong(PartitionFile::certain).sum();
  }

  /** (member, value) pairs whose fate is unknown. */
  public long maybe() {
    return files.stream().mapToLong(PartitionFile::maybe).sum();
  }

  /** Members who certainly hold a value. */
  public long holders(String value) {
    return files.stream().mapToLong(file -> file.values().getOrDefault(value, 0L)).sum();
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.putObject("target")
        .put("mode", target.mode().name())
        .put("host", target.host())
        .put("attribute", target.attribute());
    json.put("cohortName", cohortName);
    json.put("exportFingerprint", exportFingerprint);
    json.put("settled", settled);
    json.put("partitions", partitions.count());
    json.put("lookupsFrom", lookupsFrom);
    json.putObject("counts").put("certain", certain()).put("maybe", maybe());
    ArrayNode array = json.putArray("files");
    for (PartitionFile file : files) {
      ObjectNode entry = array.addObject();
      entry.put("partition", file.partition());
      entry.put("key", file.key());
      entry.put("certain", file.certain());
      entry.put("maybe", file.maybe());
      entry.put("refusals", file.refusals());
      ObjectNode held = entry.putObject("values");
      new TreeMap<>(file.values()).forEach(held::put);
    }
    return json;
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalStateException when it is of a format that this program does not know
   */
  static MembershipManifest read(String key, JsonNode json) {
    if (json.path("format").asInt() != FORMAT) {
      throw new IllegalStateException(
          "the membership has format " + json.path("format") + ", not " + FORMAT + ": " + key);
    }
    JsonNode target = json.path("target");
    List<PartitionFile> files = new ArrayList<>();
    SortedSet<String> values = new TreeSet<>();
    for (JsonNode entry : json.path("files")) {
      Map<String, Long> held = new TreeMap<>();
      entry
          .path("values")
          .properties()
          .forEach(value -> held.put(value.getKey(), value.getValue().asLong()));
      values.addAll(held.keySet());
      files.add(
          new PartitionFile(
              entry.path("partition").asInt(),
              entry.path("key").asText(),
              entry.path("certain").asLong(),
              entry.path("maybe").asLong(),
              entry.path("refusals").asBoolean(),
              held));
    }
    return new MembershipManifest(
        key,
        new DeliveryTarget(
            Workspace.DeliveryMode.valueOf(target.path("mode").asText()),
            target.path("host").asText(),
            target.path("attribute").asText()),
        json.path("cohortName").asText(),
        json.path("exportFingerprint").asText(),
        json.path("settled").asBoolean(),
        new Partitions(json.path("partitions").asInt()),
        files,
        values,
        json.path("lookupsFrom").asLong());
  }
}

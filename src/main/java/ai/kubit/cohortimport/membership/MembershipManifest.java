package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.StoredJson;
import ai.kubit.cohortimport.workspace.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param last what the last execution left behind
 * @param partitions how it is cut
 * @param contents who is in it
 */
public record MembershipManifest(
    String key,
    DeliveryTarget target,
    LastExecution last,
    Partitions partitions,
    MembershipContents contents) {
  static final int FORMAT = 1;

  /**
   * What the last execution left behind.
   *
   * @param cohortName the cohort's name, as Braze was told
   * @param exportFingerprint the export that it read
   * @param settled whether nothing is maybe and the execution met no refusal, so that the same
   *     export need not be read again
   * @param lookupsFrom the place in the order of hashes where lookups of devices were given up, so
   *     that the next ones begin there; 0 where none were
   * @param devicesLeftOut whether the export may have named devices that nobody could be told of,
   *     as lookups were off: once they are on, the same export must be read again
   */
  public record LastExecution(
      String cohortName,
      String exportFingerprint,
      boolean settled,
      long lookupsFrom,
      boolean devicesLeftOut) {
    static final LastExecution NONE = new LastExecution("", "", false, 0, false);
  }

  /**
   * Who is in a membership.
   *
   * @param files at most one for each partition; a partition without one is empty
   * @param values every value that some member is believed to hold
   */
  record MembershipContents(List<PartitionFile> files, SortedSet<String> values) {
    MembershipContents {
      files = List.copyOf(files);
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
  }

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
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(contents, "contents");
  }

  public String cohortName() {
    return last.cohortName();
  }

  public String exportFingerprint() {
    return last.exportFingerprint();
  }

  public boolean settled() {
    return last.settled();
  }

  public long lookupsFrom() {
    return last.lookupsFrom();
  }

  public boolean devicesLeftOut() {
    return last.devicesLeftOut();
  }

  List<PartitionFile> files() {
    return contents.files();
  }

  public SortedSet<String> values() {
    return contents.values();
  }

  /** The membership of a cohort that was never imported to this target. */
  public static MembershipManifest empty(DeliveryTarget target) {
    return new MembershipManifest(
        "",
        target,
        LastExecution.NONE,
        new Partitions(1),
        new MembershipContents(List.of(), new TreeSet<>()));
  }

  /** What the cohort is called in Braze, now or by somebody who still holds an old name. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(values());
    if (target.mode() == Workspace.DeliveryMode.COHORT && !isEmpty()) {
      names.add(cohortName());
    }
    return names;
  }

  /** (member, value) pairs that Braze certainly accepted. */
  public long certain() {
    return files().stream().mapToLong(PartitionFile::certain).sum();
  }

  /** (member, value) pairs whose fate is unknown. */
  public long maybe() {
    return files().stream().mapToLong(PartitionFile::maybe).sum();
  }

  /** Members who certainly hold a value. */
  public long holders(String value) {
    return files().stream().mapToLong(file -> file.values().getOrDefault(value, 0L)).sum();
  }

  public boolean isEmpty() {
    return files().isEmpty();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.putObject("target")
        .put("mode", target.mode().name())
        .put("host", target.host())
        .put("attribute", target.attribute());
    json.put("cohortName", cohortName());
    json.put("exportFingerprint", exportFingerprint());
    json.put("settled", settled());
    json.put("partitions", partitions.count());
    json.put("lookupsFrom", lookupsFrom());
    json.put("devicesLeftOut", devicesLeftOut());
    json.putObject("counts").put("certain", certain()).put("maybe", maybe());
    ArrayNode array = json.putArray("files");
    for (PartitionFile file : files()) {
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
   * @throws IllegalStateException when it is not one that this program writes
   */
  static MembershipManifest read(String key, JsonNode json) {
    return StoredJson.read("the membership " + key, json, file -> read(key, file));
  }

  private static MembershipManifest read(String key, StoredJson file) {
    file.numbered(FORMAT);
    List<PartitionFile> files = file.objects("files", MembershipManifest::partitionFile);
    SortedSet<String> values = new TreeSet<>();
    files.forEach(partition -> values.addAll(partition.values().keySet()));
    MembershipManifest manifest =
        new MembershipManifest(
            key,
            file.object("target", DeliveryTarget::read),
            new MembershipManifest.LastExecution(
                file.text("cohortName"),
                file.text("exportFingerprint"),
                file.bool("settled"),
                file.count("lookupsFrom"),
                !file.has("devicesLeftOut") || file.bool("devicesLeftOut")),
            new Partitions(file.integer("partitions")),
            new MembershipManifest.MembershipContents(files, values));
    boolean addsUp =
        file.object(
            "counts",
            counts -> {
              long certain = counts.count("certain");
              long maybe = counts.count("maybe");
              return certain == manifest.certain() && maybe == manifest.maybe();
            });
    if (!addsUp) {
      throw new IllegalStateException("the membership " + key + " does not add up");
    }
    return manifest;
  }

  private static PartitionFile partitionFile(StoredJson json) {
    return new PartitionFile(
        json.integer("partition"),
        json.text("key"),
        json.count("certain"),
        json.count("maybe"),
        json.bool("refusals"),
        json.counts("values"));
  }
}

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
 * Describes a membership: its target, its files and their counts. The files are named by their full
 * keys, because an unchanged partition stays in the file that an earlier execution wrote. The
 * project's page "State" describes the files.
 *
 * @param key the key of the manifest itself; the empty string for a membership that was never
 *     committed
 * @param target the target that the membership is about
 * @param last what the last execution left for the next one
 * @param partitions how the membership is divided
 * @param contents its files and values
 */
public record MembershipManifest(
    String key,
    DeliveryTarget target,
    LastExecution last,
    Partitions partitions,
    MembershipContents contents) {
  static final int FORMAT = 1;

  /**
   * What the last execution left for the next one.
   *
   * @param cohortName the cohort's name, as it was last sent to Braze
   * @param exportFingerprint the fingerprint of the export that it read
   * @param settled whether no row is maybe, nothing was refused, and nothing was left out or held.
   *     Then the same export need not be read again
   * @param lookupsFrom the hash of the device at which lookups were given up, so that the next ones
   *     begin there; 0 if none were given up
   * @param devicesLeftOut whether devices of the export may have been left out because lookups were
   *     off. Once lookups are on, the same export must be read again
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
   * The files and values of a membership.
   *
   * @param files at most one file for each partition; a partition without a file is empty
   * @param values every value that some row has
   */
  record MembershipContents(List<PartitionFile> files, SortedSet<String> values) {
    MembershipContents {
      files = List.copyOf(files);
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
  }

  /**
   * The file of one partition.
   *
   * @param certain how many of its rows are certain
   * @param maybe how many of its rows are maybe
   * @param refusals whether some of its rows count refused removals
   * @param values the values of its rows, each with the number of members who certainly hold it
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

  /** The membership of a cohort that has never been imported to this target. */
  public static MembershipManifest empty(DeliveryTarget target) {
    return new MembershipManifest(
        "",
        target,
        LastExecution.NONE,
        new Partitions(1),
        new MembershipContents(List.of(), new TreeSet<>()));
  }

  /**
   * The names of the cohort in Braze: the present one, and old ones that some member may still
   * hold.
   */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(values());
    if (target.mode() == Workspace.DeliveryMode.COHORT && !isEmpty()) {
      names.add(cohortName());
    }
    return names;
  }

  /** How many pairs of a member and a value are certain. */
  public long certain() {
    return files().stream().mapToLong(PartitionFile::certain).sum();
  }

  /** How many pairs of a member and a value are maybe. */
  public long maybe() {
    return files().stream().mapToLong(PartitionFile::maybe).sum();
  }

  /** How many members certainly hold a value. */
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
   * @throws IllegalStateException if it is not one that this program writes
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

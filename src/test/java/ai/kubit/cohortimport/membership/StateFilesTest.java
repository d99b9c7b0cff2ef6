package ai.kubit.cohortimport.membership;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of state: what is written comes back, and damage is never taken for emptiness. */
class StateFilesTest {
  private static final List<String> HEADER = List.of("a", "b");

  /** Ids that a careless form would lose or change. */
  private static final List<String> AWKWARD =
      List.of(
          "plain",
          "quote\"quote",
          "\"",
          "comma,comma",
          "line\nline",
          "line\r\nline",
          "line\rline",
          "trailing space ",
          " leading",
          "\u2028separator\u2029",
          "\u0085",
          "\uD83D\uDE00 four bytes",
          "#comment",
          "=formula",
          "\uFEFFmark",
          "nul\u0000",
          "tab\t",
          "'");

  @TempDir Path directory;
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  private static List<MemberId> awkward() {
    List<MemberId> members = new ArrayList<>();
    for (String id : AWKWARD) {
      members.add(MemberId.externalId(id));
      members.add(MemberId.alias(id, id + "!"));
      members.add(MemberId.deviceId(id));
    }
    return members;
  }

  private static <T> List<T> all(Iterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }

  private static List<String> rows(StateRows rows) {
    List<String> all = new ArrayList<>();
    while (rows.advance()) {
      all.add(rows.field(0) + rows.field(1));
    }
    return all;
  }

  @Test
  void plannedChangesComeBackAsTheyWere() {
    List<MemberChange> changes = new ArrayList<>();
    for (MemberId member : awkward()) {
      changes.add(MemberChange.adding(member, member.id()));
      changes.add(MemberChange.removing(member, "old " + member.id()));
      changes.add(new MemberChange(member, member.id(), "new", List.of("old", member.id() + "?")));
    }
    long adds = changes.stream().filter(change -> change.add() != null).count();
    long removes = changes.stream().mapToLong(change -> change.remove().size()).sum();

    PlanStep step = stored(changes, PlanStep.REMOVE).orElseThrow();

    assertThat(all(PlannedChanges.open(store, step))).isEqualTo(changes);
    assertThat(step)
        .isEqualTo(new PlanStep("remove-07", true, 7, step.key(), changes.size(), adds, removes));
    assertThat(stored(List.of(), PlanStep.REMOVE)).isEmpty();
  }

  private Optional<PlanStep> stored(List<MemberChange> changes, String kind) {
    PlannedChanges.ChangeWriter writer = new PlannedChanges.ChangeWriter();
    changes.forEach(writer::add);
    return writer.store(store, new StateKeys(Plans.COHORT, "m-1", 1), kind, 7);
  }

  @Test
  void neighboursWithTheSameChangeStayTwoObjects() {
    MemberChange change = MemberChange.adding(MemberId.externalId("u"), "VIP");
    PlannedChanges read =
        PlannedChanges.open(store, stored(List.of(change, change), PlanStep.ADD).orElseThrow());

    assertThat(all(read)).containsExactly(change, change);
    assertThatThrownBy(read::next).isInstanceOf(java.util.NoSuchElementException.class);
  }

  @ParameterizedTest
  @CsvSource({"1", "16", "256"})
  void aMembershipIsReadSliceBySliceHoweverItIsCut(int count) {
    List<MembershipRow> beliefs = new ArrayList<>();
    for (MemberId member : awkward()) {
      beliefs.add(new MembershipRow(member, "VIP", true, "", 0));
      beliefs.add(new MembershipRow(member, "Old \"VIP\"\n", false, "profile", 2));
    }
    MembershipManifest manifest = written(new Partitions(count), beliefs);
    MembershipReader reader = new MembershipReader(store, manifest);

    List<MembershipRow> found = new ArrayList<>();
    for (int slice = 0; slice < Partitions.SLICES; slice++) {
      for (MembershipRow belief : reader.slice(slice)) {
        assertThat(Partitions.sliceOf(belief.member())).isEqualTo(slice);
        found.add(belief);
      }
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(beliefs);
    assertThat(manifest.certain()).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.maybe()).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.holders("VIP")).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.holders("Old \"VIP\"\n")).isZero();
  }

  @Test
  void filesOfPartitionsThatNobodyAsksForAreNotRead() {
    MembershipManifest manifest =
        written(new Partitions(16), awkward().stream().map(StateFilesTest::vip).toList());
    int wanted = manifest.files().get(manifest.files().size() - 1).partition();
    manifest.files().stream()
        .filter(file -> file.partition() != wanted)
        .forEach(file -> store.putText(file.key(), "not even gzip"));
    MembershipReader reader = new MembershipReader(store, manifest);

    long found = 0;
    for (int slice : manifest.partitions().slices(wanted)) {
      found += reader.slice(slice).size();
    }

    assertThat(found).isPositive();
  }

  private static MembershipRow vip(MemberId member) {
    return MembershipRow.certain(member, "VIP", "");
  }

  @Test
  void aMembershipThatIsNotInOrderIsAFault() {
    List<MembershipRow> backwards =
        new ArrayList<>(awkward().stream().map(StateFilesTest::vip).toList());
    backwards.sort(comparing((MembershipRow b) -> Partitions.sliceOf(b.member())).reversed());
    MembershipManifest manifest =
        manifest(new Partitions(1), List.of(file("backwards", 0, backwards).orElseThrow()));

    assertThatThrownBy(() -> KnownMembers.of(store, manifest))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not in order");
  }

  @Test
  void aPlanThatIsNotInOrderIsAFault() {
    Plans plans = new Plans(directory);
    ImportPlan plan = plans.plan("VIP", awkward());
    PlanStep step = plan.steps().get(0);
    List<MemberChange> backwards = new ArrayList<>(all(plans.memberships.changes(step)));
    java.util.Collections.reverse(backwards);
    PlannedChanges.ChangeWriter writer = new PlannedChanges.ChangeWriter();
    backwards.forEach(writer::add);
    writer.store(plans.store, plans.keys(), PlanStep.ADD, 0);

    assertThatThrownBy(() -> plans.deliver(plan))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not in order");
  }

  private MembershipManifest written(Partitions cut, List<MembershipRow> beliefs) {
    List<MembershipManifest.PartitionFile> files = new ArrayList<>();
    for (int partition = 0; partition < cut.count(); partition++) {
      int own = partition;
      List<MembershipRow> rows =
          beliefs.stream()
              .filter(b -> cut.of(b.member()) == own)
              .sorted(comparing((MembershipRow b) -> Partitions.sliceOf(b.member())))
              .toList();
      file("file-" + partition, partition, rows).ifPresent(files::add);
    }
    return manifest(cut, files);
  }

  private Optional<MembershipManifest.PartitionFile> file(
      String key, int partition, List<MembershipRow> rows) {
    MembershipWriter file = new MembershipWriter();
    rows.forEach(file::add);
    return file.store(store, key, partition);
  }

  private static MembershipManifest manifest(
      Partitions cut, List<MembershipManifest.PartitionFile> files) {
    return new MembershipManifest(
        "manifest",
        Plans.TARGET,
        new MembershipManifest.LastExecution("VIP", "print", true, 0, false),
        cut,
        new MembershipManifest.MembershipContents(files, new TreeSet<>()));
  }

  @Test
  void refusedRemovalsAreRememberedOnlyWhereThereAreAny() {
    MembershipRow never = vip(MemberId.externalId("a"));
    MembershipRow once = new MembershipRow(MemberId.externalId("u,\"1\""), "VIP", true, "b", 1);
    List<MembershipRow> rows = List.of(never, once, never, once);

    MembershipManifest.PartitionFile with = file("with", 0, rows).orElseThrow();

    assertThat(with.refusals()).isTrue();
    assertThat(with.certain()).isEqualTo(4);
    StateRows read = StateFile.read(store, "with", MembershipReader.HEADER_WITH_REFUSALS, 4);
    for (MembershipRow row : rows) {
      assertThat(read.advance()).isTrue();
      assertThat(read.field(2)).isEqualTo(row.member().id());
      assertThat(read.field(6)).isEqualTo(Integer.toString(row.removalsRefused()));
    }
    assertThat(file("without", 0, List.of(never)).orElseThrow().refusals()).isFalse();
  }

  @Test
  void aManifestComesBackAsItWas() {
    MembershipManifest before =
        new MembershipManifest(
            "manifest",
            Plans.TARGET,
            new MembershipManifest.LastExecution("VIP \"q\"", "print", true, 4_000_000_000L, true),
            new Partitions(16),
            new MembershipManifest.MembershipContents(
                List.of(
                    new MembershipManifest.PartitionFile(
                        3, "key", 5_000_000_000L, 2, true, Map.of("VIP", 7L, "Old", 0L))),
                new TreeSet<>(List.of("Old", "VIP"))));

    assertThat(MembershipManifest.read("manifest", before.toJson())).isEqualTo(before);
  }

  @Test
  void aManifestOfAnotherFormatIsAFault() {
    assertThatThrownBy(
            () ->
                MembershipManifest.read(
                    "manifest", MembershipManifest.empty(Plans.TARGET).toJson().put("format", 2)))
        .isInstanceOf(IllegalStateException.class);
  }

  // Damage

  private void put(String... values) {
    StateFile.StateWriter writer = new StateFile.StateWriter(HEADER);
    for (String value : values) {
      writer.add(value, "x");
    }
    assertThat(writer.records()).isEqualTo(values.length);
    store.put("file", writer.finish());
  }

  @Test
  void aFileThatIsMissingIsAFaultAndNotEmpty() {
    assertThatThrownBy(() -> StateFile.read(store, "gone", HEADER, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(
            () ->
                new MembershipReader(
                        store,
                        manifest(
                            new Partitions(1),
                            List.of(
                                new MembershipManifest.PartitionFile(
                                    0, "gone", 1, 0, false, Map.of("VIP", 1L)))))
                    .slice(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone");
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void aFileWithAnotherNumberOfRecordsIsAFault(long expected) {
    put("1", "2");

    assertThatThrownBy(() -> rows(StateFile.read(store, "file", HEADER, expected)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileMayHaveMoreRecordsWhereItsWriterMayHaveWrittenItAgain() {
    put("1", "2");

    assertThat(rows(StateFile.read(store, "file", HEADER, 2))).hasSize(2);
    assertThat(rows(StateFile.readAtLeast(store, "file", HEADER, 1))).hasSize(2);
    assertThatThrownBy(() -> rows(StateFile.readAtLeast(store, "file", HEADER, 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileWithAnotherHeaderIsAFault() {
    put("1");

    assertThatThrownBy(() -> StateFile.read(store, "file", List.of("a", "c"), 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRecordWithAnotherNumberOfFieldsIsAFault() {
    StateFile.StateWriter writer = new StateFile.StateWriter(HEADER);
    writer.add("1", "x");
    writer.add("2");
    store.put("file", writer.finish());

    assertThatThrownBy(() -> rows(StateFile.read(store, "file", HEADER, 2)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aFieldIsTheTextOfItsOwnRecordThoughItRepeatsHalfOfTheOneAbove() {
    StateFile.StateWriter writer = new StateFile.StateWriter(HEADER);
    List<List<String>> records =
        List.of(
            List.of("abc", "x"),
            List.of("xbc", "x"),
            List.of("xbc", ""),
            List.of("xb", "x"),
            List.of("xba", "xx"));
    records.forEach(record -> writer.add(record.toArray(String[]::new)));
    store.put("file", writer.finish());

    assertThat(rows(StateFile.read(store, "file", HEADER, records.size())))
        .isEqualTo(records.stream().map(record -> String.join("", record)).toList());
  }

  @Test
  void aFileThatIsCutShortIsAFault() {
    put("1", "2", "3");
    byte[] whole = store.content("file").orElseThrow();
    store.put("file", java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> rows(StateFile.read(store, "file", HEADER, 3)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aFileThatIsNotCompressedIsAFault() {
    store.putText("file", "a,b\n1,x\n");

    assertThatThrownBy(() -> StateFile.read(store, "file", HEADER, 1))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }
}

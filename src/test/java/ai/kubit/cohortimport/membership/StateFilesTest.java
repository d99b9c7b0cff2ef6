package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
    store.put("step", PlannedChanges.write(changes));

    assertThat(
            all(
                PlannedChanges.open(
                    store,
                    new PlanStep("add-00", false, 0, "step", changes.size(), adds, removes))))
        .isEqualTo(changes);
  }

  @Test
  void neighboursWithTheSameChangeStayTwoObjects() {
    MemberChange change = MemberChange.adding(MemberId.externalId("u"), "VIP");
    store.put("step", PlannedChanges.write(List.of(change, change)));

    PlannedChanges read =
        PlannedChanges.open(store, new PlanStep("add-00", false, 0, "step", 2, 2, 0));

    assertThat(all(read)).containsExactly(change, change);
    assertThatThrownBy(read::next).isInstanceOf(java.util.NoSuchElementException.class);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,16", "1,256", "16,1", "16,16", "16,256", "256,1", "256,16", "256,256"})
  void aMembershipIsReadInFinerAndInCoarserCuts(int written, int read) {
    List<Believed> beliefs = new ArrayList<>();
    for (MemberId member : awkward()) {
      beliefs.add(new Believed(member, "VIP", true, "", 0));
      beliefs.add(new Believed(member, "Old \"VIP\"\n", false, "profile", 2));
    }
    MembershipManifest manifest = written(new Partitions(written), beliefs);
    Partitions cut = new Partitions(read);
    BelievedMembers reader = new BelievedMembers(store, manifest, cut);

    List<Believed> found = new ArrayList<>();
    for (int partition = 0; partition < cut.count(); partition++) {
      for (Believed belief : reader.partition(partition)) {
        assertThat(cut.of(belief.member())).isEqualTo(partition);
        found.add(belief);
      }
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(beliefs);
    assertThat(manifest.certain()).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.maybe()).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.holders("VIP")).isEqualTo(beliefs.size() / 2);
    assertThat(manifest.holders("Old \"VIP\"\n")).isZero();
  }

  private MembershipManifest written(Partitions cut, List<Believed> beliefs) {
    List<MembershipManifest.PartitionFile> files = new ArrayList<>();
    for (int partition = 0; partition < cut.count(); partition++) {
      int own = partition;
      List<Believed> rows = beliefs.stream().filter(b -> cut.of(b.member()) == own).toList();
      if (!rows.isEmpty()) {
        files.add(BelievedMembers.write(store, "file-" + partition, partition, rows));
      }
    }
    return manifest(cut, files);
  }

  private static MembershipManifest manifest(
      Partitions cut, List<MembershipManifest.PartitionFile> files) {
    return new MembershipManifest(
        "manifest", Plans.TARGET, "VIP", "print", true, cut, files, new TreeSet<>());
  }

  @Test
  void refusedRemovalsAreRememberedOnlyWhereThereAreAny() {
    Believed once = new Believed(MemberId.externalId("u"), "VIP", true, "", 1);

    assertThat(BelievedMembers.write(store, "with", 0, List.of(once)).refusals()).isTrue();
    assertThat(
            BelievedMembers.write(
                    store, "without", 0, List.of(Believed.certain(once.member(), "VIP", "")))
                .refusals())
        .isFalse();
  }

  @Test
  void aManifestComesBackAsItWas() {
    MembershipManifest before =
        new MembershipManifest(
            "manifest",
            Plans.TARGET,
            "VIP \"q\"",
            "print",
            true,
            new Partitions(16),
            List.of(
                new MembershipManifest.PartitionFile(
                    3, "key", 5_000_000_000L, 2, true, Map.of("VIP", 7L, "Old", 0L))),
            new TreeSet<>(List.of("Old", "VIP")));

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
    StateFile.Writer writer = new StateFile.Writer(HEADER);
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
                new BelievedMembers(
                        store,
                        manifest(
                            new Partitions(1),
                            List.of(
                                new MembershipManifest.PartitionFile(
                                    0, "gone", 1, 0, false, Map.of("VIP", 1L)))),
                        new Partitions(1))
                    .partition(0))
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
    StateFile.Writer writer = new StateFile.Writer(HEADER);
    writer.add("1", "x");
    writer.add("2");
    store.put("file", writer.finish());

    assertThatThrownBy(() -> rows(StateFile.read(store, "file", HEADER, 2)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aFieldIsTheTextOfItsOwnRecordThoughItRepeatsHalfOfTheOneAbove() {
    StateFile.Writer writer = new StateFile.Writer(HEADER);
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

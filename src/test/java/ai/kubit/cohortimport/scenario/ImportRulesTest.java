package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.mail.RecordingMailSender;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one import reads, counts, says and how it ends, where nothing goes wrong in between. */
class ImportRulesTest extends QuietWorld {
  private void importOf(Export export) {
    world.writeFolder(export);
    importIt();
  }

  /** Imports at this very moment. */
  private void importNow(String token, boolean dryRun) {
    world.importNow(token, new ImportOptions(dryRun, false, false), true);
  }

  private void schedule(Consumer<ObjectNode> change) {
    CohortRecord record = world.entry();
    CohortRecord.CohortSchedule now = record.schedule();
    ObjectNode definition = ScheduleJson.of(now.stored());
    change.accept(definition);
    world.store.write(
        CohortStore.StoreWrite.of(
            record.with(
                new CohortRecord.CohortSchedule(
                    ScheduleJson.read(record.cohort(), definition),
                    now.state(),
                    now.revision(),
                    now.nextRunAt(),
                    now.lastScheduledTime()))));
  }

  private static Export users(int number) {
    Map<Person, Boolean> users = new HashMap<>();
    for (int i = 0; i < number; i++) {
      users.put(new Person(i), false);
    }
    return Export.of(users);
  }

  // What is read

  @ParameterizedTest
  @CsvSource({"3600, COMPLETED", "3601, FAILED"})
  void anExportMayBeAsOldAsTheScheduleAllowsAndNotASecondOlder(long seconds, Outcome outcome) {
    schedule(definition -> definition.put("maxExportAgeHours", 1));
    world.writeFolder(Export.ofUsers(1, 2));
    Instant exportedAt = world.time.now();
    world.pause(Duration.between(world.time.now(), exportedAt.plusSeconds(seconds)));

    importNow("now", false);

    assertThat(ending().outcome()).isEqualTo(outcome);
    assertThat(world.braze.requests()).isEqualTo(outcome == Outcome.COMPLETED ? 1 : 0);
    if (outcome == Outcome.FAILED) {
      assertThat(ending().reason()).contains(Reason.EXPORT_STALE);
      assertThat(ending().message()).contains("1 hours old; the schedule allows 1.");
    }
  }

  @Test
  void everySoManyImportsEveryMemberIsSentAgain() {
    schedule(definition -> definition.put("fullRefreshEvery", 2));
    List<Integer> requests = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      int before = world.braze.requests();
      importOf(Export.ofUsers(1, 2));
      requests.add(world.braze.requests() - before);
    }

    assertThat(requests).containsExactly(1, 1, 0, 1, 0);
  }

  @Test
  void everySoManyImportsEveryMemberIsSentAgainThoughTheExportIsTheSame() {
    schedule(definition -> definition.put("fullRefreshEvery", 3));
    world.writeFolder(Export.ofUsers(1, 2));
    List<Integer> requests = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      int before = world.braze.requests();
      world.day();
      requests.add(world.braze.requests() - before);
    }

    assertThat(requests).containsExactly(1, 0, 1, 0, 0, 1);
  }

  @Test
  void aDryRunThatFindsNothingToDoDoesNotCountForTheNextRefresh() {
    schedule(definition -> definition.put("fullRefreshEvery", 3));
    importOf(Export.ofUsers(1, 2));
    importNow("try", true);

    world.day();

    assertThat(world.braze.requests()).isEqualTo(1);
  }

  @Test
  void whoStopsAnImportWhileItReadsStopsItBeforeAnythingIsSent() {
    world.writeFolder(Export.ofUsers(1, 2));
    world.progress = stoppedAtTheComparison();

    world.day();

    assertThat(ending().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ending().reason()).contains(Reason.STOPPED);
    assertThat(world.braze.requests()).isZero();
  }

  private ImportProgress stoppedAtTheComparison() {
    return new ImportProgress() {
      @Override
      public void reading(long bytesRead, long bytes, long rows) {}

      @Override
      public void delivering(long changesAnswered, long changes) {}

      @Override
      public void phase(String sentence) {
        if (sentence.startsWith("comparing")) {
          world.stop();
        }
      }
    };
  }

  @Test
  void whatIsHeldUnderTheOldNameIsStillCountedAfterARename() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Gold");
    world.deleteExports();

    world.day();

    assertThat(ending().reason()).contains(Reason.EXPORT_MISSING);
    assertThat(world.last().counts().members().usersImported()).isEqualTo(2);
  }

  @Test
  void aMembershipThatIsGoneKeepsNoImportUnderWayForEver() {
    importOf(Export.ofUsers(1, 2));
    world.state.delete(world.state.keys());
    world.writeFolder(Export.ofUsers(1));

    world.day();

    assertThat(ending().reason()).contains(Reason.STUCK);
    assertThat(world.entry().active()).isEmpty();
    assertThat(world.braze.requests()).isEqualTo(1);
  }

  @Test
  void aMembershipThatCannotBeReadForOnceIsCountedByTheNextLeg() {
    importOf(Export.ofUsers(1, 2));
    world.gate.arm(Strike.failBefore(Port.STATE, 2));

    world.day();

    assertThat(ending().message()).contains("there was nothing to do");
    assertThat(world.last().counts().members().usersImported()).isEqualTo(2);
    assertThat(world.last().counts().effort().legs()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} calls before the last")
  @ValueSource(ints = {0, 2})
  void filesThatCannotBeTidiedUpKeepNoImportFromItsEnd(int beforeTheLast) {
    importOf(Export.ofUsers(1, 2));
    int before = world.state.calls();
    importOf(Export.ofUsers(2, 4));
    int ofAnImport = world.state.calls() - before;
    world.writeFolder(Export.ofUsers(1, 2));
    world.gate.arm(Strike.failBefore(Port.STATE, ofAnImport - beforeTheLast));

    importNow("now", false);
    world.pause(Duration.ofSeconds(30));

    assertThat(ending().message()).isEqualTo("Braze accepted 1 additions and 1 removals.");
    assertThat(world.mailbox.messages()).hasSize(6);
    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void whatWasSentBeforeTheNewKeyTurnedOutUnusableIsNotForgotten() {
    world.braze.breakKeyAfter(2);
    importOf(users(90));
    assertThat(ending().reason()).contains(Reason.KEY_MISSING);
    assertThat(world.holders()).isNotEmpty();

    world.braze.recover();
    importOf(Export.ofUsers(1));
    world.confirm("yes");
    world.settle();
    world.pause(Duration.ofSeconds(30));

    assertThat(world.holders()).containsExactly("u1");
  }

  @Test
  void anExportThatChangesUnderTheReaderTwiceIsReadAThirdTime() {
    partsThatChangeUnderTheReader(2);

    world.day();

    assertThat(ending().message()).isEqualTo("Braze accepted 3 additions and 0 removals.");
    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2", "u4");
  }

  @Test
  void anExportThatChangesUnderTheReaderThreeTimesIsStillBeingWritten() {
    partsThatChangeUnderTheReader(3);

    world.day();

    assertThat(ending().reason()).contains(Reason.EXPORT_INCOMPLETE);
    assertThat(world.braze.requests()).isZero();
  }

  /** Three parts, each of which changes while it is read for the first time. */
  private void partsThatChangeUnderTheReader(int changing) {
    String folder = "exports/" + World.COHORT.path() + "/e1/";
    int part = 0;
    for (String id : List.of("u1", "u2", "u4")) {
      String key = folder + "part-" + part + ".csv";
      String text = "external_id\n" + id + "\n";
      world.exports.putText(key, text);
      if (part < changing) {
        world.exports.changeUnderReader(
            key, 5, (text + id + "\n").getBytes(StandardCharsets.UTF_8));
      }
      part++;
    }
    // The marker is the newest object, or the change would be refused before it is read.
    world.exports.putAt(
        world.time.now().plus(Duration.ofHours(2)), folder + "_SUCCESS", new byte[0]);
  }

  @Test
  void rowsThatNameNobodyAndMembersThatBrazeRefusesAreReported() {
    world.braze.poison("u2");
    world.excused.add(new Person(2));

    importOf(Export.with(Map.of(new Person(1), false, new Person(2), false), 1, 2));

    assertThat(world.last().counts().rows().read()).isEqualTo(5);
    assertThat(world.last().counts().rows().rejected()).isEqualTo(3);
    assertThat(world.last().reports()).containsOnlyKeys("rejectedRows", "refused");
    assertThat(world.last().reports().values())
        .allSatisfy(key -> assertThat(world.state.content(key)).isPresent());
  }

  // What is said meanwhile

  @Test
  void whoWatchesSeesEachPhaseAndHowFarItIs() {
    importOf(Export.ofUsers(1, 2));
    List<String> seen = new ArrayList<>();
    world.progress =
        new ImportProgress() {
          @Override
          public void reading(long bytesRead, long bytes, long rows) {
            seen.add("read " + rows + (bytesRead == bytes ? " to the end" : ""));
          }

          @Override
          public void delivering(long changesAnswered, long changes) {
            seen.add("delivered " + changesAnswered + " of " + changes);
          }

          @Override
          public void phase(String sentence) {
            seen.add(sentence);
          }
        };

    importOf(Export.ofUsers(2, 4, 5));

    assertThat(seen)
        .containsSubsequence(
            "read 3 to the end",
            "comparing with what Braze accepted before",
            "delivered 1 of 3",
            "waiting 10 s for earlier changes to settle",
            "delivered 3 of 3",
            "recording what Braze accepted");
  }

  // The guard

  @Test
  void whoIsMissingFromABrokenExportIsNeitherRemovedNorSentAgainNorLessImported() {
    importOf(users(150));
    importOf(Export.with(users(6).members(), 5, 0));
    assertThat(ending().reason()).contains(Reason.REMOVALS_HELD);
    assertThat(world.last().counts().members().usersImported()).isEqualTo(150);
    int before = world.braze.requests();

    importOf(users(150));

    assertThat(world.last().counts().changes().planned()).isZero();
    assertThat(world.last().counts().members().usersImported()).isEqualTo(150);
    assertThat(world.braze.requests()).isEqualTo(before);
  }

  @Test
  void rowsThatLoseTheirIdsRemoveNobody() {
    importOf(users(150));

    for (int day = 0; day < 2; day++) {
      importOf(blanking(150, 70));

      assertThat(ending().reason()).contains(Reason.REMOVALS_HELD);
      assertThat(world.holders()).hasSizeGreaterThan(100);
      assertThat(world.last().counts().members().usersImported()).isEqualTo(150);
      assertThat(world.last().counts().changes().planned()).isZero();
    }
  }

  @Test
  void whatAnImportThatEndedHalfWayReadIsNotUsual() {
    importOf(users(150));
    Map<Person, Boolean> grown = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      grown.put(new Person(i), false);
    }
    world.braze.breakKeyAfter(2);
    importOf(Export.with(grown, 0, 100));
    assertThat(ending().reason()).contains(Reason.KEY_MISSING);
    world.braze.recover();

    grown.remove(new Person(0));
    importOf(Export.with(grown, 0, 101));

    assertThat(ending().reason()).contains(Reason.REMOVALS_HELD);
    assertThat(ending().message()).contains("after 0 of 150 in the import before");
  }

  @Test
  void a4ACohortThatReturnsAfterItsEndIsJudgedByItsNewSize() {
    importOf(users(400));
    world.drain();
    world.rename("VIPs again");
    importOf(users(150));
    world.writeFolder(users(100));
    world.importNow("an hour later");
    world.settle();

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.last().counts().changes().removesPlanned()).isEqualTo(50);
  }

  @Test
  void aCohortThatAlwaysHasAnonymousRowsGoesOnAsItDoes() {
    importOf(blanking(150, 30));
    importOf(blanking(150, 31));

    assertThat(ending().reason()).contains(Reason.ROWS_REJECTED);
    assertThat(world.last().counts().changes().removesPlanned()).isEqualTo(1);
  }

  @Test
  void aSmallCohortAsksWhenMostLeaveBesideRowsWithoutIds() {
    importOf(users(99));

    importOf(Export.with(Map.of(new Person(0), false), 0, 98));

    assertThat(ending().reason()).contains(Reason.REMOVALS_HELD);
    assertThat(world.last().counts().members().usersImported()).isEqualTo(99);
  }

  @Test
  void aSmallCohortAsksWhenEveryoneLeaves() {
    importOf(Export.ofUsers(1, 2));

    importOf(Export.ofUsers(4));

    assertThat(ending().reason()).contains(Reason.GUARD_REMOVALS);
    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void aCohortThatIsHalvedEachDayIsAskedAboutTheSecondTime() {
    importOf(users(400));
    importOf(users(200));
    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);

    importOf(users(100));
    assertThat(ending().reason()).contains(Reason.GUARD_REMOVALS);
    assertThat(ending().message()).contains("remove 100 of 200 members", "300 of 400");

    world.confirm("yes");
    world.settle();
    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    importOf(users(60));
    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aDayAndAHalfLaterTheSmallerSizeIsTheSize() {
    importOf(users(160));
    importOf(users(80));
    world.day();

    importOf(users(40));

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void whatWasConfirmedOfOneExportIsNotConfirmedOfTheNext() {
    importOf(users(150));
    importOf(users(20));
    assertThat(ending().reason()).contains(Reason.GUARD_REMOVALS);
    world.writeFolder(users(0));
    world.pause(Duration.ofMinutes(1));

    world.confirm("yes");
    world.settle();

    assertThat(ending().reason()).contains(Reason.GUARD_EMPTY);
    assertThat(ending().message()).contains("The export has changed since you confirmed");
    assertThat(world.last().counts().members().usersImported()).isEqualTo(150);

    world.pause(Duration.ofMinutes(1));
    world.confirm("yes, everyone");
    world.settle();
    world.pause(Duration.ofMinutes(1));
    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.holders()).isEmpty();
  }

  /** So many users, of whom the first lost their ids. */
  private static Export blanking(int number, int blank) {
    Map<Person, Boolean> users = new HashMap<>();
    for (int i = blank; i < number; i++) {
      users.put(new Person(i), false);
    }
    return Export.with(users, 0, blank);
  }

  @Test
  void aDryRunThatTheGuardWouldRefuseLeavesNothingToConfirm() {
    importOf(users(130));
    world.writeFolder(users(50));

    importNow("dry", true);
    assertThat(ending().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(world.entry().belief().refusal()).isEmpty();

    world.pause(Duration.ofMinutes(1));
    importNow("real", false);
    CohortRecord.Refusal refusal = world.entry().belief().refusal().orElseThrow();
    assertThat(refusal.executionId()).isEqualTo(world.last().executionId());

    world.pause(Duration.ofMinutes(1));
    importNow("dry again", true);
    assertThat(world.entry().belief().refusal()).contains(refusal);
  }

  // Names, devices

  @Test
  void aNameThatWasPutByMistakeIsFreeOnceItIsPutRight() {
    importOf(Export.ofUsers(1, 2));
    world.rename("VIPPs");
    assertThat(world.store.holderOf("acme", "VIPPs")).isPresent();

    world.rename("VIPs");

    assertThat(world.store.holderOf("acme", "VIPPs")).isEmpty();
    assertThat(world.store.holderOf("acme", "VIPs")).isPresent();
  }

  @Test
  void aNameThatMembersHoldStaysReservedThoughAnotherIsPut() {
    importOf(Export.ofUsers(1, 2));

    world.rename("Gold");

    assertThat(world.store.holderOf("acme", "VIPs")).isPresent();
  }

  @Test
  void devicesThatWereLeftOutAreLookedUpOnceLookupsAreOnThoughTheExportIsTheSame() {
    world.lookUpDevices(false);
    world.writeText("external_id,device_id\nu1,\n,d1\n");
    world.day();
    assertThat(ending().reason()).contains(Reason.DEVICES_UNRESOLVED);
    world.day();
    assertThat(ending().message()).contains("has not changed");

    world.lookUpDevices(true);
    world.day();

    assertThat(world.last().counts().rows().read()).isEqualTo(2);
    assertThat(world.last().counts().members().unsupported())
        .isEqualTo(world.last().counts().members().skipped().all());
    assertThat(world.last().counts().members().skipped().all()).isEqualTo(1);
  }

  // How it ends

  @Test
  void everyRecipientIsOwedAMailAndTheLineCountsThem() {
    importOf(Export.ofUsers(1));

    assertThat(world.mailbox.messages()).hasSize(World.RECIPIENTS.size());
    assertThat(world.last().mail().sent()).isEqualTo(World.RECIPIENTS.size());
    assertThat(world.last().mail().owed()).isZero();
  }

  @Test
  void anImportThatIsStoppedIsCancelled() {
    world.gate.arm(Strike.killAfter(Port.BRAZE, 1));
    world.writeFolder(Export.ofUsers(1, 2));
    world.later(Duration.ofMinutes(62), world::stop);
    world.day();

    assertThat(ending().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ending().reason()).contains(Reason.STOPPED);
    assertThat(ending().message()).startsWith("The import was stopped by a person.");
  }

  @Test
  void anImportThatDiesInEachOfFiveLegsIsStuck() {
    for (int leg = 0; leg < 5; leg++) {
      world.gate.arm(Strike.killBefore(Port.LEDGER, 3 + 2 * leg)); // the plan of each leg
    }
    importOf(Export.ofUsers(1));

    assertThat(ending().reason()).contains(Reason.STUCK);
    assertThat(world.last().counts().effort().legs()).isEqualTo(6);
    assertThat(world.braze.requests()).isZero();
  }

  @Test
  void aScheduleThatSomebodyBrokeInTheTableIsSaidFieldByField() {
    schedule(definition -> definition.put("timeZone", "Mars/Olympus").put("locale", "xx"));

    importOf(Export.ofUsers(1));

    assertThat(ending().reason()).contains(Reason.BAD_SCHEDULE);
    assertThat(ending().message())
        .startsWith("The schedule cannot be used: schedule.timeZone must be")
        .contains("; schedule.locale must be")
        .endsWith(". Put the schedule again.");
  }

  /** It ended without a mail, though its recipients were right: nobody heard of it. */
  @Test
  void aScheduleThatIsWrongInTheTableIsMailedToTheRecipientsThatAreRight() {
    schedule(definition -> definition.put("timeZone", "Mars/Olympus").put("locale", "xx"));

    importOf(Export.ofUsers(1));

    assertThat(ending().reason()).contains(Reason.BAD_SCHEDULE);
    assertThat(world.mailbox.messages())
        .extracting(RecordingMailSender.Message::recipient)
        .containsExactly("ann@example.com", "ben@example.com");
  }

  @Test
  void anImportWithoutItsWorkspaceSaysSo() {
    world.workspaces.remove(world.workspaces.find(World.COHORT.workspaceId()).orElseThrow());

    importOf(Export.ofUsers(1));

    assertThat(ending().reason()).contains(Reason.BAD_WORKSPACE);
    assertThat(ending().message()).startsWith("There is no workspace acme.");
  }
}

package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.InMemoryWorkspaces;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScheduleCommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  private static final CohortKey VIP = new CohortKey("acme", "vip");
  private static final CohortKey RIVAL = new CohortKey("acme", "rival");

  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final List<CohortKey> started = new ArrayList<>();
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());
  private final InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
  private final ScheduleCommands schedules =
      new ScheduleCommands(store, executions, first -> started.add(first), workspaces, time);
  private final ImportCommands imports =
      new ImportCommands(store, executions, null, first -> started.add(first), time);

  private static ImportSchedule schedule(ObjectNode definition) {
    return ScheduleJson.read(VIP, definition).schedule().orElseThrow();
  }

  private Answer put(CohortKey cohort, String name, boolean replace) {
    return schedules.put(new Command.PutSchedule(schedule(Schedules.daily(cohort, name)), replace));
  }

  private CohortRecord entry(CohortKey cohort) {
    return store.record(cohort).orElseThrow();
  }

  private static BeginRequest manual(String token, ImportOptions options) {
    return BeginRequest.manual(VIP, BeginRequest.manualId(token), "ann", options);
  }

  private Answer importNow(BeginRequest request) throws InterruptedException {
    return imports.importNow(new Command.ImportNow(request, false), null);
  }

  @Test
  void aScheduleIsPutWithItsFirstAppointmentAndItsName() {
    assertThat(put(VIP, "VIP", false).status()).isEqualTo(Answer.Status.OK);

    assertThat(entry(VIP).schedule().state()).isEqualTo(ScheduleState.LIVE);
    assertThat(entry(VIP).schedule().nextRunAt()).contains(TOMORROW);
    assertThat(entry(VIP).schedule().revision()).isEqualTo(1);
    assertThat(store.holderOf("acme", "VIP")).contains("vip");
  }

  @Test
  void d30AScheduleOfAWorkspaceThatIsNotThereIsPutWithAWarning() {
    Answer without = put(VIP, "VIP", false);
    workspaces.put(
        WorkspaceRecord.first(
            WorkspaceJson.readNew(
                    Fields.of(
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("workspaceId", "acme")
                            .put("restEndpoint", "https://rest.iad-01.braze.com")))
                .orElseThrow()));
    Answer with = put(VIP, "VIP", true);

    assertThat(without.status()).isEqualTo(Answer.Status.OK);
    assertThat(AnswerJson.of(without).path("warnings").path(0).asText())
        .startsWith("There is no workspace acme yet. Put it with put-workspace");
    assertThat(with.status()).isEqualTo(Answer.Status.OK);
    assertThat(AnswerJson.of(with).has("warnings")).isFalse();
  }

  private Answer importNow(String token, ImportOptions options) throws InterruptedException {
    return importNow(manual(token, options));
  }

  @Test
  void a5TheSameClientTokenWithOtherOptionsIsInvalid() throws InterruptedException {
    put(VIP, "VIP", false);
    ImportOptions dryRun = new ImportOptions(true, false, false);
    ImportOptions plain = ImportOptions.PLAIN;
    importNow("t", dryRun);

    Answer other = importNow("t", plain);

    assertThat(importNow("t", dryRun).status()).isEqualTo(Answer.Status.ALREADY_DONE);
    assertThat(other.status()).isEqualTo(Answer.Status.INVALID);
    assertThat(AnswerJson.of(other).path("errors").path(0).path("field").asText())
        .isEqualTo("clientToken");
    assertThat(AnswerJson.of(other).path("errors").path(0).path("message").asText())
        .contains("has begun the execution m-", "with other options");
  }

  @Test
  void d29WhatIsKeptIsAnsweredAndShown() throws InterruptedException {
    put(VIP, "VIP", false);
    importNow("t", ImportOptions.PLAIN);

    Answer event = imports.importByEvent(new Command.Import(VIP, "7", Optional.of(NOW)), null);
    JsonNode kept = AnswerJson.of(schedules.get(new Command.GetSchedule(VIP))).path("kept");
    Answer person = importNow(manual("u", ImportOptions.PLAIN).keptWhileBusy());

    assertThat(event.status()).isEqualTo(Answer.Status.BUSY);
    assertThat(AnswerJson.of(event).path("kept").asBoolean()).isTrue();
    assertThat(AnswerJson.of(event).path("message").asText()).startsWith("The import is kept");
    assertThat(kept.path("trigger").asText()).isEqualTo("EVENT");
    assertThat(kept.path("scheduledTime").asText()).isEqualTo(NOW.toString());
    assertThat(AnswerJson.of(person).path("kept").asBoolean()).isTrue();
    assertThat(
            AnswerJson.of(schedules.get(new Command.GetSchedule(VIP)))
                .at("/kept/requestedBy")
                .asText())
        .isEqualTo("ann");
  }

  @Test
  void d30AnEventThatIsOlderThanTheLastBeginNamesAnExecutionThatExists()
      throws InterruptedException {
    put(VIP, "VIP", false);
    begunAhead(NOW);

    Answer older =
        imports.importByEvent(new Command.Import(VIP, "7", Optional.of(NOW.minusSeconds(9))), null);

    assertThat(older.status()).isEqualTo(Answer.Status.ALREADY_DONE);
    assertThat(AnswerJson.of(older).path("executionId").asText()).isEqualTo("e-ahead");
    assertThat(AnswerJson.of(older).path("execution").path("executionId").asText())
        .isEqualTo("e-ahead");
    assertThat(AnswerJson.of(older).path("message").asText()).contains("has been imported since");
  }

  private Answer list(int limit, Optional<String> nextToken) {
    return schedules.list(new Command.ListSchedules("acme", limit, nextToken));
  }

  private static Optional<String> token(Answer answer) {
    return Optional.ofNullable(AnswerJson.of(answer).get("nextToken")).map(JsonNode::asText);
  }

  @Test
  void d31SchedulesAreListedPageByPage() {
    for (String id : List.of("a", "b", "c")) {
      put(new CohortKey("acme", id), "Name " + id, false);
    }

    Answer first = list(2, Optional.empty());
    Answer last = list(2, token(first));

    assertThat(AnswerJson.of(first).path("schedules")).hasSize(2);
    assertThat(token(first)).contains("b");
    assertThat(AnswerJson.of(last).path("schedules")).hasSize(1);
    assertThat(AnswerJson.of(last).at("/schedules/0/schedule/cohortId").asText()).isEqualTo("c");
    assertThat(token(last)).isEmpty();
    assertThat(token(list(3, Optional.empty()))).as("a full page that is the last").isEmpty();
  }

  @Test
  void d31AListIsSmallerThanLambdaMayAnswerHoweverLongItsSchedulesAre() {
    for (int i = 0; i < 800; i++) {
      CohortKey cohort = new CohortKey("acme", "c%03d".formatted(i));
      ObjectNode long50 = Schedules.daily(cohort, "Name " + i);
      ArrayNode recipients = long50.putArray("recipients");
      for (int r = 0; r < 50; r++) {
        recipients.add("r%02d".formatted(r) + "x".repeat(61) + "@" + "d".repeat(60) + ".com");
      }
      recipients.set(0, "first@" + "e".repeat(60) + ".com");
      schedules.put(new Command.PutSchedule(schedule(long50), false));
    }
    int seen = 0;
    Optional<String> token = Optional.empty();

    do {
      Answer page = list(1000, token);
      assertThat(AnswerJson.of(page).toString().getBytes(StandardCharsets.UTF_8).length)
          .isLessThan(5_000_000);
      assertThat(AnswerJson.of(page).path("schedules")).isNotEmpty();
      seen += AnswerJson.of(page).path("schedules").size();
      token = token(page);
    } while (token.isPresent());

    assertThat(seen).isEqualTo(800);
  }

  @Test
  void aLiveOrPausedScheduleIsNotReplacedUnasked() {
    put(VIP, "VIP", false);
    assertThat(put(VIP, "Other", false).status()).isEqualTo(Answer.Status.CONFLICT);
    schedules.pause(new Command.PauseSchedule(VIP));

    assertThat(put(VIP, "Other", false).status()).isEqualTo(Answer.Status.CONFLICT);
    assertThat(entry(VIP).schedule().revision()).isEqualTo(1);
    assertThat(store.holderOf("acme", "Other")).isEmpty();
  }

  @Test
  void aReplacedScheduleHasTheNextRevisionAndFreesANameThatWasNeverSent() {
    put(VIP, "VIP", false);

    assertThat(put(VIP, "Other", true).status()).isEqualTo(Answer.Status.OK);

    assertThat(entry(VIP).schedule().revision()).isEqualTo(2);
    assertThat(store.holderOf("acme", "VIP")).isEmpty();
    assertThat(store.holderOf("acme", "Other")).contains("vip");
  }

  @Test
  void aNameThatAnImportMaySendIsNotFreed() throws InterruptedException {
    put(VIP, "VIP", false);
    importNow("t", ImportOptions.PLAIN);

    put(VIP, "Other", true);

    assertThat(store.holderOf("acme", "VIP")).contains("vip");
    assertThat(put(RIVAL, "VIP", false).status()).isEqualTo(Answer.Status.CONFLICT);
  }

  @Test
  void aNameIsTakenByOneCohortOnly() {
    put(VIP, "VIP", false);

    assertThat(put(RIVAL, "VIP", false).status()).isEqualTo(Answer.Status.CONFLICT);
    assertThat(store.record(RIVAL)).isEmpty();
  }

  @Test
  void aCancelledCohortMayComeBackUnderAnotherNameWhenItsOldOneIsTaken() {
    put(VIP, "VIP", false);
    schedules.cancel(new Command.CancelSchedule(VIP, false, false));
    assertThat(put(RIVAL, "VIP", false).status()).isEqualTo(Answer.Status.OK);

    assertThat(put(VIP, "Other", false).status()).isEqualTo(Answer.Status.OK);

    assertThat(store.holderOf("acme", "VIP")).contains("rival");
    assertThat(store.holderOf("acme", "Other")).contains("vip");
  }

  @Test
  void whatIsMissedDuringAPauseIsNotCaughtUp() {
    put(VIP, "VIP", false);
    schedules.pause(new Command.PauseSchedule(VIP));
    time.pause(Duration.ofDays(3).plusHours(1));
    assertThat(store.due(time.now(), 10)).isEmpty();

    schedules.resume(new Command.ResumeSchedule(VIP));

    assertThat(entry(VIP).schedule().state()).isEqualTo(ScheduleState.LIVE);
    assertThat(entry(VIP).schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(4)));
  }

  @Test
  void aOneTimeImportThatWasMissedDuringAPauseRunsOnce() {
    schedules.put(
        new Command.PutSchedule(
            schedule(Schedules.oneTime(VIP, "VIP", "2026-11-22T09:00")), false));
    schedules.pause(new Command.PauseSchedule(VIP));
    time.pause(Duration.ofHours(5));

    schedules.resume(new Command.ResumeSchedule(VIP));

    assertThat(entry(VIP).schedule().nextRunAt()).contains(time.now());
  }

  /** As an event wrote it before such events were refused, or one from a clock a little ahead. */
  private void begunAhead(Instant scheduledTime) {
    executions.begin(BeginRequest.event(VIP, "e-ahead", Optional.of(scheduledTime)));
    store.transition(
        VIP,
        found -> Transition.of(StoreWrite.of(Schedules.idle(found.orElseThrow())), Boolean.TRUE));
  }

  private BeginResult beginAt(Instant moment) {
    time.pause(Duration.between(time.now(), moment));
    return executions.begin(BeginRequest.scheduled(VIP));
  }

  @Test
  void aReplacedScheduleIsNotHeldBackByAnAppointmentThatLiesAhead() {
    put(VIP, "VIP", false);
    begunAhead(Instant.parse("2031-01-01T00:00:00Z"));

    put(VIP, "VIP", true);

    assertThat(beginAt(TOMORROW)).isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  void aResumedScheduleIsNotHeldBackByAnAppointmentThatLiesAhead() {
    put(VIP, "VIP", false);
    begunAhead(Instant.parse("2031-01-01T00:00:00Z"));
    schedules.pause(new Command.PauseSchedule(VIP));

    schedules.resume(new Command.ResumeSchedule(VIP));

    assertThat(beginAt(TOMORROW)).isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  void aResumedScheduleDoesNotComeBackToAnAppointmentThatWasBegunAhead() {
    put(VIP, "VIP", false);
    begunAhead(TOMORROW.plusSeconds(30));
    schedules.pause(new Command.PauseSchedule(VIP));

    schedules.resume(new Command.ResumeSchedule(VIP));

    assertThat(beginAt(TOMORROW)).isEqualTo(new BeginResult.NotDue());
    assertThat(beginAt(TOMORROW.plus(Duration.ofDays(1)))).isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  void aScheduleThatIsWrongInTheTableStaysPausedAndItsErrorsAreNamed() {
    ObjectNode wrong = Schedules.daily(VIP, "VIP").put("timeZone", "Mars/Olympus");
    CohortRecord paused =
        Schedules.stored(
            store, Schedules.entry(VIP, wrong, ScheduleState.PAUSED, Optional.empty()));

    Answer answer = schedules.resume(new Command.ResumeSchedule(VIP));

    assertThat(answer).isEqualTo(new Answer.WrongEvent(ScheduleJson.read(VIP, wrong).errors()));
    assertThat(AnswerJson.of(answer).findValuesAsText("field"))
        .containsExactly("schedule.timeZone");
    assertThat(entry(VIP)).isEqualTo(paused);
  }

  @Test
  void aCancelledScheduleIsNeitherPausedNorResumed() {
    put(VIP, "VIP", false);
    schedules.cancel(new Command.CancelSchedule(VIP, false, false));

    assertThat(schedules.pause(new Command.PauseSchedule(VIP)).status())
        .isEqualTo(Answer.Status.NOT_LIVE);
    assertThat(schedules.resume(new Command.ResumeSchedule(VIP)).status())
        .isEqualTo(Answer.Status.NOT_LIVE);
    assertThat(store.holderOf("acme", "VIP")).isEmpty();
  }

  @Test
  void unknownCohortsAreNotFound() {
    assertThat(schedules.pause(new Command.PauseSchedule(VIP)).status())
        .isEqualTo(Answer.Status.NOT_FOUND);
    assertThat(schedules.cancel(new Command.CancelSchedule(VIP, true, true)).status())
        .isEqualTo(Answer.Status.NOT_FOUND);
    assertThat(imports.stop(new Command.StopImport(VIP)).status())
        .isEqualTo(Answer.Status.NOT_FOUND);
    assertThat(started).isEmpty();
  }

  @Test
  void aDrainIsBegunAndStarted() {
    put(VIP, "VIP", false);

    Answer answer = schedules.cancel(new Command.CancelSchedule(VIP, true, false));

    assertThat(answer.status()).isEqualTo(Answer.Status.STARTED);
    String id = entry(VIP).active().orElseThrow().executionId();
    assertThat(store.execution(VIP, id).orElseThrow().origin().options().drain()).isTrue();
    assertThat(started).containsExactly(VIP);
  }

  @Test
  void aDrainWaitsForWhatIsUnderWayWhichIsStoppedOnRequest() throws InterruptedException {
    put(VIP, "VIP", false);
    importNow("t", ImportOptions.PLAIN);

    Answer answer = schedules.cancel(new Command.CancelSchedule(VIP, true, true));

    assertThat(answer.status()).isEqualTo(Answer.Status.BUSY);
    assertThat(AnswerJson.of(answer).path("executionId").asText())
        .isEqualTo(entry(VIP).active().orElseThrow().executionId());
    assertThat(AnswerJson.of(answer).path("message").asText())
        .contains("is cancelled", "drain was not begun", "once more", "has ended");
    assertThat(entry(VIP).active().orElseThrow().stopRequested()).isTrue();
    assertThat(entry(VIP).schedule().state()).isEqualTo(ScheduleState.CANCELLED);
  }

  @Test
  void theSameClickTwiceIsOneImportAndAnotherOneIsBusy() throws InterruptedException {
    put(VIP, "VIP", false);

    assertThat(importNow("click", ImportOptions.PLAIN).status()).isEqualTo(Answer.Status.STARTED);
    assertThat(importNow("click", ImportOptions.PLAIN).status())
        .isEqualTo(Answer.Status.ALREADY_DONE);
    assertThat(importNow("other", ImportOptions.PLAIN).status()).isEqualTo(Answer.Status.BUSY);

    assertThat(started).containsExactly(VIP);
  }

  @Test
  void whatWasNotRefusedCannotBeConfirmed() throws InterruptedException {
    put(VIP, "VIP", false);

    assertThat(importNow(manual("t", ImportOptions.PLAIN).confirming("m-0")).status())
        .isEqualTo(Answer.Status.INVALID);
    assertThat(entry(VIP).active()).isEmpty();
  }

  @Test
  void aStopIsPassedOn() throws InterruptedException {
    put(VIP, "VIP", false);
    importNow("t", ImportOptions.PLAIN);

    assertThat(imports.stop(new Command.StopImport(VIP)).status()).isEqualTo(Answer.Status.OK);
    assertThat(entry(VIP).active().orElseThrow().stopRequested()).isTrue();
  }

  @Test
  void aBrokenPageTokenIsTheCallersMistake() {
    put(VIP, "VIP", false);
    executions.begin(BeginRequest.scheduled(VIP));

    assertThat(
            imports
                .history(new Command.History(VIP, 10, Optional.empty(), Optional.of("broken")))
                .status())
        .isEqualTo(Answer.Status.INVALID);
  }
}

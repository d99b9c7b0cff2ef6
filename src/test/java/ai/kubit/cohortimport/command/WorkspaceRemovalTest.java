package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.InMemoryWorkspaces;
import ai.kubit.cohortimport.workspace.SsmBrazeKeys;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkspaceRemovalTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final CohortKey VIP = new CohortKey("acme", "vip");
  private static final CohortKey NEW = new CohortKey("acme", "new");
  private static final CohortKey FOREIGN = new CohortKey("acme2", "vip");

  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
  private final InMemoryObjectStore state = new InMemoryObjectStore();
  private final Memberships memberships = new Memberships(state, new ObjectMapper());
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());

  private Answer remove(Duration left) {
    return new WorkspaceRemoval(workspaces, store, executions, memberships, Deadline.in(time, left))
        .remove("acme", SsmBrazeKeys.namesBelow("/kubit-cohort-import-dev", "acme"));
  }

  private Answer remove() {
    return remove(Duration.ofMinutes(14));
  }

  /** A cohort with a workspace, a name, a line of history and files. */
  private void known(CohortKey cohort) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("workspaceId", cohort.workspaceId());
    json.put("restEndpoint", "https://rest.iad-01.braze.com");
    workspaces.put(WorkspaceRecord.first(WorkspaceJson.readNew(Fields.of(json)).orElseThrow()));
    Schedules.stored(
        store,
        Schedules.entry(
            cohort,
            Schedules.daily(cohort, cohort.cohortId()),
            ScheduleState.LIVE,
            Optional.of(NOW)));
    state.put("state/" + cohort.path() + "/reports/m-1/refused.csv", new byte[] {1});
  }

  private void imported(CohortKey cohort) {
    executions.begin(BeginRequest.scheduled(cohort));
    store.transition(
        cohort, found -> Transition.of(StoreWrite.of(Schedules.idle(found.orElseThrow())), true));
  }

  private int lines(CohortKey cohort) {
    return store
        .history(cohort, new HistoryQuery(100, Optional.empty(), Optional.empty()))
        .executions()
        .size();
  }

  private void assertNothingIsLeft() {
    assertThat(store.records("acme")).isEmpty();
    assertThat(lines(VIP) + lines(NEW)).isZero();
    assertThat(store.holderOf("acme", "vip")).isEmpty();
    assertThat(state.list("state/acme/")).isEmpty();
    assertThat(workspaces.find("acme")).isEmpty();
  }

  @Test
  void everythingOfAWorkspaceGoesAndNothingOfAnother() {
    known(VIP);
    known(NEW);
    imported(VIP);
    known(FOREIGN);
    imported(FOREIGN);

    Answer answer = remove();

    assertThat(answer.status()).isEqualTo(Answer.Status.OK);
    assertThat(AnswerJson.of(answer).path("removed").path("cohorts").asInt()).isEqualTo(2);
    assertThat(AnswerJson.of(answer).path("removed").path("executions").asInt()).isEqualTo(1);
    assertThat(AnswerJson.of(answer).path("removed").path("files").asInt()).isEqualTo(2);
    assertNothingIsLeft();
    assertThat(store.record(FOREIGN)).isPresent();
    assertThat(lines(FOREIGN)).isEqualTo(1);
    assertThat(store.holderOf("acme2", "vip")).isPresent();
    assertThat(state.list("state/acme2/")).hasSize(1);
    assertThat(workspaces.find("acme2")).isPresent();
  }

  @Test
  void itSaysWhatItCannotRemove() {
    known(VIP);

    assertThat(AnswerJson.of(remove()).path("message").asText())
        .contains("exports/acme/", "mails", "backups")
        .contains(
            "the keys /kubit-cohort-import-dev/acme/rest-key and"
                + " /kubit-cohort-import-dev/acme/data-import-key in the parameter store");
  }

  @Test
  void notWhileAnImportIsUnderWay() {
    known(VIP);
    known(NEW);
    executions.begin(BeginRequest.scheduled(NEW));

    Answer answer = remove();

    String executionId = store.record(NEW).orElseThrow().active().orElseThrow().executionId();
    assertThat(answer.status()).isEqualTo(Answer.Status.BUSY);
    assertThat(AnswerJson.of(answer).path("executionId").asText()).isEqualTo(executionId);
    assertThat(AnswerJson.of(answer).path("since").asText()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(store.record(VIP).orElseThrow().schedule().state()).isEqualTo(ScheduleState.LIVE);
    assertThat(state.list("state/acme/")).hasSize(2);
  }

  @Test
  void everyImportThatIsUnderWayIsNamedWithTheTimeItWasBegun() {
    known(VIP);
    known(NEW);
    executions.begin(BeginRequest.scheduled(VIP));
    executions.begin(BeginRequest.scheduled(NEW));

    Answer answer = remove();

    assertThat(AnswerJson.of(answer).path("unfinished"))
        .allSatisfy(
            cohort -> {
              assertThat(cohort.path("executionId").asText()).startsWith("s-20261122T0800Z");
              assertThat(cohort.path("since").asText()).isEqualTo("2026-11-22T08:00:00Z");
            })
        .extracting(cohort -> cohort.path("cohortId").asText())
        .containsExactlyInAnyOrder("vip", "new");
  }

  @Test
  void withoutTimeItGoesAsFarAsNothingBeginsAnyMoreAndARepetitionDoesTheRest() {
    known(VIP);
    imported(VIP);

    Answer answer = remove(Duration.ofSeconds(5));
    assertThat(answer.status()).isEqualTo(Answer.Status.BUSY);
    assertThat(AnswerJson.of(answer).path("unfinished").path(0).path("cohortId").asText())
        .isEqualTo("vip");
    assertThat(AnswerJson.of(answer).has("executionId")).isFalse();
    BeginResult begin =
        executions.begin(BeginRequest.manual(VIP, "m-2", "ann", ImportOptions.PLAIN));
    assertThat(begin).isInstanceOf(BeginResult.NotLive.class);

    assertThat(remove().status()).isEqualTo(Answer.Status.OK);
    assertNothingIsLeft();
  }

  @Test
  void aRepetitionAfterACrashDoesTheRest() {
    known(VIP);
    known(NEW);
    imported(VIP);
    store.afterWrite(
        () -> {
          throw new IllegalStateException("killed");
        });
    assertThatThrownBy(this::remove).hasMessage("killed");
    store.afterWrite(() -> {});

    assertThat(remove().status()).isEqualTo(Answer.Status.OK);
    assertNothingIsLeft();
  }

  /** The entry was deleted by hand, or by an earlier try that was killed. */
  @Test
  void filesWithoutAnEntryGoToo() {
    state.put("state/acme/lost/plans/m-1/plan.json", new byte[] {1});

    assertThat(AnswerJson.of(remove()).path("removed").path("files").asInt()).isEqualTo(1);

    assertNothingIsLeft();
  }

  @Test
  void aDamagedMembershipStandsInNoOnesWay() {
    known(VIP);
    store.transition(
        VIP,
        found ->
            Transition.of(
                StoreWrite.of(
                    Schedules.pointing(found.orElseThrow(), "state/acme/vip/membership/gone")),
                true));

    assertThat(AnswerJson.of(remove()).path("message").asText())
        .contains("unknown members of acme/vip", "drain");

    assertNothingIsLeft();
  }

  @Test
  void whatIsUnknownCannotBeForgotten() {
    known(FOREIGN);

    assertThat(remove().status()).isEqualTo(Answer.Status.NOT_FOUND);
  }
}

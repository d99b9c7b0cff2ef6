package ai.kubit.cohortimport.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.membership.StateKeys;
import ai.kubit.cohortimport.membership.StepOutcomes;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TrackersTest {
  private static final PlanStep STEP = new PlanStep("add-00", false, 0, "key", 10, 10, 10);

  private static List<MemberChange> changes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new MemberChange(MemberId.externalId("u" + i), "", "VIP", List.of("Old")))
        .toList();
  }

  private static void accepted(StepTracker tracker, long first, int count) {
    tracker.answered(
        first,
        changes(count),
        changes(count).stream().map(c -> (ChangeResult) new ChangeResult.Accepted()).toList());
  }

  @Test
  void onlyWhatIsAnsweredWithoutAGapCounts() {
    StepTracker tracker = new StepTracker(STEP, 0, Map.of(), false);

    accepted(tracker, 4, 3);
    accepted(tracker, 7, 3);
    assertThat(tracker.answered()).isZero();
    assertThat(tracker.changesAnswered()).isZero();
    assertThat(tracker.isDone()).isFalse();

    accepted(tracker, 0, 2);
    assertThat(tracker.answered()).isEqualTo(2);
    assertThat(tracker.changesAnswered()).isEqualTo(4);

    accepted(tracker, 2, 2);
    assertThat(tracker.answered()).isEqualTo(10);
    assertThat(tracker.changesAnswered()).isEqualTo(20);
    assertThat(tracker.isDone()).isTrue();
  }

  @Test
  void aLaterLegGoesOnWhereTheEarlierOneEnded() {
    StepTracker tracker = new StepTracker(STEP, 6, Map.of(), false);

    accepted(tracker, 6, 4);

    assertThat(tracker.isDone()).isTrue();
    assertThat(tracker.changesAnswered()).isEqualTo(8);
    assertThat(tracker.exceptions()).isEmpty();
  }

  @Test
  void exceptionsAreKeptOnlyUpToTheFirstGap() {
    StepTracker tracker = new StepTracker(STEP, 0, Map.of(), false);
    tracker.answered(5, changes(1), List.of(new ChangeResult.Refused("beyond the gap")));
    assertThat(tracker.exceptions()).isEmpty();

    tracker.answered(
        0,
        changes(3),
        List.of(
            new ChangeResult.Accepted(),
            new ChangeResult.Refused("no"),
            new ChangeResult.Unknown("lost")));

    assertThat(tracker.exceptions()).isPresent();
    assertThat(tracker.answered()).isEqualTo(3);
  }

  private static void told(StepTracker tracker, long first, int count, ChangeResult result) {
    tracker.answered(first, changes(count), Collections.nCopies(count, result));
  }

  @Test
  void answersBeyondWhatHasNoneAreKeptAtTheEndOfALeg() {
    StepTracker tracker = new StepTracker(STEP, 0, Map.of(), false);
    accepted(tracker, 2, 3);
    told(tracker, 0, 2, ChangeResult.NOT_SENT);
    told(tracker, 5, 1, ChangeResult.STOPPED);
    told(tracker, 6, 4, ChangeResult.NOT_SENT);

    tracker.end();

    assertThat(tracker.answered()).isEqualTo(6);
    assertThat(tracker.changesAnswered()).isEqualTo(6);
    assertThat(tracker.isDone()).isFalse();
    assertThat(tracker.exceptions()).isPresent();
  }

  @Test
  void whatWasNeverSentAtTheEndOfAStepIsNotEvenLookedAt() {
    StepTracker tracker = new StepTracker(STEP, 0, Map.of(), false);
    told(tracker, 0, 10, ChangeResult.NOT_SENT);

    tracker.end();

    assertThat(tracker.answered()).isZero();
    assertThat(tracker.exceptions()).isEmpty();
  }

  @Test
  void aLaterLegSendsOnlyWhatWasLeftOpenOnceMore() {
    StepTracker tracker = new StepTracker(STEP, 10, Map.of(1L, false, 4L, true), false);

    assertThat(tracker.isSettled(0)).isTrue();
    assertThat(tracker.isSettled(1)).isFalse();
    assertThat(tracker.isSettled(4)).isFalse();
    assertThat(tracker.isDone()).isFalse();

    accepted(tracker, 1, 1);
    told(tracker, 4, 1, new ChangeResult.Refused("no"));

    assertThat(tracker.isDone()).isTrue();
    assertThat(tracker.changesAnswered()).isEqualTo(4);
  }

  /** What the tracker wrote of its step, as the fold reads it. */
  private static List<String> written(StepTracker tracker) throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    StepOutcomes file =
        new Memberships(store, new ObjectMapper())
            .writeOutcomes(
                new StateKeys(new CohortKey("acme", "vip"), "m-1", 2),
                tracker.exceptions().orElseThrow());
    try (InputStream rows =
        new GZIPInputStream(new ByteArrayInputStream(store.content(file.key()).orElseThrow()))) {
      return new String(rows.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void whatMayHaveLandedInAnEarlierLegIsNotRefusedForCertainByALaterOne() throws IOException {
    StepTracker tracker = new StepTracker(STEP, 10, Map.of(4L, true), false);
    told(tracker, 4, 1, new ChangeResult.Refused("no"));

    assertThat(written(tracker)).anyMatch(row -> row.contains(",unknown,"));
    assertThat(written(tracker)).noneMatch(row -> row.contains(",refused,"));
  }

  @Test
  void whatAnEarlierLegCertainlyNeverSentIsRefusedForCertain() throws IOException {
    StepTracker tracker = new StepTracker(STEP, 10, Map.of(4L, false), false);
    told(tracker, 4, 1, new ChangeResult.Refused("no"));

    assertThat(written(tracker)).anyMatch(row -> row.contains(",refused,"));
    assertThat(written(tracker)).noneMatch(row -> row.contains(",unknown,"));
  }
}

package ai.kubit.cohortimport.process;

import static ai.kubit.cohortimport.local.http.HttpCall.action;
import static ai.kubit.cohortimport.local.http.HttpCall.request;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGKILL at every point where an import could die. A backend stalls at a request, the program is
 * killed, the next worker goes on, and a last clean import of another export must leave Braze
 * exactly right. What was imported before the kill is never touched wrongly, and history tells one
 * line per import.
 */
class KillIT {
  private static final String WORKSPACE = "killed";

  /** Braze knows the members up to this number. */
  private static final int KNOWN = 430;

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();

  /** The transactions of an import, by their place in its order. */
  private enum Write {
    TAKE(2),
    PLAN(3),
    PROGRESS(4),
    COMMIT(5);

    private final int number;

    Write(int number) {
      this.number = number;
    }
  }

  /** What the import that dies was to change. */
  private enum Change {
    /** 150 members enter; then 100 leave, 50 of them had just entered. */
    ADDING(1, 450, 51, 400),
    /** 100 members leave; then half of them come back. */
    REMOVING(101, 300, 51, 300);

    private final int killedFrom;
    private final int killedTo;
    private final int cleanFrom;
    private final int cleanTo;

    Change(int killedFrom, int killedTo, int cleanFrom, int cleanTo) {
      this.killedFrom = killedFrom;
      this.killedTo = killedTo;
      this.cleanFrom = cleanFrom;
      this.cleanTo = cleanTo;
    }
  }

  /** What is done to the requests that are held when the program has been killed. */
  private enum Held {
    LOST,
    DELIVERED_LATE
  }

  /**
   * A moment to die.
   *
   * @param mails how many mails the killed import may lead to at most
   */
  private record Point(String id, Change change, Held held, int mails, Staller staller) {
    @Override
    public String toString() {
      return id + " " + change + " " + held;
    }

    TestCohort cohort() {
      return new TestCohort(
          CLOUD, WORKSPACE, (id + "-" + change + "-" + held).toLowerCase(Locale.ROOT));
    }
  }

  private interface Staller {
    void at(TestCohort cohort, Stall stall);
  }

  private static Staller before(Write write) {
    return (cohort, stall) -> dynamo(write, cohort, FrontFault.stallBefore(stall));
  }

  private static Staller after(Write write) {
    return (cohort, stall) -> dynamo(write, cohort, FrontFault.stallAfter(stall));
  }

  private static void dynamo(Write write, TestCohort cohort, FrontFault fault) {
    Predicate<HttpCall> ours =
        action("TransactWriteItems").and(HttpCall.bodyContains(cohort.cohortId()));
    CLOUD.dynamoFront().add(When.nth(write.number, ours), fault);
  }

  private static Staller beforeS3(String method, String part) {
    return (cohort, stall) ->
        CLOUD
            .s3Front()
            .add(
                When.nth(
                    1,
                    request(method, "/" + cohort.cohortId() + "/")
                        .and(call -> call.path().contains(part))),
                FrontFault.stallBefore(stall));
  }

  private static Staller atBraze(boolean applied, int request) {
    return (cohort, stall) ->
        CLOUD
            .braze()
            .faults()
            .add(
                When.nth(request, BrazeRequest.bodyContains(cohort.name())),
                applied ? Fault.stallAfter(stall) : Fault.stallBefore(stall));
  }

  /** Braze refuses one of the changes, so there is something to write about a step. */
  private static Staller withARefusal(Staller staller) {
    return (cohort, stall) -> {
      CLOUD.braze().state().block(cohort.members(301, 301).iterator().next());
      staller.at(cohort, stall);
    };
  }

  private static final List<Point> POINTS = points();

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    points.add(new Point("k01-begun", Change.ADDING, Held.LOST, 1, before(Write.TAKE)));
    points.add(
        new Point("k02-pinned", Change.ADDING, Held.LOST, 1, beforeS3("GET", "members.csv")));
    points.add(
        new Point("k03-partitioning", Change.REMOVING, Held.LOST, 1, beforeS3("PUT", "plans/")));
    points.add(new Point("k04-planned", Change.REMOVING, Held.LOST, 1, before(Write.PLAN)));
    points.add(new Point("k05-judged", Change.ADDING, Held.LOST, 1, after(Write.PLAN)));
    for (Change change : Change.values()) {
      for (Held held : Held.values()) {
        points.add(new Point("k06-unheard", change, held, 1, atBraze(false, 2)));
      }
      points.add(new Point("k06-unanswered", change, Held.LOST, 1, atBraze(true, 1)));
    }
    points.add(
        new Point(
            "k07-unrecorded",
            Change.ADDING,
            Held.LOST,
            1,
            withARefusal(beforeS3("PUT", "outcome-"))));
    points.add(
        new Point(
            "k08-half-recorded",
            Change.ADDING,
            Held.LOST,
            1,
            withARefusal(before(Write.PROGRESS))));
    points.add(new Point("k08-unrecorded", Change.REMOVING, Held.LOST, 1, before(Write.PROGRESS)));
    points.add(new Point("k09-delivered", Change.REMOVING, Held.LOST, 1, after(Write.PROGRESS)));
    points.add(new Point("k10-folded", Change.ADDING, Held.LOST, 1, before(Write.COMMIT)));
    points.add(
        new Point("k10-folded", Change.ADDING, Held.DELIVERED_LATE, 1, before(Write.COMMIT)));
    points.add(new Point("k11-committed", Change.REMOVING, Held.LOST, 1, after(Write.COMMIT)));
    points.add(
        new Point(
            "k11-unmailed",
            Change.ADDING,
            Held.LOST,
            1,
            (cohort, stall) -> ses(cohort, FrontFault.stallBefore(stall))));
    points.add(
        new Point(
            "k12-mailed",
            Change.ADDING,
            Held.LOST,
            2,
            (cohort, stall) -> ses(cohort, FrontFault.stallAfter(stall))));
    return points;
  }

  private static void ses(TestCohort cohort, FrontFault fault) {
    CLOUD
        .sesFront()
        .add(When.nth(1, HttpCall.bodyContains(cohort.recipient().replace("@", "%40"))), fault);
  }

  static Stream<Point> everyPoint() {
    return POINTS.stream();
  }

  @BeforeAll
  static void importEveryCohortOnce() {
    TestCohort template = new TestCohort(CLOUD, WORKSPACE, "template");
    Runs.store(HERE, template);
    for (Point point : POINTS) {
      TestCohort cohort = point.cohort();
      cohort.copyFrom(template);
      cohort.createInBraze(cohort.members(1, KNOWN));
      cohort.export(cohort.members(1, 300));
      cohort.makeDue();
    }
    Runs.run(HERE, "work").assertExit(0);
    for (Point point : POINTS) {
      assertThat(point.cohort().holders()).hasSize(300);
      assertThat(point.cohort().mails()).isEqualTo(1);
    }
  }

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  @ParameterizedTest
  @MethodSource("everyPoint")
  void whoeverDiesIsSucceeded(Point point) {
    TestCohort cohort = point.cohort();
    Set<String> killed = cohort.members(point.change.killedFrom, point.change.killedTo);
    cohort.export(killed);
    cohort.letTimePass();

    kill(point, cohort);
    cohort.letTimePass();
    Runs.run(HERE, "work", WORKSPACE, cohort.cohortId());

    Set<String> refused =
        point.id.matches("k07.*|k08-half.*") ? cohort.members(301, 301) : Set.of();
    assertImported(cohort, killed, refused, 2);
    assertThat(cohort.mails()).isBetween(2, 1 + point.mails);
    assertThat(cohort.entry().has("active")).isFalse();

    int mails = cohort.mails();
    Set<String> clean = cohort.members(point.change.cleanFrom, point.change.cleanTo);
    cohort.export(clean);
    cohort.letTimePass();
    cohort.makeDue();
    Runs.run(HERE, "work", WORKSPACE, cohort.cohortId());

    assertImported(cohort, clean, refused, 3);
    assertThat(cohort.mails()).isEqualTo(mails + 1);
  }

  private static void kill(Point point, TestCohort cohort) {
    Stall stall = new Stall();
    point.staller.at(cohort, stall);
    try (Program program = Program.start(HERE, "import-now", WORKSPACE, cohort.cohortId())) {
      stall.awaitStalled();
      program.kill();
    }
    CLOUD.clearFaults();
    switch (point.held) {
      case LOST -> stall.discard();
      case DELIVERED_LATE -> stall.release();
    }
  }

  /** Braze agrees with the export, and every line of history is over and adds up. */
  private static void assertImported(
      TestCohort cohort, Set<String> members, Set<String> refused, int lines) {
    Set<String> expected = new TreeSet<>(members);
    expected.retainAll(cohort.members(1, KNOWN));
    expected.removeAll(refused);
    assertThat(cohort.holders()).isEqualTo(expected);
    List<JsonNode> history = cohort.history();
    assertThat(history).hasSize(lines);
    for (JsonNode execution : history) {
      assertThat(execution.path("state").asText()).as(execution.toString()).isEqualTo("DONE");
      assertThat(execution.path("outcome").asText())
          .as(execution.toString())
          .isIn("COMPLETED", refused.isEmpty() ? "COMPLETED" : "COMPLETED_WITH_ERRORS");
      TestCohort.assertCountsAddUp(execution);
    }
  }
}

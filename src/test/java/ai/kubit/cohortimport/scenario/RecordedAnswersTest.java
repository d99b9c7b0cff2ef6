package ai.kubit.cohortimport.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.WorkspaceCheck;
import ai.kubit.cohortimport.cli.ShownAnswer;
import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.command.LookingCommands;
import ai.kubit.cohortimport.command.ReportCommands;
import ai.kubit.cohortimport.command.WorkspaceCommands;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.report.HistoryPage;
import ai.kubit.cohortimport.report.WorkspaceReport;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every kind of answer of every action, as it was recorded: exit code, JSON and words. Other
 * programs read the JSON, so it changes only on purpose. {@code -Danswers.record=FILE} writes what
 * is answered now, without times and what depends on them.
 */
class RecordedAnswersTest extends QuietWorld {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  private static final Pattern EFFORT =
      Pattern.compile("(\"(?:durationMs|requests|retries|legs)\":|, in )\\d+");
  private static final Pattern TOKEN = Pattern.compile("YW[A-Za-z0-9_-]{30,}");
  private static final CohortKey RIVAL = new CohortKey("acme", "rival");
  private static final CohortKey NOBODY = new CohortKey("acme", "nobody");
  private static final ImportOptions PLAIN = ImportOptions.PLAIN;
  private static final ImportOptions DRY_RUN = new ImportOptions(true, false, false);

  private final StringBuilder answers = new StringBuilder();
  private boolean asked;

  private void told(String what, Command command) {
    told(what, command, world.run(command).orElseThrow());
  }

  private void told(String what, Command command, Answer answer) {
    String shown = ShownAnswer.of(answer);
    answers
        .append("=== ")
        .append(command.action().wireName())
        .append(": ")
        .append(what)
        .append('\n')
        .append(withoutWhatVaries(shown));
  }

  private static String withoutWhatVaries(String shown) {
    String timeless = TIME.matcher(shown).replaceAll("TIME");
    return TOKEN.matcher(EFFORT.matcher(timeless).replaceAll("$1N")).replaceAll("TOKEN");
  }

  private static Command.ImportNow now(String token, ImportOptions options, boolean await) {
    return new Command.ImportNow(World.manual(token, options), await);
  }

  private static Command.PutSchedule put(CohortKey cohort, String name, boolean replace) {
    ObjectNode definition = Schedules.daily(cohort, name);
    return new Command.PutSchedule(
        ScheduleJson.read(cohort, definition).schedule().orElseThrow(), replace);
  }

  private static Workspace workspace(String id, String attributeName) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("workspaceId", id)
            .put("restEndpoint", "https://rest.iad-01.braze.com")
            .put("attributeName", attributeName);
    return WorkspaceJson.readNew(Fields.of(json)).orElseThrow();
  }

  private static Command.History history(int limit, String token) {
    return new Command.History(
        World.COHORT, limit, Optional.empty(), Optional.of(token).filter(some -> !some.isEmpty()));
  }

  private Command.GetExecution last() {
    return new Command.GetExecution(World.COHORT, world.last().executionId());
  }

  @Test
  void everyAnswerIsAsItWas() throws IOException {
    schedules();
    imports();
    whileOneIsUnderWay();
    waiting();
    workspaces();
    reports();

    String path = System.getProperty("answers.record", "");
    if (!path.isEmpty()) {
      Files.writeString(Path.of(path), answers);
    }
    try (InputStream recorded = getClass().getResourceAsStream("/answers/recorded.txt")) {
      assertThat(answers.toString().lines())
          .containsExactlyElementsOf(new String(recorded.readAllBytes(), UTF_8).lines().toList());
    }
  }

  private void schedules() {
    told("another cohort's name", put(RIVAL, world.name(), false));
    told("one that stands", put(World.COHORT, "Other", false));
    told("one that is replaced", put(World.COHORT, world.name(), true));
    told("without its workspace", put(new CohortKey("beta", "b"), "B", false));
    told("a new one", put(RIVAL, "Rival", false));
    told("all", new Command.ListSchedules("acme", 10, Optional.empty()));
    told("a page", new Command.ListSchedules("acme", 1, Optional.empty()));
    told("the last page", new Command.ListSchedules("acme", 1, Optional.of("rival")));
    told("a cohort", new Command.GetSchedule(RIVAL));
    told("nobody's", new Command.GetSchedule(NOBODY));
    told("a live one", new Command.PauseSchedule(RIVAL));
    told("a paused one", new Command.ResumeSchedule(RIVAL));
    told("a cohort", new Command.CancelSchedule(RIVAL, false, false));
    told("a cancelled one", new Command.PauseSchedule(RIVAL));
    told("a cancelled one", new Command.ResumeSchedule(RIVAL));
    told("nobody's", new Command.CancelSchedule(NOBODY, false, false));
    told("of a cancelled schedule", new Command.Import(RIVAL, "7", Optional.empty()));
    CohortKey broken = new CohortKey("acme", "broken");
    Schedules.stored(
        world.store,
        Schedules.entry(
            broken,
            Schedules.daily(broken, "Broken").put("timeZone", "Mars/Olympus"),
            ScheduleState.PAUSED,
            Optional.empty()));
    told("a wrong one", new Command.GetSchedule(broken));
    told("a wrong one", new Command.ResumeSchedule(broken));
    told("of a paused schedule", new Command.Import(broken, "7", Optional.empty()));
  }

  private void imports() {
    told("without an export", now("none", PLAIN, true));
    world.writeFolder(Export.ofUsers(1, 2, 3, 4));
    told("in another process", now("here", PLAIN, false));
    world.settle();
    told("the same again", now("here", PLAIN, false));
    told("the same with other options", now("here", DRY_RUN, false));
    told("an event", new Command.Import(World.COHORT, "7", Optional.of(world.time.now())));
    told(
        "an older event",
        new Command.Import(
            World.COHORT, "8", Optional.of(world.time.now().minus(Duration.ofDays(9)))));
    world.writeFolder(Export.with(Export.ofUsers(1, 2, 9).members(), 1, 2));
    world.pause(Duration.ofMinutes(1));
    told("with rejected rows", now("rejected", PLAIN, true));
    world.writeText("external_id\n");
    world.pause(Duration.ofMinutes(1));
    told("a dry run that is refused", now("dry", DRY_RUN, true));
    told("refused", now("refused", PLAIN, true));
    told("the refused one", last());
    told(
        "what was not refused",
        new Command.ImportNow(World.manual("wrong", PLAIN).confirming("m-1"), true));
    told("nobody's", new Command.GetExecution(NOBODY, "m-1"));
    told("nobody's", new Command.History(NOBODY, 1, Optional.empty(), Optional.empty()));
    told("all", history(20, ""));
    told("a page", history(2, ""));
    told("with a wrong token", history(2, "wrong"));
    told("one outcome", refusedOnly());
    told("nobody", new Command.Import(NOBODY, "7", Optional.empty()));
    told("nothing is under way", new Command.StopImport(World.COHORT));
    told("nothing is due", new Command.Sweep());
    told("nothing is due", new Command.Work(Optional.empty()));
    world.writeFolder(Export.ofUsers(1, 2, 5));
    world.pause(
        Duration.between(world.time.now(), world.entry().schedule().nextRunAt().orElseThrow()));
    told("what is due", new Command.Work(Optional.of(World.COHORT)));
  }

  private static Command.History refusedOnly() {
    return new Command.History(World.COHORT, 20, Optional.of(Outcome.REFUSED), Optional.empty());
  }

  /** Others ask while Braze is told. */
  private void whileOneIsUnderWay() {
    world.writeFolder(Export.ofUsers(1, 2, 6));
    world.pause(Duration.ofMinutes(1));
    world.progress =
        new ImportProgress() {
          @Override
          public void reading(long bytesRead, long bytes, long rows) {}

          @Override
          public void phase(String sentence) {
            if (sentence.startsWith("comparing")) {
              told("an import that still reads", last());
            }
          }

          @Override
          public void delivering(long changesAnswered, long changes) {
            if (!asked) {
              asked = true;
              askMeanwhile();
            }
          }
        };
    told("while others ask", now("asked", PLAIN, true));
  }

  private void askMeanwhile() {
    told("an import that runs", last());
    told("an import that runs", history(2, ""));
    told("an import that runs", new Command.GetSchedule(World.COHORT));
    told("another import runs", now("busy", PLAIN, false));
    told(
        "another import runs, kept",
        new Command.ImportNow(World.manual("kept", PLAIN).keptWhileBusy(), false));
    told("another import runs", new Command.Import(World.COHORT, "9", Optional.empty()));
    told("one is kept", new Command.GetSchedule(World.COHORT));
    told("an import that runs", new Command.ForgetWorkspace("acme"));
    told("an import that runs", new Command.StopImport(World.COHORT));
    told("drained while one runs", new Command.CancelSchedule(World.COHORT, true, true));
    told("one that was stopped", last());
  }

  /** One that Braze holds up, and one that has no place. */
  private void waiting() {
    world.rename(world.name());
    world.settle();
    world.writeFolder(Export.ofUsers(1, 2, 7));
    world.pause(Duration.ofMinutes(1));
    world.braze.outage(Duration.ofMinutes(40));
    world.progress = ImportProgress.SILENT;
    told("interrupted", now("outage", PLAIN, true));
    told("interrupted", history(1, ""));
    world.settle();
    told("what was interrupted", last());
    fill();
    told("without a place", now("queued", PLAIN, true));
    told("without a place", last());
    world.settle();
    told("a cohort", new Command.CancelSchedule(World.COHORT, true, false));
    world.settle();
    told("a drain", last());
  }

  private void fill() {
    WorkspaceRecord record = world.workspaces.find("acme").orElseThrow();
    for (int other = 0; other < record.workspace().maxParallelImports(); other++) {
      Instant until = world.time.now().plus(Duration.ofMinutes(10));
      record = record.withActive("other-" + other, until);
    }
    world.workspaces.put(record);
  }

  private void workspaces() {
    told("a new one", new Command.PutWorkspace(workspace("beta", "Kubit"), false));
    told("one", new Command.GetWorkspace("beta"));
    told("none", new Command.GetWorkspace("gamma"));
    told("one", new Command.CheckWorkspace("beta"));
    told("none", new Command.CheckWorkspace("gamma"));
    checked("a wrong key", workspace -> new WorkspaceCheck.InvalidKey("The key is wrong."));
    checked(
        "no key",
        workspace -> {
          throw new ImportStoppedException(Reason.BAD_WORKSPACE, "There is no key.", "none");
        });
    world.rename("Again");
    world.writeFolder(Export.ofUsers(1));
    world.pause(Duration.ofMinutes(1));
    world.importNow("again");
    world.settle();
    told("members behind", new Command.PutWorkspace(workspace("acme", "Other"), false));
    told("none", new Command.ForgetWorkspace("gamma"));
    outOfTime();
    told("one", new Command.ForgetWorkspace("acme"));
  }

  private void checked(String what, Function<Workspace, WorkspaceCheck> probe) {
    direct(what, new Command.CheckWorkspace("acme"), probe, Duration.ofMinutes(14));
  }

  private void outOfTime() {
    direct(
        "not everything",
        new Command.ForgetWorkspace("acme"),
        workspace -> new WorkspaceCheck.Ok("fine"),
        Duration.ofSeconds(5));
  }

  private void direct(
      String what, Command command, Function<Workspace, WorkspaceCheck> probe, Duration left) {
    WorkspaceCommands only =
        new WorkspaceCommands(
            world.workspaces,
            world.store,
            world.executions(),
            world.memberships,
            new WorkspaceCommands.Connection(probe, id -> List.of("/key")));
    direct(what, command, new Commands(null, null, only, null, null), left);
  }

  private void direct(String what, Command command, Commands commands, Duration left) {
    Invocation invocation =
        new Invocation(Deadline.in(world.time, left), Optional.empty(), ImportProgress.SILENT);
    try {
      told(what, command, commands.run(command, invocation));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void reports() {
    ReportCommands only =
        new ReportCommands(
            world.workspaces,
            world.store,
            new WorkspaceReport(world.store, new HistoryPage(), world.time),
            world.state);
    Commands commands = new Commands(null, null, null, new LookingCommands(only, null), null);
    direct("none", new Command.Report("gamma", MailLocale.ENGLISH), commands, Duration.ZERO);
    told(
        "into a file",
        new Command.Report("beta", MailLocale.ENGLISH),
        ReportCommands.written(new WorkspaceReport.Page("<html>", 2, 7), "/home/ann/page.html"));
  }
}

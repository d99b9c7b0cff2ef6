package ai.kubit.cohortimport.local;

import static ai.kubit.cohortimport.local.SampleCohort.ATTRIBUTE;
import static ai.kubit.cohortimport.local.SampleCohort.COHORT;
import static ai.kubit.cohortimport.local.SampleCohort.EXPORT_KEY;
import static ai.kubit.cohortimport.local.SampleCohort.NAME;
import static ai.kubit.cohortimport.local.SampleCohort.RECIPIENT;
import static ai.kubit.cohortimport.local.SampleCohort.WORKSPACE;

import ai.kubit.cohortimport.local.SampleCohort.SampleExport;
import ai.kubit.cohortimport.local.aws.OutboxMail;
import ai.kubit.cohortimport.local.braze.BrazeTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the local run does: the commands that a person would type, and checks of what they led to.
 */
final class SampleImport {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int COMPLETED = 0;
  private static final int COMPLETED_WITH_ERRORS = 3;

  private static final String WORKSPACE_EVENT =
      """
      {"action": "put-workspace", "workspace": {
        "workspaceId": "acme", "restEndpoint": "https://rest.iad-01.braze.com"}}
      """;
  private static final String SCHEDULE_EVENT =
      """
      {"action": "put-schedule", "schedule": {
        "workspaceId": "acme", "cohortId": "power-users", "cohortName": "Power users",
        "cadence": {"type": "DAILY", "timeOfDay": "09:00"}, "timeZone": "America/New_York",
        "recipients": ["marketing@acme.example"], "locale": "en", "notify": "ALWAYS"}}
      """;

  private final LocalCloud cloud;
  private final Verdict verdict = new Verdict();

  SampleImport(LocalCloud cloud) {
    this.cloud = cloud;
  }

  /** Whether everything was as expected. */
  boolean run(List<SampleExport> days) throws IOException {
    say("A Braze workspace with %,d users", cloud.braze().state().profileCount());
    event("put-workspace", WORKSPACE_EVENT);
    event("put-schedule", SCHEDULE_EVENT);
    for (int day = 1; day <= days.size(); day++) {
      importDay(day, days.get(day - 1));
    }
    run("history", WORKSPACE, COHORT);
    Path report = Path.of("target", "local", "report.html");
    run("report", WORKSPACE, "--out", report.toString());
    verdict.same("the history page was written", true, Files.exists(report));
    verdict.note("open it in a browser:", report.toAbsolutePath().toUri());
    verdict.print();
    return verdict.isGood();
  }

  private void event(String name, String json) throws IOException {
    Path file = Path.of("target", "local", name + ".json");
    Files.writeString(file, json);
    verdict.same(name + " ends with exit code", COMPLETED, run("--event", file.toString()));
  }

  private void importDay(int day, SampleExport export) {
    cloud.putExport(EXPORT_KEY, export.gzip());
    say("Day %d: Kubit exports %,d rows", day, export.rows().size());
    int expected = export.rejected() == 0 ? COMPLETED : COMPLETED_WITH_ERRORS;
    int exit = run("import-now", WORKSPACE, COHORT, "--requested-by", "local-run");
    verdict.same("day " + day + ": import-now ends with exit code", expected, exit);
    judgeBraze(day, export);
    judgeHistory(day, export);
    judgeMail(day);
  }

  private void judgeBraze(int day, SampleExport export) {
    String about = "day " + day + ": Braze, ";
    var braze = cloud.braze();
    BrazeTotals totals = braze.state().totals();
    var holders = braze.state().holders(ATTRIBUTE, NAME);
    verdict.same(about + "users with \"" + NAME + "\"", export.holders().size(), holders.size());
    verdict.same(about + "they are the right ones", true, holders.equals(export.holders()));
    verdict.same(about + "profiles created", 0L, totals.created());
    verdict.same(about + "attributes overwritten", 0L, totals.overwritten());
    verdict.note(about + "requests so far", braze.log().requests("/users/track"));
    verdict.note(about + "data points so far", totals.dataPoints());
  }

  /**
   * Checks the newest line of history, which is the first. It is read as JSON, because programs
   * rely on that form.
   */
  private void judgeHistory(int day, SampleExport export) {
    Program program = Program.start(cloud.environment(), historyArguments());
    try (program) {
      program.waitFor(PATIENCE);
      String json = String.join("", program.stdout()).replaceAll("\\s", "");
      for (String part :
          List.of(
              "\"rowsRead\":" + export.rows().size(),
              "\"rowsRejected\":" + export.rejected(),
              "\"duplicates\":" + export.duplicates(),
              "\"usersImported\":" + export.members())) {
        verdict.same("day " + day + ": history says " + part, true, json.contains(part));
      }
    }
  }

  private static String[] historyArguments() {
    return new String[] {"history", WORKSPACE, COHORT, "--limit", "1", "--json"};
  }

  private void judgeMail(int day) {
    List<OutboxMail> mails = cloud.outbox().mailsTo(RECIPIENT);
    verdict.same("day " + day + ": mails to " + RECIPIENT, day, mails.size());
    mails.stream()
        .skip(day - 1L)
        .forEach(mail -> verdict.note("\"" + mail.subject() + "\" in", mail.files()));
  }

  private int run(String... arguments) {
    say("$ kubit-cohort-import %s", String.join(" ", arguments));
    try (Program program = new Program.Launch(cloud.environment()).passThrough().start(arguments)) {
      return program.waitFor(PATIENCE);
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf("%n" + format + "%n", values);
  }
}

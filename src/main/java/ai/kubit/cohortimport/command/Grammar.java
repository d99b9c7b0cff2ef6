package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.command.Option.ValueForm;
import java.util.List;
import java.util.stream.Stream;

/** Which words and options an action takes on the command line. */
public final class Grammar {
  /** Of the command line only: a Lambda function has no files to give. */
  public static final String OUT = "out";

  private static final List<String> COHORT = List.of("workspaceId", "cohortId");
  private static final List<String> WORKSPACE = List.of("workspaceId");

  private Grammar() {}

  /** The fields that the words without dashes fill, in their order. */
  public static List<String> words(Action action) {
    return switch (action) {
      case SWEEP -> List.of();
      case LIST_SCHEDULES, GET_WORKSPACE, CHECK_WORKSPACE, FORGET_WORKSPACE, REPORT -> WORKSPACE;
      case PUT_WORKSPACE -> List.of("workspace.workspaceId");
      case PUT_SCHEDULE -> List.of("schedule.workspaceId", "schedule.cohortId");
      case WORK,
          IMPORT,
          IMPORT_NOW,
          STOP_IMPORT,
          PAUSE_SCHEDULE,
          RESUME_SCHEDULE,
          CANCEL_SCHEDULE,
          GET_SCHEDULE,
          GET_EXECUTION,
          VERIFY,
          HISTORY ->
          COHORT;
    };
  }

  public static List<Option> options(Action action) {
    return switch (action) {
      case SWEEP,
          WORK,
          STOP_IMPORT,
          PAUSE_SCHEDULE,
          RESUME_SCHEDULE,
          GET_SCHEDULE,
          GET_WORKSPACE,
          CHECK_WORKSPACE ->
          List.of();
      case LIST_SCHEDULES ->
          List.of(
              number("limit", "limit", "schedules to show, 1 to 1000 (1000)"),
              text("next-token", "nextToken", "go on where the last answer ended"));
      case IMPORT ->
          List.of(
              text("scheduled-time", "scheduledTime", "when the cron meant it to be, in UTC"),
              text("event-id", "eventId", "the same for each delivery of one event"));
      case IMPORT_NOW -> importNow();
      case PUT_SCHEDULE -> putSchedule();
      case CANCEL_SCHEDULE ->
          List.of(
              flag("drain", "drain", "remove everyone from the cohort in Braze"),
              flag("stop-running", "stopRunning", "stop the import that is running"));
      case GET_EXECUTION -> List.of(text("execution-id", "executionId", "as history shows it"));
      case VERIFY ->
          List.of(
              number("sample", "sample", "about so many members, 1 to 100000 (1000)"),
              flag("all", "all", "every member"),
              new Option("no-wait", ValueForm.NEGATION, "wait", "answer before it is done"));
      case HISTORY ->
          List.of(
              number("limit", "limit", "lines to show, 1 to 100 (20)"),
              name("outcome", "outcome", "only executions that ended so"),
              text("next-token", "nextToken", "go on where the last answer ended"));
      case REPORT ->
          List.of(
              text(OUT, OUT, "write a file, not the bucket"),
              text("locale", "locale", "of the page: en, de, fr or pt-BR (en)"));
      case PUT_WORKSPACE -> putWorkspace();
      case FORGET_WORKSPACE -> List.of(text("confirm", "confirm", "the workspaceId once more"));
    };
  }

  private static List<Option> importNow() {
    return List.of(
        text("requested-by", "requestedBy", "who asks (you)"),
        text("client-token", "clientToken", "the same one again imports only once"),
        flag("dry-run", "dryRun", "plan and count, send nothing"),
        flag("full-refresh", "fullRefresh", "send every member again"),
        text("confirm-removals", "confirmRemovals", "execution id of the refused import"),
        flag("when-free", "whenFree", "import after the one under way, if any"),
        new Option("no-wait", ValueForm.NEGATION, "wait", "answer before it is imported"));
  }

  private static List<Option> putSchedule() {
    Stream<Option> schedule =
        Stream.of(
            text("cohort-name", "cohortName", "the value that users get in Braze"),
            name("cadence", "cadence.type", "one-time, daily, weekly or monthly"),
            text("at", "cadence.at", "one-time: 2026-11-22T09:00, else at once"),
            text("time-of-day", "cadence.timeOfDay", "09:00"),
            names("days-of-week", "cadence.daysOfWeek", "weekly: monday,thursday"),
            number("day-of-month", "cadence.dayOfMonth", "monthly: 1 to 31"),
            text("time-zone", "timeZone", "Europe/Berlin"),
            texts("recipients", "recipients", "who gets a mail"),
            text("locale", "locale", "of the mails: en, de, fr or pt-BR (en)"),
            name("notify", "notify", "always, problems or changes (always)"),
            number("max-removal-percent", "maxRemovalPercent", "refuse to remove more (50)"),
            number("max-growth-factor", "maxGrowthFactor", "refuse to grow beyond (10)"),
            number("max-unreadable-percent", "maxUnreadablePercent", "hold removals above (1)"),
            number("max-export-age-hours", "maxExportAgeHours", "refuse an older export"),
            number("full-refresh-every", "fullRefreshEvery", "executions between full refreshes"),
            name("verify", "verify", "look afterwards: off, sample, all (sample)"),
            texts("null-words", "nullWords", "words that are no ids (NULL and the like)"));
    Option replace = flag("replace", "replace", "replace the cohort's live schedule");
    return Stream.concat(schedule.map(option -> within("schedule", option)), Stream.of(replace))
        .toList();
  }

  private static List<Option> putWorkspace() {
    Stream<Option> workspace =
        Stream.of(
            text("rest-endpoint", "restEndpoint", "https://rest.iad-01.braze.com"),
            name("mode", "mode", "attribute or cohort (attribute)"),
            text("attribute-name", "attributeName", "custom attribute (Kubit cohorts)"),
            number("requests-per-second", "requestsPerSecond", "1 to 1000 (500)"),
            number("max-batch-size", "maxBatchSize", "members in a request, 1 to 75 (75)"),
            number("max-parallel-imports", "maxParallelImports", "1 to 100 (4)"),
            text("partner-name", "partnerName", "Kubit's name in partner cohorts (kubit)"),
            name("device-lookup", "deviceLookup", "off or on (off)"),
            number("device-lookups-per-minute", "deviceLookupsPerMinute", "1 to 2400 (250)"),
            name("profile-reads", "profileReads", "off, match or value (off)"),
            number("profile-reads-per-minute", "profileReadsPerMinute", "1 to 2400 (250)"));
    Option accept =
        flag("accept-new-target", "acceptNewTarget", "leave members behind in the old target");
    return Stream.concat(workspace.map(option -> within("workspace", option)), Stream.of(accept))
        .toList();
  }

  private static Option within(String object, Option option) {
    return new Option(option.name(), option.form(), object + "." + option.field(), option.help());
  }

  private static Option flag(String name, String field, String help) {
    return new Option(name, ValueForm.FLAG, field, help);
  }

  private static Option text(String name, String field, String help) {
    return new Option(name, ValueForm.TEXT, field, help);
  }

  private static Option texts(String name, String field, String help) {
    return new Option(name, ValueForm.TEXTS, field, help);
  }

  private static Option name(String name, String field, String help) {
    return new Option(name, ValueForm.NAME, field, help);
  }

  private static Option names(String name, String field, String help) {
    return new Option(name, ValueForm.NAMES, field, help);
  }

  private static Option number(String name, String field, String help) {
    return new Option(name, ValueForm.NUMBER, field, help);
  }
}

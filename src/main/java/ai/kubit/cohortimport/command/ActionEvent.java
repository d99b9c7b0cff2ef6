package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.PlannedLook;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleReader;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An event that names its action. */
final class ActionEvent {
  private static final Pattern EXECUTION_ID =
      Pattern.compile("[smex]-[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;
  private static final int MOST_SCHEDULES = 1000;
  private static final int LARGEST_SAMPLE = 100_000;
  private static final int LONGEST_TOKEN = 1024;

  private final Fields fields;
  private final String requestId;
  private final Instant now;

  ActionEvent(Fields fields, String requestId, Instant now) {
    this.fields = fields;
    this.requestId = requestId;
    this.now = now;
  }

  /**
   * Present when all fields are valid. A field that the action does not know is an error: a dry run
   * that is spelled otherwise must not import for real.
   */
  Optional<Command> read() {
    Optional<Action> action = action(fields.required("action"));
    Optional<Command> command = action.flatMap(this::command);
    if (action.isPresent()) {
      fields.refuseUnknown();
    }
    return command;
  }

  private static Optional<Action> action(Field field) {
    List<String> names = Arrays.stream(Action.values()).map(Action::wireName).toList();
    Optional<String> name = field.parsed("one of " + String.join(", ", names), Optional::of);
    Optional<Action> action = name.flatMap(Action::named);
    if (name.isPresent() && action.isEmpty()) {
      String hint =
          DidYouMean.to(name.get(), names).map(near -> "; did you mean " + near + "?").orElse("");
      field.refuse("must be one of " + String.join(", ", names) + hint);
    }
    return action;
  }

  private Optional<Command> command(Action action) {
    return switch (action) {
      case SWEEP -> Optional.of(new Command.Sweep());
      case WORK -> work();
      case IMPORT -> importByCron();
      case IMPORT_NOW -> importNow();
      case STOP_IMPORT -> forCohort(Command.StopImport::new);
      case PUT_SCHEDULE -> putSchedule();
      case PAUSE_SCHEDULE -> forCohort(Command.PauseSchedule::new);
      case RESUME_SCHEDULE -> forCohort(Command.ResumeSchedule::new);
      case CANCEL_SCHEDULE -> cancelSchedule();
      case GET_SCHEDULE -> forCohort(Command.GetSchedule::new);
      case LIST_SCHEDULES -> listSchedules();
      case GET_EXECUTION -> getExecution();
      case VERIFY -> verify();
      case HISTORY -> history();
      case REPORT -> report();
      case PUT_WORKSPACE -> putWorkspace();
      case GET_WORKSPACE -> forWorkspace(Command.GetWorkspace::new);
      case CHECK_WORKSPACE -> forWorkspace(Command.CheckWorkspace::new);
      case FORGET_WORKSPACE -> forgetWorkspace();
    };
  }

  private Optional<Command> forCohort(Function<CohortKey, Command> command) {
    return CohortFields.read(fields).map(command);
  }

  private Optional<Command> forWorkspace(Function<String, Command> command) {
    return CohortFields.workspaceId(fields).map(command);
  }

  private Optional<Command> work() {
    if (fields.has("workspaceId") || fields.has("cohortId")) {
      return forCohort(cohort -> new Command.Work(Optional.of(cohort)));
    }
    CohortFields.mayBeAbsent(fields);
    return Optional.of(new Command.Work(Optional.empty()));
  }

  private Optional<Command> importByCron() {
    Optional<Instant> scheduledTime = ScheduledTime.read(fields.optional("scheduledTime"), now);
    Optional<String> eventId =
        fields.optional("eventId").matching(CohortKey.ID_RULE, CohortKey::isId);
    // EventBridge Scheduler sends no id of its own, and the request's changes with each delivery.
    String id = eventId.or(() -> scheduledTime.map(COMPACT::format)).orElse(requestId);
    return forCohort(cohort -> new Command.Import(cohort, id, scheduledTime));
  }

  private Optional<Command> importNow() {
    Optional<CohortKey> cohort = CohortFields.read(fields);
    Optional<String> requestedBy = fields.required("requestedBy").name(254);
    String token = fields.optional("clientToken").text(256).orElse(requestId);
    ImportOptions options = new ImportOptions(flag("dryRun"), flag("fullRefresh"), false);
    Optional<String> confirmRemovals = executionId(fields.optional("confirmRemovals"));
    boolean whenFree = flag("whenFree");
    boolean plain = options.equals(ImportOptions.PLAIN) && !fields.has("confirmRemovals");
    if (whenFree && !plain) {
      fields
          .optional("whenFree")
          .refuse("keeps a plain import only: without dryRun, fullRefresh and confirmRemovals");
    }
    boolean await = flag("wait");
    if (cohort.isEmpty() || requestedBy.isEmpty()) {
      return Optional.empty();
    }
    String executionId = BeginRequest.manualId(token);
    BeginRequest asked = BeginRequest.manual(cohort.get(), executionId, requestedBy.get(), options);
    BeginRequest request = whenFree && plain ? asked.keptWhileBusy() : asked;
    return Optional.of(
        new Command.ImportNow(confirmRemovals.map(request::confirming).orElse(request), await));
  }

  private Optional<Command> putSchedule() {
    boolean replace = flag("replace");
    return fields
        .required("schedule")
        .object()
        .flatMap(schedule -> ScheduleReader.readNew(schedule, now))
        .map(schedule -> new Command.PutSchedule(schedule, replace));
  }

  private Optional<Command> cancelSchedule() {
    boolean drain = flag("drain");
    boolean stopRunning = flag("stopRunning");
    return forCohort(cohort -> new Command.CancelSchedule(cohort, drain, stopRunning));
  }

  private Optional<Command> listSchedules() {
    int limit = fields.optional("limit").integer(1, MOST_SCHEDULES).orElse(MOST_SCHEDULES);
    Optional<String> nextToken =
        fields
            .optional("nextToken")
            .matching("the nextToken of an earlier answer, unchanged", CohortKey::isId);
    return forWorkspace(workspaceId -> new Command.ListSchedules(workspaceId, limit, nextToken));
  }

  private Optional<Command> getExecution() {
    Optional<CohortKey> cohort = CohortFields.read(fields);
    Optional<String> executionId = executionId(fields.required("executionId"));
    return cohort.flatMap(key -> executionId.map(id -> new Command.GetExecution(key, id)));
  }

  private Optional<Command> verify() {
    boolean all = flag("all");
    int sample = fields.optional("sample").integer(1, LARGEST_SAMPLE).orElse(PlannedLook.SAMPLE);
    if (all && fields.has("sample")) {
      fields.optional("all").refuse("looks at every member: leave out sample, or all");
    }
    boolean await = flag("wait");
    return forCohort(
        cohort -> new Command.Verify(cohort, all ? PlannedLook.EVERYONE : sample, await));
  }

  private Optional<Command> history() {
    int limit = fields.optional("limit").integer(1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
    Optional<Outcome> outcome = fields.optional("outcome").oneOf(Outcome.values());
    Optional<String> nextToken = fields.optional("nextToken").text(LONGEST_TOKEN);
    return forCohort(cohort -> new Command.History(cohort, limit, outcome, nextToken));
  }

  private Optional<Command> report() {
    MailLocale locale =
        fields
            .optional("locale")
            .oneOf(MailLocale.values(), MailLocale::tag)
            .orElse(MailLocale.ENGLISH);
    return forWorkspace(workspaceId -> new Command.Report(workspaceId, locale));
  }

  private Optional<Command> putWorkspace() {
    boolean acceptNewTarget = flag("acceptNewTarget");
    return fields
        .required("workspace")
        .object()
        .flatMap(WorkspaceJson::readNew)
        .map(workspace -> new Command.PutWorkspace(workspace, acceptNewTarget));
  }

  private Optional<Command> forgetWorkspace() {
    Optional<String> workspaceId = CohortFields.workspaceId(fields);
    Optional<String> confirm =
        fields
            .required("confirm")
            .matching(
                "the workspaceId once more: everything known of it will be deleted",
                text -> workspaceId.isEmpty() || workspaceId.get().equals(text));
    return confirm.flatMap(same -> workspaceId.map(Command.ForgetWorkspace::new));
  }

  private boolean flag(String name) {
    return fields.optional(name).flag().orElse(false);
  }

  private static Optional<String> executionId(Field field) {
    return field.matching(
        "an execution id such as s-20261122T0800Z-r3", id -> EXECUTION_ID.matcher(id).matches());
  }
}

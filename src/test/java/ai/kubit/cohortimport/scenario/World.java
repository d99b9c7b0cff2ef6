package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.WorkspaceCheck;
import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.ImportCommands;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.command.LookingCommands;
import ai.kubit.cohortimport.command.ReportCommands;
import ai.kubit.cohortimport.command.ScheduleCommands;
import ai.kubit.cohortimport.command.VerifyCommands;
import ai.kubit.cohortimport.command.WorkspaceCommands;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryLeg;
import ai.kubit.cohortimport.delivery.RateLimiter;
import ai.kubit.cohortimport.delivery.RetryPolicy;
import ai.kubit.cohortimport.importer.CohortImporter;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.importer.OpenedDelivery;
import ai.kubit.cohortimport.importer.TestImporter;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.DueTime;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.PlannedLooks;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.NewProfile;
import ai.kubit.cohortimport.local.braze.TrackObject;
import ai.kubit.cohortimport.mail.MailOutbox;
import ai.kubit.cohortimport.mail.MailRecipients;
import ai.kubit.cohortimport.mail.Receipt;
import ai.kubit.cohortimport.mail.RecordingMailSender;
import ai.kubit.cohortimport.mail.RenderedMail;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.report.HistoryPage;
import ai.kubit.cohortimport.report.WorkspaceReport;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportLimits;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.verifier.CohortVerifier;
import ai.kubit.cohortimport.verifier.LookOpener;
import ai.kubit.cohortimport.work.DueSweep;
import ai.kubit.cohortimport.work.LegRunner;
import ai.kubit.cohortimport.work.LookWorker;
import ai.kubit.cohortimport.work.Worker;
import ai.kubit.cohortimport.work.Workers;
import ai.kubit.cohortimport.workspace.ImportSlots;
import ai.kubit.cohortimport.workspace.InMemoryWorkspaces;
import ai.kubit.cohortimport.workspace.RestEndpoint;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One cohort and everything around it: the real program over ports in memory, in virtual time. What
 * would happen at once in several processes happens here nested, on one thread: while a process
 * waits or is frozen, others run. So each story is the same each time it is told.
 */
final class World {
  static final CohortKey COHORT = new CohortKey("acme", "vips");
  static final String ATTRIBUTE = "Kubit cohorts";
  static final String OTHER_VALUE = "Somebody else's";
  static final List<String> RECIPIENTS = List.of("ann@example.com", "ben@example.com");
  static final int PERSONS = 160;
  static final int LOOKUPS_PER_MINUTE = 30;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LEG = Duration.ofMinutes(14);
  private static final Duration TICK = Duration.ofMinutes(1);

  final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T08:00:00Z"));
  final InMemoryCohortStore store = new InMemoryCohortStore();
  final InMemoryObjectStore exports = new InMemoryObjectStore(time::now);
  final InMemoryObjectStore state = new InMemoryObjectStore(time::now);
  final InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
  final RecordingMailSender mailbox = new RecordingMailSender();
  final BrazeState brazeState = new BrazeState(time::now, BrazeState.DEFAULT_ARRAY_MAXIMUM);
  final Memberships memberships = new Memberships(state, JSON);
  final Set<String> namesUsed = new TreeSet<>();
  final Set<Person> excused = new java.util.HashSet<>();
  final Witness witness = new Witness(this);
  final Gate gate = new Gate(this::pass);
  final UnreliableBraze braze;

  DeliveryMode mode;

  /** Who watches imports. */
  ImportProgress progress = ImportProgress.SILENT;

  private Workspace.DeviceLookup lookups = Workspace.DeviceLookup.ON;
  private int lookupsPerMinute = LOOKUPS_PER_MINUTE;
  private Workspace.ProfileUse profileReads = Workspace.ProfileUse.OFF;

  private final Random random;
  private final Path scratch;
  private final int maxBatchSize;
  private ImportSchedule.ExportRules exportRules =
      new ImportSchedule.ExportRules(NullWords.DEFAULT, Optional.empty(), ImportLimits.DEFAULT);
  private String name = "VIPs";
  private int processes;
  private int exportNumber;
  private int tokens;

  /**
   * A world with its users, its schedule and no export yet.
   *
   * @param seed of what the story does not say: how long things take
   */
  World(long seed, int maxBatchSize, Path scratch) {
    this(seed, maxBatchSize, scratch, DeliveryMode.ATTRIBUTE);
  }

  /** The same with a delivery mode; devices are looked up where they have to be. */
  World(long seed, int maxBatchSize, Path scratch, DeliveryMode mode) {
    this.mode = mode;
    this.random = new Random(seed);
    this.scratch = scratch;
    this.maxBatchSize = maxBatchSize;
    this.braze =
        new UnreliableBraze(time, gate, random, brazeState, ATTRIBUTE, this::executionUnderWay);
    for (int number = 0; number < PERSONS; number++) {
      Person person = new Person(number);
      if (person.isUser()) {
        brazeState.create(
            NewProfile.identified(person.externalId()).withAlias(person.alias(), Person.LABEL));
        brazeState.track(
            List.of(TrackObject.externalId(person.externalId()).add(ATTRIBUTE, OTHER_VALUE)));
      }
    }
    workspaces.put(WorkspaceRecord.first(workspace()));
    rename(name);
  }

  /** Switches lookups of devices on or off. */
  void lookUpDevices(boolean on) {
    lookups = on ? Workspace.DeviceLookup.ON : Workspace.DeviceLookup.OFF;
    putWorkspace();
  }

  /** Lets imports be followed by looks at what Braze holds. */
  void readProfiles(Workspace.ProfileUse use) {
    profileReads = use;
    putWorkspace();
  }

  /** Lets Braze look up so many devices a minute. */
  void lookUpDevices(int perMinute) {
    lookupsPerMinute = perMinute;
    putWorkspace();
  }

  private void putWorkspace() {
    WorkspaceRecord record = workspaces.find(COHORT.workspaceId()).orElseThrow();
    workspaces.put(record.with(workspace()));
  }

  private Workspace workspace() {
    return new Workspace(
        COHORT.workspaceId(),
        RestEndpoint.of("https://rest.iad-01.braze.com"),
        new Workspace.DeliveryWay(mode, ATTRIBUTE, "kubit"),
        new Workspace.WorkspaceLimits(500, 75, 4),
        new Workspace.DeviceLookups(lookups, lookupsPerMinute),
        new Workspace.ProfileReads(profileReads, LOOKUPS_PER_MINUTE));
  }

  String name() {
    return name;
  }

  private String executionUnderWay() {
    return store
        .record(COHORT)
        .flatMap(CohortRecord::active)
        .map(ActiveExecution::executionId)
        .orElse("");
  }

  /** What a member of the cohort holds. */
  String value() {
    return mode == DeliveryMode.COHORT ? COHORT.cohortId() : name;
  }

  /** What members of the cohort hold or held. */
  Set<String> valuesUsed() {
    return mode == DeliveryMode.COHORT ? Set.of(COHORT.cohortId()) : namesUsed;
  }

  /** What a user holds of this cohort and others. */
  List<String> held(String externalId) {
    if (mode == DeliveryMode.ATTRIBUTE) {
      return brazeState.values(externalId, ATTRIBUTE);
    }
    return brazeState.cohortMembers(COHORT.cohortId()).contains(externalId)
        ? List.of(COHORT.cohortId())
        : List.of();
  }

  /** Who is in the cohort, as Braze has it. */
  Set<String> holders() {
    return mode == DeliveryMode.COHORT
        ? brazeState.cohortMembers(COHORT.cohortId())
        : brazeState.holders(ATTRIBUTE, name);
  }

  CohortRecord entry() {
    return store.record(COHORT).orElseThrow();
  }

  List<ImportExecution> history() {
    List<ImportExecution> all = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      CohortStore.ExecutionPage page =
          store.history(COHORT, new CohortStore.HistoryQuery(100, Optional.empty(), token));
      all.addAll(page.executions());
      token = page.nextToken();
    } while (token.isPresent());
    return all;
  }

  ImportExecution last() {
    return history().get(0);
  }

  // What Kubit does

  void writeFolder(Export export) {
    pause(Duration.ofSeconds(2));
    String folder = folder();
    exports.putText(folder + "part-0.csv", export.csv());
    exports.putText(folder + "_SUCCESS", "");
  }

  /** Writes an export that consists of this text. */
  void writeText(String csv) {
    pause(Duration.ofSeconds(2));
    String folder = folder();
    exports.putText(folder + "part-0.csv", csv);
    exports.putText(folder + "_SUCCESS", "");
  }

  void writeHalfAFolder(Export export) {
    pause(Duration.ofSeconds(2));
    exports.putText(folder() + "part-0.csv", export.csv());
  }

  void writeObject(Export export) {
    pause(Duration.ofSeconds(2));
    exports.putText(single(), export.csv());
  }

  /** Writes an object that is replaced by another one while it is read. */
  void writeUnderTheReader(Export export, Export then) {
    writeObject(export);
    exports.changeUnderReader(
        single(), 20, then.csv().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void deleteExports() {
    exports.delete(exports.keys());
  }

  private static String single() {
    return "exports/" + COHORT.path() + "/members.csv";
  }

  private String folder() {
    return "exports/%s/e%05d/".formatted(COHORT.path(), ++exportNumber);
  }

  // What people and clocks do

  void rename(String newName) {
    name = newName;
    namesUsed.add(newName);
    ImportSchedule schedule =
        new ImportSchedule(
            COHORT,
            newName,
            new ImportSchedule.Timing(
                new Cadence.Daily(LocalTime.of(9, 0)), ZoneId.of("UTC"), Optional.empty()),
            new ImportSchedule.MailRules(
                RECIPIENTS, ImportSchedule.MailLocale.ENGLISH, ImportSchedule.Notify.ALWAYS),
            exportRules);
    command(new Command.PutSchedule(schedule, true));
  }

  /** Puts the schedule once more, with these rules. */
  void judgeExportsBy(ImportSchedule.ExportRules rules) {
    exportRules = rules;
    rename(name);
  }

  Optional<Answer> importNow(String token) {
    return importNow(token, ImportOptions.PLAIN, false);
  }

  Optional<Answer> importNow(String token, ImportOptions options, boolean wait) {
    return command(new Command.ImportNow(manual(token, options), wait));
  }

  static BeginRequest manual(String token, ImportOptions options) {
    return BeginRequest.manual(COHORT, BeginRequest.manualId(token), "ann", options);
  }

  /** Confirms what the guard refused last, if it did. */
  void confirm(String token) {
    entry()
        .belief()
        .refusal()
        .ifPresent(
            refusal ->
                command(
                    new Command.ImportNow(
                        manual(token, ImportOptions.PLAIN).confirming(refusal.executionId()),
                        false)));
  }

  void event(String id, Optional<Instant> scheduledTime) {
    command(new Command.Import(COHORT, id, scheduledTime));
  }

  /** Ends the schedule and removes everyone. */
  void drain() {
    command(new Command.CancelSchedule(COHORT, true, false));
    settle();
  }

  /** Moves the workspace to another mode, members or not. */
  static void changeMode(World world, DeliveryMode mode) {
    WorkspaceRecord record = world.workspaces.find(COHORT.workspaceId()).orElseThrow();
    world.mode = mode;
    world.workspaces.put(record.with(world.workspace()));
  }

  void stop() {
    command(new Command.StopImport(COHORT));
  }

  void later(Duration wait, Runnable happening) {
    time.after(wait, happening);
  }

  /** Lets the next appointment come, and everything that follows from it. */
  void day() {
    Instant next = entry().schedule().nextRunAt().orElseThrow();
    pause(Duration.between(time.now(), next));
    settle();
  }

  /** Sweeps every minute until nothing is under way and no mail is owed. */
  void settle() {
    for (int minute = 0; busy(); minute++) {
      if (minute > 5_000) {
        throw new AssertionError("never quiet: " + entry().active() + entry().pendingMails());
      }
      Instant due = DueTime.of(entry()).orElseThrow();
      if (due.isAfter(time.now().plus(TICK))) {
        pause(Duration.between(time.now(), due));
      }
      sweep();
      pause(TICK);
    }
  }

  private boolean busy() {
    CohortRecord record = entry();
    boolean due = DueTime.of(record).filter(moment -> !moment.isAfter(time.now())).isPresent();
    return due || record.active().isPresent() || !record.pendingMails().isEmpty();
  }

  /** Time passes, ticks come, others work. */
  private void pass(Duration length) {
    Instant end = time.now().plus(length);
    while (time.now().isBefore(end)) {
      sweep();
      pause(TICK);
    }
  }

  void pause(Duration length) {
    time.pause(length);
  }

  void sweep() {
    command(new Command.Sweep());
  }

  /** A worker of its own, due or not: a late or doubled invocation. */
  void work() {
    command(new Command.Work(Optional.of(COHORT)));
  }

  // The program

  /** What a process of its own answers; empty where it did not live to answer. */
  Optional<Answer> run(Command command) {
    return command(command);
  }

  private Optional<Answer> command(Command command) {
    Running process = new Running("p" + ++processes + " " + command.action(), time.now().plus(LEG));
    try {
      return Optional.of(
          program(process)
              .run(command, new Invocation(Deadline.in(time, LEG), Optional.empty(), progress)));
    } catch (Killed killed) {
      return Optional.empty();
    } catch (RuntimeException e) {
      if (!process.isExcused(time.now())) {
        witness.trouble(process, e);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  ImportExecutions executions() {
    return new ImportExecutions(store, time, () -> "direct-" + ++tokens);
  }

  private Commands program(Running process) {
    CohortStore gated = new GatedCohortStore(store, gate, process, witness::saw);
    ImportExecutions executions =
        new ImportExecutions(gated, time, () -> process.name + "-" + ++tokens);
    Memberships gatedMemberships =
        new Memberships(new GatedStore(state, gate, process, Port.STATE), JSON);
    GatedStore gatedExports = new GatedStore(exports, gate, process, Port.EXPORTS);
    ImportSlots slots =
        new ImportSlots(new DeadlyWorkspaces(workspaces, () -> gate.refuseTheDead(process)), time);
    CohortImporter importer =
        new TestImporter(workspaces, executions, gatedExports, gatedMemberships, time)
            .of(
                (workspace, cohort, leg, fence, listener) ->
                    opened(process, workspace, cohort, leg, fence, listener),
                new MailRecipients(gated),
                scratch);
    MailOutbox outbox =
        new MailOutbox(
            gated,
            facts ->
                new RenderedMail(
                    facts.execution().executionId(),
                    "text",
                    "html",
                    "en",
                    facts.execution().cohort()),
            (recipient, mail) ->
                gate.<Receipt>pass(process, Port.MAIL, () -> mailbox.send(recipient, mail)),
            time,
            new MailOutbox.Installation("state", "test"));
    PlannedLooks planned = new PlannedLooks(gated, time, () -> "look-" + ++tokens);
    LookWorker looks =
        new LookWorker(
            () ->
                new CohortVerifier(
                    new CohortVerifier.VerifierParts(
                        planned,
                        gated,
                        workspaces,
                        gatedMemberships,
                        (workspace, end, listener) -> looking(process, workspace, end, listener),
                        time,
                        new ScratchSpace(scratch))),
            slots,
            time,
            OperationsLog.silent());
    Worker worker =
        new Worker(
            gated,
            executions,
            slots,
            new LegRunner(importer, looks, outbox, OperationsLog.silent(), time),
            time);
    Workers workers =
        first -> {
          gate.refuseTheDead(process);
          command(new Command.Work(Optional.of(first)));
          return true;
        };
    return new Commands(
        new ImportCommands(gated, executions, worker, workers, time),
        new ScheduleCommands(gated, executions, workers, workspaces, time),
        new WorkspaceCommands(
            workspaces,
            gated,
            executions,
            gatedMemberships,
            new WorkspaceCommands.Connection(
                workspace -> new WorkspaceCheck.Ok("fine"),
                workspaceId -> List.of("/kubit-cohort-import/" + workspaceId + "/rest-key"))),
        new LookingCommands(
            new ReportCommands(
                workspaces, gated, new WorkspaceReport(gated, new HistoryPage(), time), state),
            new VerifyCommands(planned, looks, workspaces, workers, time)),
        new DueSweep(gated, workers, 10, time, OperationsLog.silent()));
  }

  private OpenedDelivery opened(
      Running process,
      Workspace workspace,
      PartnerCohort cohort,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener) {
    int perSecond = workspace.requestsPerSecond();
    if (mode == DeliveryMode.COHORT) {
      return new OpenedDelivery(
          delivery(
              braze.changing(process, fence, maxBatchSize, cohort),
              perSecond,
              leg,
              fence,
              listener),
          Optional.of(
              delivery(braze.naming(process, fence, cohort), perSecond, leg, fence, listener)),
          Optional.empty(),
          () -> {});
    }
    return new OpenedDelivery(
        delivery(braze.tracking(process, fence, maxBatchSize), perSecond, leg, fence, listener),
        Optional.empty(),
        workspace.deviceLookup() == Workspace.DeviceLookup.OFF
            ? Optional.empty()
            : Optional.of(
                delivery(
                    braze.lookups(process, fence),
                    workspace.deviceLookupsPerMinute() / 60.0,
                    leg,
                    fence,
                    listener)),
        () -> {});
  }

  private LookOpener.OpenedLook looking(
      Running process, Workspace workspace, Deadline end, CohortDelivery.Listener listener) {
    return new LookOpener.OpenedLook(
        delivery(
            braze.profiles(process, end, workspace.readsValues() ? ATTRIBUTE : ""),
            workspace.profileReadsPerMinute() / 60.0,
            end,
            end,
            listener),
        () -> {});
  }

  private CohortDelivery delivery(
      BatchSender sender,
      double perSecond,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener) {
    return new CohortDelivery(
        sender,
        new RateLimiter(perSecond),
        new DeliveryLeg(time, leg, fence, RetryPolicy.standard(random), listener),
        CohortDelivery.Settings.of((int) Math.ceil(perSecond)));
  }
}

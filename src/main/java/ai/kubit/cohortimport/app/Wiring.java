package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.braze.BrazeConnection;
import ai.kubit.cohortimport.braze.BrazeConnections;
import ai.kubit.cohortimport.braze.WorkspaceCheck;
import ai.kubit.cohortimport.cohort.CohortExports;
import ai.kubit.cohortimport.cohort.MemberReader;
import ai.kubit.cohortimport.cohort.ReadLimits;
import ai.kubit.cohortimport.command.WorkspaceCommands;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.DynamoCohortStore;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.PlannedLooks;
import ai.kubit.cohortimport.mail.ImportMail;
import ai.kubit.cohortimport.mail.MailOutbox;
import ai.kubit.cohortimport.mail.MailSource;
import ai.kubit.cohortimport.mail.SesMailSender;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.S3ObjectStore;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.verifier.CohortVerifier;
import ai.kubit.cohortimport.verifier.LookOpener;
import ai.kubit.cohortimport.work.DueSweep;
import ai.kubit.cohortimport.work.LambdaWorkers;
import ai.kubit.cohortimport.work.LocalWorkers;
import ai.kubit.cohortimport.work.Worker;
import ai.kubit.cohortimport.work.Workers;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.DynamoWorkspaces;
import ai.kubit.cohortimport.workspace.SsmBrazeKeys;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.Workspaces;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Puts the parts together. Nothing here decides anything. */
@ApplicationScoped
class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);
  private static final Duration CHECK_LIFE = Duration.ofSeconds(30);

  @Produces
  @Singleton
  InvokedFunction invokedFunction() {
    return new InvokedFunction(System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", ""));
  }

  @Produces
  @Singleton
  CohortStore store(DynamoDbClient dynamo, ImporterConfig config) {
    return new DynamoCohortStore(
        dynamo, config.tableSchedules(), config.tableExecutions(), Clients::token);
  }

  @Produces
  @Singleton
  ImportExecutions executions(CohortStore store, Time time) {
    return new ImportExecutions(store, time, Clients::token);
  }

  @Produces
  @Singleton
  Workspaces workspaces(DynamoDbClient dynamo, ImporterConfig config) {
    return new DynamoWorkspaces(dynamo, config.tableWorkspaces());
  }

  @Produces
  @Singleton
  @Named("exports")
  ObjectStore exportsBucket(S3Client s3, ImporterConfig config) {
    return new S3ObjectStore(s3, config.bucketExports());
  }

  @Produces
  @Singleton
  @Named("state")
  ObjectStore stateBucket(S3Client s3, ImporterConfig config) {
    return new S3ObjectStore(s3, config.bucketState());
  }

  @Produces
  @Singleton
  CohortExports exports(@Named("exports") ObjectStore bucket) {
    return new CohortExports(bucket);
  }

  @Produces
  @Singleton
  MemberReader memberReader(@Named("exports") ObjectStore bucket) {
    return new MemberReader(bucket, ReadLimits.DEFAULT);
  }

  @Produces
  @Singleton
  ScratchSpace scratchSpace() {
    return new ScratchSpace(Path.of(System.getProperty("java.io.tmpdir"), "kubit-cohort-import"));
  }

  @Produces
  @Singleton
  Memberships memberships(@Named("state") ObjectStore bucket, ObjectMapper json) {
    return new Memberships(bucket, json);
  }

  @Produces
  @Singleton
  BrazeConnections brazeConnections(SsmClient ssm, Time time, ImporterConfig config) {
    Optional<LocalUse> local = LocalUse.of(config);
    BrazeKeys keys =
        local.map(LocalUse::keys).orElseGet(() -> new SsmBrazeKeys(ssm, config.keyPrefix(), time));
    return local
        .map(use -> BrazeConnections.to(use.braze(), keys))
        .orElseGet(() -> new BrazeConnections(keys));
  }

  @Produces
  @Singleton
  PlannedLooks looks(CohortStore store, Time time) {
    return new PlannedLooks(store, time, Clients::token);
  }

  @Produces
  @Singleton
  CohortVerifier verifier(
      PlannedLooks looks,
      CohortStore store,
      Workspaces workspaces,
      Memberships memberships,
      LookOpener opener,
      Time time,
      ScratchSpace scratch) {
    return new CohortVerifier(
        new CohortVerifier.VerifierParts(
            looks, store, workspaces, memberships, opener, time, scratch));
  }

  /** On the command line whoever asked sees the answer itself. */
  @Produces
  @Singleton
  OperationsLog operationsLog(
      Time time,
      ImporterConfig config,
      InvokedFunction function,
      @ConfigProperty(name = "quarkus.scheduler.enabled") boolean serving) {
    return serving || function.inLambda()
        ? OperationsLog.to(System.out::println, time::now, config.stage())
        : OperationsLog.silent();
  }

  @Produces
  @Singleton
  Workers workers(
      Worker worker,
      LegLimit legs,
      ProcessEnd end,
      InvokedFunction function,
      ImporterConfig config) {
    if (function.inLambda()) {
      return new LambdaWorkers(Clients.lambda(), function::nameWithQualifier);
    }
    ExecutorService threads = Executors.newFixedThreadPool(config.maxWorkers());
    return new LocalWorkers(
        threads,
        config.maxWorkers(),
        first -> {
          try {
            end.during(() -> worker.workFrom(first, legs.elsewhere(), ImportProgress.SILENT));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (StorageException e) {
            LOG.errorf("a worker failed; the next sweep tries again: %s", e.getMessage());
          } catch (RuntimeException e) {
            LOG.error("a worker failed; the next sweep tries again", e);
          }
        });
  }

  @Produces
  @Singleton
  MailOutbox mails(CohortStore store, SesClient ses, Time time, ImporterConfig config) {
    return new MailOutbox(
        store,
        new ImportMail()::render,
        new SesMailSender(ses, MailSource.of(config.mailFrom(), config.mailReplyTo())),
        time,
        new MailOutbox.Installation(config.bucketState(), config.stage()));
  }

  @Produces
  @Singleton
  DueSweep sweep(
      CohortStore store,
      Workers workers,
      ImporterConfig config,
      Time time,
      OperationsLog operationsLog) {
    return new DueSweep(store, workers, config.maxWorkers(), time, operationsLog);
  }

  @Produces
  @Singleton
  WorkspaceCommands.Connection connection(
      BrazeConnections braze, Time time, ImporterConfig config) {
    return new WorkspaceCommands.Connection(
        workspace -> check(braze, workspace, time),
        workspaceId -> SsmBrazeKeys.namesBelow(config.keyPrefix(), workspaceId));
  }

  private static WorkspaceCheck check(BrazeConnections braze, Workspace workspace, Time time) {
    try (BrazeConnection connection = braze.open(workspace, Deadline.in(time, CHECK_LIFE))) {
      return connection.check();
    }
  }
}

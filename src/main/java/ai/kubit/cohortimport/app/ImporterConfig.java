package ai.kubit.cohortimport.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Every setting of this program. Each has an environment variable of the same name in upper case,
 * such as {@code KUBIT_TABLE_SCHEDULES}. What belongs to a customer is never here: it comes from
 * tables and events, and secrets come from the parameter store.
 */
@ConfigMapping(prefix = "kubit")
public interface ImporterConfig {

  /** The table of schedules. */
  @WithDefault("kubit-schedules")
  String tableSchedules();

  /** The table of executions. */
  @WithDefault("kubit-executions")
  String tableExecutions();

  /** The table of workspaces. */
  @WithDefault("kubit-workspaces")
  String tableWorkspaces();

  /** The bucket that exports are written to. */
  @WithDefault("kubit-exports")
  String bucketExports();

  /** The bucket that holds memberships, plans and reports. */
  @WithDefault("kubit-state")
  String bucketState();

  /**
   * The From address of the mails, {@code name@host} or {@code Name <name@host>}; an identity that
   * SES has verified.
   */
  @WithDefault("kubit-cohort-import@localhost")
  String mailFrom();

  /** Who reads the answers to mails; absent: they go to the From address. */
  Optional<String> mailReplyTo();

  /** Below this name the parameter store holds the keys. */
  @WithDefault("/kubit-cohort-import")
  String keyPrefix();

  /** How many workers one sweep starts at most; 1 to 100. */
  @WithDefault("10")
  int maxWorkers();

  /**
   * How long one leg may work; at most 14 minutes are useful in Lambda. Absent: what Lambda has
   * left of the invocation, and 14 minutes elsewhere.
   */
  Optional<Duration> legLimit();

  /** The environment, such as {@code prod}: a dimension of the metrics and a word in mails. */
  @WithDefault("local")
  String stage();

  /**
   * For local use: where requests to Braze go instead. Its host must be this machine; anything else
   * stops the start.
   */
  Optional<URI> brazeUrl();

  /** For local use, with {@link #brazeUrl}: a PEM file with the certificate of that server's CA. */
  Optional<Path> brazeCaFile();

  /** For local use, with {@link #brazeUrl}: the key of every workspace. */
  Optional<String> localKey();
}

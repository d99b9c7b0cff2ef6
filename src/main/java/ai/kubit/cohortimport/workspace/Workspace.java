package ai.kubit.cohortimport.workspace;

import java.util.Objects;

/**
 * A customer's Braze workspace. Its keys are found by its id and are no part of it.
 *
 * @param workspaceId names it in every table, key and secret
 * @param restEndpoint where its Braze cluster listens
 * @param delivery how members are delivered
 * @param limits how fast, and how much at once
 * @param lookups whether devices are looked up
 * @param reads whether what members really hold is looked at
 */
public record Workspace(
    String workspaceId,
    RestEndpoint restEndpoint,
    DeliveryWay delivery,
    WorkspaceLimits limits,
    DeviceLookups lookups,
    ProfileReads reads) {

  /**
   * How members are delivered.
   *
   * @param attributeName the custom attribute that holds the names of a user's cohorts; default
   *     {@code Kubit cohorts}
   * @param partnerName Kubit's name in the partner cohort endpoint; default {@code kubit}
   */
  public record DeliveryWay(DeliveryMode mode, String attributeName, String partnerName) {
    public DeliveryWay {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(attributeName, "attributeName");
      Objects.requireNonNull(partnerName, "partnerName");
    }
  }

  /**
   * How fast, and how much at once.
   *
   * @param requestsPerSecond how many requests a second Braze allows us here; 1 to 1,000, default
   *     500. Contracts differ: 3,000 in 3 seconds where data points are billed, other numbers
   *     elsewhere
   * @param maxBatchSize objects in one request to {@code /users/track}; 1 to 75, default 75
   * @param maxParallelImports how many cohorts of this workspace may be imported at once; 1 to 100,
   *     default 4
   */
  public record WorkspaceLimits(int requestsPerSecond, int maxBatchSize, int maxParallelImports) {
    WorkspaceLimits withBatchesUpTo(int size) {
      return new WorkspaceLimits(
          requestsPerSecond, Math.min(maxBatchSize, size), maxParallelImports);
    }
  }

  /**
   * Whether devices are looked up.
   *
   * @param use whether device ids are looked up in {@code ATTRIBUTE} mode
   * @param perMinute how many lookups a minute Braze allows; 1 to 2,400, default 250. A request to
   *     {@code /users/export/ids} that names its fields, as ours does, may be made 40 times a
   *     second on accounts with Braze's present default limit, 250 times a minute on others
   */
  public record DeviceLookups(DeviceLookup use, int perMinute) {
    public DeviceLookups {
      Objects.requireNonNull(use, "use");
    }
  }

  /**
   * Whether what members really hold is looked at after imports.
   *
   * @param use what is asked of a profile
   * @param perMinute how many requests a minute Braze allows, of the budget that lookups of devices
   *     share; 1 to 2,400, default 250
   */
  public record ProfileReads(ProfileUse use, int perMinute) {
    /** Nothing is looked at. */
    public static final ProfileReads NONE = new ProfileReads(ProfileUse.OFF, 250);

    public ProfileReads {
      Objects.requireNonNull(use, "use");
    }
  }

  /** What may be asked of a profile at Braze. */
  public enum ProfileUse {
    /** Nothing. */
    OFF,
    /** Whether the member exists. */
    MATCH,
    /** Whether the member exists, and whether the attribute holds the cohort's name. */
    VALUE
  }

  /** How members are delivered to Braze. */
  public enum DeliveryMode {
    /** {@code /users/track}: the names of a user's cohorts in one array attribute. */
    ATTRIBUTE,
    /** {@code /partners/{partner}/cohorts}: a partner cohort. */
    COHORT
  }

  /** Whether a device id is looked up, where Braze cannot be addressed by it. */
  public enum DeviceLookup {
    OFF,
    ON
  }

  public Workspace {
    Objects.requireNonNull(workspaceId, "workspaceId");
    Objects.requireNonNull(restEndpoint, "restEndpoint");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(lookups, "lookups");
    Objects.requireNonNull(reads, "reads");
  }

  /** A workspace whose profiles are not looked at. */
  public Workspace(
      String workspaceId,
      RestEndpoint restEndpoint,
      DeliveryWay delivery,
      WorkspaceLimits limits,
      DeviceLookups lookups) {
    this(workspaceId, restEndpoint, delivery, limits, lookups, ProfileReads.NONE);
  }

  public DeliveryMode mode() {
    return delivery.mode();
  }

  public String attributeName() {
    return delivery.attributeName();
  }

  public String partnerName() {
    return delivery.partnerName();
  }

  public int requestsPerSecond() {
    return limits.requestsPerSecond();
  }

  public int maxBatchSize() {
    return limits.maxBatchSize();
  }

  public int maxParallelImports() {
    return limits.maxParallelImports();
  }

  public DeviceLookup deviceLookup() {
    return lookups.use();
  }

  public ProfileUse profileReads() {
    return reads.use();
  }

  public int profileReadsPerMinute() {
    return reads.perMinute();
  }

  /** Whether profiles are asked for the attribute; a partner cohort is none. */
  public boolean readsValues() {
    return profileReads() == ProfileUse.VALUE && mode() == DeliveryMode.ATTRIBUTE;
  }

  public int deviceLookupsPerMinute() {
    return lookups.perMinute();
  }
}

package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * What a lookup found out about a device.
 *
 * @param kind what was found
 * @param brazeId the profile to send to; the empty string if there is none
 */
public record DeviceFinding(FindingKind kind, String brazeId) {

  /** Whom a device belongs to. */
  public enum FindingKind {
    /** To an anonymous user, to whom a change can be sent. */
    FOUND,
    /**
     * To identified users only. They are not matched by device (<a
     * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>).
     */
    IDENTIFIED,
    /** To no user: Braze does not know the device. */
    UNKNOWN
  }

  public static final DeviceFinding IDENTIFIED = new DeviceFinding(FindingKind.IDENTIFIED, "");
  public static final DeviceFinding UNKNOWN = new DeviceFinding(FindingKind.UNKNOWN, "");

  public DeviceFinding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(brazeId, "brazeId");
  }

  public static DeviceFinding found(String brazeId) {
    return new DeviceFinding(FindingKind.FOUND, brazeId);
  }

  /** Only the kind, because an id must never reach a log. */
  @Override
  public String toString() {
    return kind.name();
  }
}

package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * What a lookup said about a device.
 *
 * @param kind what was found
 * @param brazeId the profile; empty unless there is one to send to
 */
public record DeviceFinding(FindingKind kind, String brazeId) {

  /** Whom a device belongs to. */
  public enum FindingKind {
    /** To an anonymous user, who can be told. */
    FOUND,
    /** To identified users only; Kubit matches none of them by device. */
    IDENTIFIED,
    /** To nobody that Braze knows. */
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

  /** No id reaches a log. */
  @Override
  public String toString() {
    return kind.name();
  }
}

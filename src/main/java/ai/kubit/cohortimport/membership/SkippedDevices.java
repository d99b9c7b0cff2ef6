package ai.kubit.cohortimport.membership;

/**
 * How many devices were to be looked up, but gave no profile to send to.
 *
 * @param identified devices of identified users, who are not matched by device
 * @param unknown devices that Braze does not know
 * @param open devices whose lookup got no answer; the next import looks them up again
 */
public record SkippedDevices(long identified, long unknown, long open) {
  public static final SkippedDevices NONE = new SkippedDevices(0, 0, 0);

  public long all() {
    return identified + unknown + open;
  }

  SkippedDevices plus(DeviceFinding finding) {
    if (finding == null) {
      return new SkippedDevices(identified, unknown, open + 1);
    }
    return finding.kind() == DeviceFinding.FindingKind.IDENTIFIED
        ? new SkippedDevices(identified + 1, unknown, open)
        : new SkippedDevices(identified, unknown + 1, open);
  }
}

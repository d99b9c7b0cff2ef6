package ai.kubit.cohortimport.membership;

/**
 * Devices that were to be looked up and led to nobody who could be told.
 *
 * @param identified devices of identified users, who are not matched by device
 * @param unknown devices that Braze does not know
 * @param open devices that no lookup was answered for; the next import asks again
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

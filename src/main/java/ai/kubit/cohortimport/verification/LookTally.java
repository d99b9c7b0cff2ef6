package ai.kubit.cohortimport.verification;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.Objects;

/**
 * What a look found so far, in counts.
 *
 * @param externalIds members that the export names by external id
 * @param aliases members that it names by alias
 * @param devices members that it names by device
 * @param holders of the members who exist: what they hold
 * @param leavers who left with the last import
 */
public record LookTally(
    KindCount externalIds,
    KindCount aliases,
    KindCount devices,
    HolderCount holders,
    LeaverCount leavers) {
  public static final LookTally NOTHING =
      new LookTally(
          KindCount.NONE, KindCount.NONE, KindCount.NONE, HolderCount.NONE, LeaverCount.NONE);

  /** Arrays below this length are full nowhere: Braze's smallest maximum was 25. */
  private static final int PERHAPS_FULL = 25;

  /**
   * Members of one kind of identity.
   *
   * @param looked those about whom Braze gave a clear answer
   * @param absent those of them whom it does not know
   */
  public record KindCount(long looked, long absent) {
    static final KindCount NONE = new KindCount(0, 0);

    private KindCount plus(ProfileFinding profile) {
      return new KindCount(looked + 1, absent + (profile.exists() ? 0 : 1));
    }
  }

  /**
   * What the members who exist hold; zero throughout where nobody asked for the attribute.
   *
   * @param holds those who hold the name
   * @param lacks those who do not
   * @param full those of them whose array may be full
   */
  public record HolderCount(long holds, long lacks, long full) {
    static final HolderCount NONE = new HolderCount(0, 0, 0);

    private HolderCount plus(ProfileFinding profile) {
      if (!profile.exists()) {
        return this;
      }
      return profile.holds()
          ? new HolderCount(holds + 1, lacks, full)
          : new HolderCount(holds, lacks + 1, full + (profile.length() >= PERHAPS_FULL ? 1 : 0));
    }
  }

  /**
   * Who left.
   *
   * @param looked those about whom Braze gave a clear answer
   * @param holds those of them who still hold the name
   */
  public record LeaverCount(long looked, long holds) {
    static final LeaverCount NONE = new LeaverCount(0, 0);
  }

  public LookTally {
    Objects.requireNonNull(externalIds, "externalIds");
    Objects.requireNonNull(aliases, "aliases");
    Objects.requireNonNull(devices, "devices");
    Objects.requireNonNull(holders, "holders");
    Objects.requireNonNull(leavers, "leavers");
  }

  /**
   * With one more member.
   *
   * @param valueAsked whether the attribute was asked for, too
   */
  public LookTally plus(MemberId.Kind kind, ProfileFinding profile, boolean valueAsked) {
    HolderCount held = valueAsked ? holders.plus(profile) : holders;
    return switch (kind) {
      case EXTERNAL_ID -> new LookTally(externalIds.plus(profile), aliases, devices, held, leavers);
      case ALIAS -> new LookTally(externalIds, aliases.plus(profile), devices, held, leavers);
      case DEVICE_ID -> new LookTally(externalIds, aliases, devices.plus(profile), held, leavers);
    };
  }

  /** With one more of those who left. */
  public LookTally plusLeaver(ProfileFinding profile) {
    return new LookTally(
        externalIds,
        aliases,
        devices,
        holders,
        new LeaverCount(leavers.looked() + 1, leavers.holds() + (profile.holds() ? 1 : 0)));
  }

  /** Members about whom Braze gave a clear answer. */
  public long looked() {
    return externalIds.looked() + aliases.looked() + devices.looked();
  }

  /** Members whom Braze does not know. */
  public long absent() {
    return externalIds.absent() + aliases.absent() + devices.absent();
  }

  /** Members whom Braze knows. */
  public long found() {
    return looked() - absent();
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Who certainly holds a value, by what Braze accepted, and whom the last plan removed, slice by
 * slice. Files without a slice that is wanted are not read.
 */
public final class HeldSlices {
  private final MembershipReader reader;
  private final int perPartition;
  private final String value;
  private final Leavers leavers;
  private final IntPredicate wanted;
  private int from;
  private int next;

  /**
   * One slice.
   *
   * @param number of it, from 0
   * @param holders who holds the value
   * @param leavers whom the plan removed and who is not believed to hold anything any more
   */
  public record HeldSlice(int number, List<HeldMember> holders, List<HeldMember> leavers) {
    public HeldSlice {
      holders = List.copyOf(holders);
      leavers = List.copyOf(leavers);
    }
  }

  /**
   * A member.
   *
   * @param brazeId the profile that a device lookup found; empty where the member names itself
   */
  public record HeldMember(MemberId member, String brazeId) {}

  HeldSlices(
      ObjectStore store,
      MembershipManifest manifest,
      String value,
      Iterator<MemberChange> removals,
      IntPredicate wanted) {
    this.reader = new MembershipReader(store, manifest);
    this.perPartition = manifest.partitions().slicesPerPartition();
    this.value = value;
    this.leavers = new Leavers(removals);
    this.wanted = wanted;
  }

  /** Begins with a slice instead of the first one. */
  public HeldSlices from(int slice) {
    from = slice;
    return this;
  }

  /** The next slice that is wanted; empty after the last one. */
  public Optional<HeldSlice> next() {
    while (next < Partitions.SLICES) {
      if (next % perPartition == 0 && !wantsAnyOf(next)) {
        next += perPartition;
        continue;
      }
      int slice = next++;
      List<MembershipRow> rows = reader.slice(slice);
      if (slice >= from && wanted.test(slice)) {
        return Optional.of(slice(slice, rows));
      }
    }
    return Optional.empty();
  }

  private boolean wantsAnyOf(int first) {
    for (int slice = Math.max(first, from); slice < first + perPartition; slice++) {
      if (wanted.test(slice)) {
        return true;
      }
    }
    return false;
  }

  private HeldSlice slice(int slice, List<MembershipRow> rows) {
    List<HeldMember> holders = new ArrayList<>();
    Set<MemberId> believed = new HashSet<>();
    for (MembershipRow row : rows) {
      believed.add(row.member());
      if (row.certain() && row.value().equals(value)) {
        holders.add(new HeldMember(row.member(), row.brazeId()));
      }
    }
    return new HeldSlice(slice, holders, leavers.of(slice, believed));
  }

  /** The removals of a plan, which stand in the order of the slices. */
  private static final class Leavers {
    private final Iterator<MemberChange> removals;
    private MemberChange first;

    Leavers(Iterator<MemberChange> removals) {
      this.removals = removals;
      advance();
    }

    private void advance() {
      first = removals.hasNext() ? removals.next() : null;
    }

    List<HeldMember> of(int slice, Set<MemberId> believed) {
      List<HeldMember> found = new ArrayList<>();
      while (first != null && Partitions.sliceOf(first.member()) <= slice) {
        if (Partitions.sliceOf(first.member()) == slice && !believed.contains(first.member())) {
          found.add(new HeldMember(first.member(), first.brazeId()));
        }
        advance();
      }
      return found;
    }
  }

  /** No removals. */
  static Iterator<MemberChange> nobodyLeft() {
    return Collections.emptyIterator();
  }
}

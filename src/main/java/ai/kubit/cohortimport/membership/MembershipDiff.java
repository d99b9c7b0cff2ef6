package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Computes what must change so that Braze agrees with an export, for one partition:
 *
 * <pre>
 * add    = {(member, name)} of the export - certain
 * remove = (certain + maybe) - {(member, name)} of the export
 * </pre>
 *
 * Removals of members who left are separate from all other changes, because they are sent first. If
 * the cohort was renamed, a member who stays gets one object with both changes.
 */
final class MembershipDiff {
  private final String name;
  private final boolean refreshAll;
  private final Predicate<MemberId> supported;

  /**
   * Creates a diff for one value.
   *
   * @param name the value that members must hold
   * @param refreshAll whether members who certainly hold the value are sent again
   * @param supported whether a member can be sent to Braze at all in this workspace's mode
   */
  MembershipDiff(String name, boolean refreshAll, Predicate<MemberId> supported) {
    this.name = name;
    this.refreshAll = refreshAll;
    this.supported = supported;
  }

  /**
   * The changes of one partition.
   *
   * @param removals objects for members who left
   * @param additions objects for members who are in the export
   */
  record SliceChanges(
      List<MemberChange> removals,
      List<MemberChange> additions,
      long members,
      long duplicates,
      long unchanged,
      long unsupported,
      long believedMembers) {}

  SliceChanges changes(Iterable<MemberId> export, Iterable<MembershipRow> believed) {
    Map<MemberId, Sighting> members = new HashMap<>();
    for (MembershipRow belief : believed) {
      members.merge(belief.member(), new Sighting(belief), Sighting::and);
    }
    long believedMembers = members.size();
    List<MemberChange> additions = new ArrayList<>();
    long exported = 0;
    long duplicates = 0;
    long unchanged = 0;
    long unsupported = 0;
    for (MemberId member : export) {
      Sighting sighting = members.putIfAbsent(member, Sighting.NEW);
      if (sighting != null && !sighting.enters()) {
        duplicates++;
        continue;
      }
      exported++;
      List<MembershipRow> beliefs = sighting == null ? List.of() : sighting.beliefs;
      boolean held = holdsCertainly(beliefs);
      boolean adding = refreshAll || !held;
      if (adding && !supported.test(member) && !isKnownToBraze(beliefs)) {
        adding = false;
        unsupported += held ? 0 : 1;
      }
      if (!adding && held) {
        unchanged++;
      }
      stay(member, beliefs, adding, additions);
    }
    List<MemberChange> removals = new ArrayList<>();
    members.forEach(
        (member, sighting) -> {
          if (!sighting.exported) {
            removals.add(leave(member, sighting.beliefs));
          }
        });
    return new SliceChanges(
        removals, additions, exported, duplicates, unchanged, unsupported, believedMembers);
  }

  /** What is known about one member while the export is read. */
  private static final class Sighting {
    /** Shared by all members who are in the export but not in the membership. */
    static final Sighting NEW = new Sighting(List.of(), true);

    private final List<MembershipRow> beliefs;
    private boolean exported;

    private Sighting(List<MembershipRow> beliefs, boolean exported) {
      this.beliefs = beliefs;
      this.exported = exported;
    }

    Sighting(MembershipRow belief) {
      this(List.of(belief), false);
    }

    Sighting and(Sighting other) {
      List<MembershipRow> both = new ArrayList<>(beliefs);
      both.addAll(other.beliefs);
      return new Sighting(both, false);
    }

    /** Notes that the export names the member. Returns whether this is the first time. */
    boolean enters() {
      boolean first = !exported;
      exported = true;
      return first;
    }
  }

  /** Whether an earlier lookup found the member's profile, so that no other lookup is needed. */
  private static boolean isKnownToBraze(List<MembershipRow> beliefs) {
    return !beliefs.isEmpty() && !beliefs.get(0).brazeId().isEmpty();
  }

  private boolean holdsCertainly(List<MembershipRow> beliefs) {
    for (int i = 0; i < beliefs.size(); i++) {
      MembershipRow belief = beliefs.get(i);
      if (belief.certain() && belief.value().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void stay(
      MemberId member, List<MembershipRow> beliefs, boolean adding, List<MemberChange> additions) {
    List<String> oldNames = otherValues(beliefs);
    if (adding || !oldNames.isEmpty()) {
      String brazeId = beliefs.isEmpty() ? "" : beliefs.get(0).brazeId();
      additions.add(new MemberChange(member, brazeId, adding ? name : null, oldNames));
    }
  }

  private List<String> otherValues(List<MembershipRow> beliefs) {
    List<String> values = List.of();
    for (int i = 0; i < beliefs.size(); i++) {
      MembershipRow belief = beliefs.get(i);
      if (!belief.value().equals(name)) {
        values = values.isEmpty() ? new ArrayList<>(1) : values;
        values.add(belief.value());
      }
    }
    return values;
  }

  private static MemberChange leave(MemberId member, List<MembershipRow> beliefs) {
    List<String> values = new ArrayList<>(beliefs.size());
    for (MembershipRow belief : beliefs) {
      values.add(belief.value());
    }
    return new MemberChange(member, beliefs.get(0).brazeId(), null, values);
  }
}

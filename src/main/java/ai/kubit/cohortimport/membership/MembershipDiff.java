package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must change so that Braze agrees with an export, for one partition:
 *
 * <pre>
 * add    = {(member, name)} of the export - certain
 * remove = (certain + maybe) - {(member, name)} of the export
 * </pre>
 *
 * Removals of members who left stand apart from everything else, because they are sent first. A
 * member who stays while the cohort was renamed gets one object with both changes.
 */
final class MembershipDiff {
  private final String name;
  private final boolean refreshAll;
  private final Predicate<MemberId> supported;

  /**
   * A diff against one value.
   *
   * @param name the value that members are to hold
   * @param refreshAll whether members who certainly hold it are sent again
   * @param supported whether Braze can be told about a member at all in this workspace's mode
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
  record Changes(
      List<MemberChange> removals,
      List<MemberChange> additions,
      long members,
      long duplicates,
      long unchanged,
      long unsupported,
      long believedMembers) {}

  Changes changes(Iterable<MemberId> export, Iterable<Believed> believed) {
    Map<MemberId, List<Believed>> byMember = new HashMap<>();
    for (Believed belief : believed) {
      byMember.computeIfAbsent(belief.member(), m -> new ArrayList<>(1)).add(belief);
    }
    long believedMembers = byMember.size();
    Set<MemberId> seen = new HashSet<>();
    List<MemberChange> additions = new ArrayList<>();
    long duplicates = 0;
    long unchanged = 0;
    long unsupported = 0;
    for (MemberId member : export) {
      if (!seen.add(member)) {
        duplicates++;
        continue;
      }
      List<Believed> beliefs = byMember.remove(member);
      boolean held = beliefs != null && holdsCertainly(beliefs);
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
    List<MemberChange> removals = new ArrayList<>(byMember.size());
    byMember.forEach((member, beliefs) -> removals.add(leave(member, beliefs)));
    return new Changes(
        removals, additions, seen.size(), duplicates, unchanged, unsupported, believedMembers);
  }

  /** Whoever was looked up once can be told without another lookup. */
  private static boolean isKnownToBraze(List<Believed> beliefs) {
    return beliefs != null && !beliefs.get(0).brazeId().isEmpty();
  }

  private boolean holdsCertainly(List<Believed> beliefs) {
    for (Believed belief : beliefs) {
      if (belief.certain() && belief.value().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void stay(
      MemberId member, List<Believed> beliefs, boolean adding, List<MemberChange> additions) {
    List<String> oldNames = beliefs == null ? List.of() : otherValues(beliefs);
    if (adding || !oldNames.isEmpty()) {
      String brazeId = beliefs == null ? "" : beliefs.get(0).brazeId();
      additions.add(new MemberChange(member, brazeId, adding ? name : null, oldNames));
    }
  }

  private List<String> otherValues(List<Believed> beliefs) {
    List<String> values = new ArrayList<>(0);
    for (Believed belief : beliefs) {
      if (!belief.value().equals(name)) {
        values.add(belief.value());
      }
    }
    return values;
  }

  private static MemberChange leave(MemberId member, List<Believed> beliefs) {
    List<String> values = new ArrayList<>(beliefs.size());
    for (Believed belief : beliefs) {
      values.add(belief.value());
    }
    return new MemberChange(member, beliefs.get(0).brazeId(), null, values);
  }
}

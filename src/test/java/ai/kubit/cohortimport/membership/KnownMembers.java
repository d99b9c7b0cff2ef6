package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a committed membership says, pair by pair, for tests that compare it with Braze. */
public record KnownMembers(Set<Pair> certain, Set<Pair> maybe) {

  /** A member and a value that Braze is believed to hold for it. */
  public record Pair(MemberId member, String value) {}

  /** Reads every file that the manifest names. */
  public static KnownMembers of(ObjectStore store, MembershipManifest manifest) {
    Set<Pair> certain = new HashSet<>();
    Set<Pair> maybe = new HashSet<>();
    MembershipReader believed = new MembershipReader(store, manifest);
    for (int slice = 0; slice < Partitions.SLICES; slice++) {
      for (MembershipRow belief : believed.slice(slice)) {
        (belief.certain() ? certain : maybe).add(new Pair(belief.member(), belief.value()));
      }
    }
    return new KnownMembers(certain, maybe);
  }

  /** The keys of the manifest and of everything it names. */
  public static Set<String> keys(MembershipManifest manifest) {
    Set<String> keys = new HashSet<>(Set.of(manifest.key()));
    manifest.files().stream().map(MembershipManifest.PartitionFile::key).forEach(keys::add);
    return keys;
  }

  /** Nobody is believed in. */
  public static KnownMembers none() {
    return new KnownMembers(Set.copyOf(List.of()), Set.copyOf(List.of()));
  }

  /** Whether the pair is believed in, certainly or maybe. */
  public boolean knows(MemberId member, String value) {
    Pair pair = new Pair(member, value);
    return certain.contains(pair) || maybe.contains(pair);
  }
}

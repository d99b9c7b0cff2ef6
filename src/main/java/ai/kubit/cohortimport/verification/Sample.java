package ai.kubit.cohortimport.verification;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.Partitions;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Who is looked at. Some slices are chosen, so that most files of a large membership need not be
 * read, and within them each member has the same chance, whatever its kind of identity. It depends
 * on the seed alone, so that the next leg, and whoever asks again, looks at the same members.
 *
 * <p>The slices themselves would be no fair sample: CRC32C is linear, so ids in a row, which are
 * often unknown together, share few slices. Within a slice the hash is mixed once more.
 */
public final class Sample {
  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;
  private static final long MIX_2 = 0x94d049bb133111ebL;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** Of each slice, about one member in so many. */
  private static final int SPREAD = 32;

  private final BitSet slices;
  private final long seed;
  private final double share;

  private Sample(BitSet slices, long seed, double share) {
    this.slices = slices;
    this.seed = seed;
    this.share = share;
  }

  /** Everyone. */
  public static Sample all() {
    BitSet all = new BitSet(Partitions.SLICES);
    all.set(0, Partitions.SLICES);
    return new Sample(all, 0, 1);
  }

  /**
   * About so many of the members; everyone where there are not more.
   *
   * @param seed the same one chooses the same members
   * @param members how many there are
   * @param wanted how many are to be looked at, at least 1
   */
  public static Sample of(String seed, long members, long wanted) {
    if (members <= wanted) {
      return all();
    }
    long start = seed.chars().asLongStream().reduce(GOLDEN, (hash, c) -> mix(hash + c));
    double ofAll = (double) wanted / members;
    int count = (int) Math.min(Partitions.SLICES, Math.ceil(Partitions.SLICES * ofAll * SPREAD));
    BitSet chosen = new BitSet(Partitions.SLICES);
    IntStream.range(0, Partitions.SLICES)
        .boxed()
        .sorted(Comparator.comparingLong(slice -> mix(start + GOLDEN * slice)))
        .limit(count)
        .forEach(chosen::set);
    return new Sample(chosen, start, ofAll * Partitions.SLICES / count);
  }

  private static long mix(long bits) {
    long once = (bits ^ (bits >>> 30)) * MIX_1;
    long twice = (once ^ (once >>> 27)) * MIX_2;
    return twice ^ (twice >>> 31);
  }

  /** Whether it has members in a slice. */
  public boolean touches(int slice) {
    return slices.get(slice);
  }

  public boolean contains(MemberId member) {
    return containsHash(Partitions.hash(member));
  }

  /**
   * Whether it has the members of a hash.
   *
   * @param hash see {@link Partitions#hash}
   */
  boolean containsHash(long hash) {
    return touches((int) ((hash * Partitions.SLICES) >>> 32))
        && (share == 1 || (mix(seed ^ (GOLDEN * (hash + 1))) >>> 11) * 0x1.0p-53 < share);
  }

  /** How many slices it touches, of {@link Partitions#SLICES}. */
  public int slices() {
    return slices.cardinality();
  }
}

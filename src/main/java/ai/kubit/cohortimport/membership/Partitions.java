package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * How a cohort is cut into partitions that fit in memory one at a time: 1, 16 or 256, by the high
 * bits of CRC32C over {@code kind NUL label NUL id} in UTF-8. The ladder is nested: partition 3 of
 * 16 holds exactly the members of partitions 48 to 63 of 256.
 *
 * @param count 1, 16 or 256
 */
public record Partitions(int count) {
  /**
   * The parts that are worked on one at a time, whatever the cut: the twelve highest bits. A slice
   * of a cohort of 10 million members takes less than a megabyte of memory.
   */
  public static final int SLICES = 4096;

  /** Up to so many members stay in one partition of the coarser cuts. */
  private static final int MEMBERS_PER_PARTITION = 65_536;

  public Partitions {
    if (count != 1 && count != 16 && count != 256) {
      throw new IllegalArgumentException("a cohort has 1, 16 or 256 partitions, not " + count);
    }
  }

  /** The coarsest cut whose partitions stay small for a cohort of that size. */
  public static Partitions forMembers(long members) {
    if (members <= MEMBERS_PER_PARTITION) {
      return new Partitions(1);
    }
    return new Partitions(members <= 16L * MEMBERS_PER_PARTITION ? 16 : 256);
  }

  /** The partition of a member, from 0. */
  public int of(MemberId member) {
    return ofHash(hash(member));
  }

  /**
   * The partition of a hash, from 0.
   *
   * @param hash see {@link #hash(MemberId)}
   */
  int ofHash(long hash) {
    return (int) ((hash * count) >>> 32);
  }

  /** The slice of a member, from 0. */
  public static int sliceOf(MemberId member) {
    return sliceOfHash(hash(member));
  }

  /**
   * The slice of a hash, from 0.
   *
   * @param hash see {@link #hash(MemberId)}
   */
  static int sliceOfHash(long hash) {
    return (int) ((hash * SLICES) >>> 32);
  }

  /** The slices that lie within a partition of this cut, ascending. */
  int[] slices(int partition) {
    int first = partition * slicesPerPartition();
    return IntStream.range(first, first + slicesPerPartition()).toArray();
  }

  int slicesPerPartition() {
    return SLICES / count;
  }

  /** The partition's name in the names of files: two hexadecimal digits. */
  static String name(int partition) {
    return String.format("%02x", partition);
  }

  /** CRC32C of a member, which orders all members, and the partitions of every cut with them. */
  static long hash(MemberId member) {
    CRC32C crc = new CRC32C();
    crc.update(member.kind().code());
    crc.update(0);
    if (!member.label().isEmpty()) {
      crc.update(member.label().getBytes(StandardCharsets.UTF_8));
    }
    crc.update(0);
    crc.update(member.id().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}

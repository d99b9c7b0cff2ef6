package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * How a cohort is divided into partitions, each of which has one file: 1, 16 or 256. The high bits
 * of a CRC32C over {@code kind NUL label NUL id} in UTF-8 decide a member's partition. Partitions
 * are nested: partition 3 of 16 holds exactly the members of partitions 48 to 63 of 256.
 *
 * @param count 1, 16 or 256
 */
public record Partitions(int count) {
  /**
   * The number of slices. A slice is the part of a cohort that is in memory at one time, whatever
   * the number of partitions. The twelve highest bits of the hash decide it. A slice of a cohort of
   * 10 million members takes less than a megabyte.
   */
  public static final int SLICES = 4096;

  /** The most members in one partition, on average, unless there are already 256 partitions. */
  private static final int MEMBERS_PER_PARTITION = 65_536;

  public Partitions {
    if (count != 1 && count != 16 && count != 256) {
      throw new IllegalArgumentException("a cohort has 1, 16 or 256 partitions, not " + count);
    }
  }

  /** The smallest number of partitions that keeps them small for a cohort of this size. */
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

  /** The slices of a partition, in ascending order. */
  int[] slices(int partition) {
    int first = partition * slicesPerPartition();
    return IntStream.range(first, first + slicesPerPartition()).toArray();
  }

  int slicesPerPartition() {
    return SLICES / count;
  }

  /** A partition's number as file names have it: two hexadecimal digits. */
  static String name(int partition) {
    return String.format("%02x", partition);
  }

  /** The CRC32C of a member. It gives the order of all members, and so of slices and partitions. */
  public static long hash(MemberId member) {
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

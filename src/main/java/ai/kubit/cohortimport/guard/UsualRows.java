package ai.kubit.cohortimport.guard;

import java.math.BigInteger;

/**
 * How many rows without a usable identity are usual for a cohort: as many as the last import found
 * that held no removals back. If their share rises, probably a join of the export broke. The users
 * of these rows then look like users who left.
 *
 * @param read rows of that export
 * @param withoutIdentity those of them without a usable identity
 */
public record UsualRows(long read, long withoutIdentity) {

  /**
   * Whether the share of another export is larger by more than {@code percent} percentage points:
   * {@code a/b - c/d > p/100}. It is computed in whole numbers of any size, so nothing is rounded.
   */
  boolean isExceededBy(long rowsRead, long rowsWithoutIdentity, int percent) {
    if (rowsRead == 0) {
      return false;
    }
    BigInteger allowed = shares(rowsRead).multiply(BigInteger.valueOf(percent));
    return rise(rowsRead, rowsWithoutIdentity).compareTo(allowed) > 0;
  }

  /**
   * The smallest percentage with which {@link #isExceededBy} is false for another export of at
   * least one row.
   */
  int percentThatAllows(long rowsRead, long rowsWithoutIdentity) {
    BigInteger[] percent =
        rise(rowsRead, rowsWithoutIdentity)
            .max(BigInteger.ZERO)
            .divideAndRemainder(shares(rowsRead));
    return percent[0].intValue() + percent[1].signum();
  }

  /** {@code 100 (a/b - c/d)}, multiplied by {@link #shares} so that it is a whole number. */
  private BigInteger rise(long rowsRead, long rowsWithoutIdentity) {
    return BigInteger.valueOf(rowsWithoutIdentity)
        .multiply(usuallyRead())
        .subtract(BigInteger.valueOf(withoutIdentity).multiply(BigInteger.valueOf(rowsRead)))
        .multiply(BigInteger.valueOf(100));
  }

  private BigInteger shares(long rowsRead) {
    return BigInteger.valueOf(rowsRead).multiply(usuallyRead());
  }

  private BigInteger usuallyRead() {
    return BigInteger.valueOf(Math.max(1, read));
  }
}

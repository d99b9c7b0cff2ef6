package ai.kubit.cohortimport.guard;

import java.math.BigInteger;

/**
 * How many rows without a usable identity are usual for a cohort: those of the last import that
 * held nothing back. A share that rises looks like a join that broke, and so like people who left.
 *
 * @param read rows of that export
 * @param withoutIdentity those of them that named nobody
 */
public record UsualRows(long read, long withoutIdentity) {

  /**
   * Whether the share of another export is larger by more than so many percentage points. In whole
   * numbers, however large: {@code a/b - c/d > p/100}.
   */
  boolean isExceededBy(long rowsRead, long rowsWithoutIdentity, int percent) {
    if (rowsRead == 0) {
      return false;
    }
    BigInteger allowed = shares(rowsRead).multiply(BigInteger.valueOf(percent));
    return rise(rowsRead, rowsWithoutIdentity).compareTo(allowed) > 0;
  }

  /** The least percentage by which another export, of one row or more, does not exceed this. */
  int percentThatAllows(long rowsRead, long rowsWithoutIdentity) {
    BigInteger[] percent =
        rise(rowsRead, rowsWithoutIdentity)
            .max(BigInteger.ZERO)
            .divideAndRemainder(shares(rowsRead));
    return percent[0].intValue() + percent[1].signum();
  }

  /** {@code 100 (a/b - c/d)}, times {@link #shares}. */
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

package ai.kubit.cohortimport.membership;

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
    BigInteger usuallyRead = BigInteger.valueOf(Math.max(1, read));
    BigInteger now = BigInteger.valueOf(rowsRead);
    BigInteger rise =
        BigInteger.valueOf(rowsWithoutIdentity)
            .multiply(usuallyRead)
            .subtract(BigInteger.valueOf(withoutIdentity).multiply(now));
    BigInteger allowed = now.multiply(usuallyRead).multiply(BigInteger.valueOf(percent));
    return rise.multiply(BigInteger.valueOf(100)).compareTo(allowed) > 0;
  }
}

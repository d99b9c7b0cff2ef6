package ai.kubit.cohortimport.local.braze;

/** The running totals. Only {@link BrazeState} may use them, because it holds the lock. */
final class Tally {
  long accepted;
  long refused;
  long unknown;
  long created;
  long dataPoints;
  long evicted;
  long truncated;
  long overwritten;
  long contradictions;
  long repeated;
  long unnamedCohorts;

  BrazeTotals totals() {
    return new BrazeTotals(
        accepted,
        refused,
        unknown,
        created,
        dataPoints,
        evicted,
        truncated,
        overwritten,
        contradictions,
        repeated,
        unnamedCohorts);
  }
}

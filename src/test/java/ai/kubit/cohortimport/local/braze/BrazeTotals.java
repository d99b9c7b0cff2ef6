package ai.kubit.cohortimport.local.braze;

/**
 * Counts what has happened to the profiles so far.
 *
 * @param accepted objects queued, unknown users included
 * @param refused objects with an entry in {@code errors}
 * @param unknown accepted objects that changed nothing, because the user does not exist and they
 *     are update-only
 * @param created profiles that a request created; an importer must never create any
 * @param dataPoints one for each value that was added or removed, each overwritten array and each
 *     null, for users that exist, whether it changed anything or not
 * @param evicted values pushed out of full arrays
 * @param truncated values longer than 255 characters
 * @param overwritten whole arrays that were overwritten or wiped; an importer must never do that
 * @param contradictions objects with the same value in add and in remove, for which Braze documents
 *     no order
 * @param repeated objects for a profile that an earlier object of the same request named
 * @param unnamedCohorts changes to a partner cohort that was never named
 */
public record BrazeTotals(
    long accepted,
    long refused,
    long unknown,
    long created,
    long dataPoints,
    long evicted,
    long truncated,
    long overwritten,
    long contradictions,
    long repeated,
    long unnamedCohorts) {}

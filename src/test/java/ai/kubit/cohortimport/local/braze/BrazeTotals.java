package ai.kubit.cohortimport.local.braze;

/**
 * What has happened to the profiles so far.
 *
 * @param accepted objects queued, unknown users included
 * @param refused objects with an entry in {@code errors}
 * @param unknown of the accepted: no such user and update-only, silently nothing
 * @param created profiles that a request created; an importer must never
 * @param dataPoints one for each value added or removed, overwritten array or null, of users that
 *     exist, whether or not it changed anything
 * @param evicted values pushed out of full arrays
 * @param truncated values longer than 255 characters
 * @param overwritten whole arrays overwritten or wiped; an importer must never
 * @param contradictions objects with one value in both add and remove: the order is undocumented
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

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.outcome.Reason;

/**
 * The messages for responses that a person must act on. They use only what the workspace says,
 * never Braze's texts, because those repeat keys.
 *
 * @param host the REST endpoint's host
 * @param path the path that was called
 * @param keyName the key's name in Braze's dashboard
 * @param parameter the full name of the parameter in which the key is stored
 * @param permission the permission that the key needs, in words
 */
public record FailureMessages(
    String host, String path, String keyName, String parameter, String permission) {

  public DeliveryStop.Failed keyRefused(int status) {
    return failed(
        Reason.BRAZE_KEY,
        status,
        ("Braze refused the %s, so nothing more was sent. The key is wrong or was revoked, or it"
                + " belongs to another workspace or cluster than %s. Store the right key as %s and"
                + " import again.")
            .formatted(keyName, host, parameter));
  }

  public DeliveryStop.Failed forbidden(int status) {
    return failed(
        Reason.BRAZE_FORBIDDEN,
        status,
        ("Braze knows the %s but does not allow it this call, so nothing more was sent. Check in"
                + " Braze that %s, that the account is active, and that the key's IP allowlist"
                + " admits this function; then import again.")
            .formatted(keyName, permission));
  }

  public DeliveryStop.Failed notFound(int status) {
    return failed(
        Reason.BRAZE_NOT_FOUND,
        status,
        ("%s does not answer %s as a Braze REST endpoint does, so nothing more was sent. Check the"
                + " workspace's restEndpoint against Settings > APIs and Identifiers in the Braze"
                + " dashboard, then import again.")
            .formatted(host, path));
  }

  public DeliveryStop.Failed cohortRefused(int status) {
    return failed(
        Reason.BAD_SCHEDULE,
        status,
        "Braze does not accept the cohort's id or name, so nothing more was sent. Check the"
            + " schedule's cohortName, then import again.");
  }

  /** Only a look ends for it; an import waits. */
  public DeliveryStop.Failed lookLimited(int status) {
    return failed(
        Reason.BRAZE_UNAVAILABLE,
        status,
        "Braze's limit for reading profiles is used up, so the look ended early. Set the workspace's"
            + " profileReadsPerMinute to what the account allows.");
  }

  private DeliveryStop.Failed failed(Reason reason, int status, String message) {
    return new DeliveryStop.Failed(
        reason, message, "POST https://" + host + path + " was answered with HTTP " + status);
  }
}

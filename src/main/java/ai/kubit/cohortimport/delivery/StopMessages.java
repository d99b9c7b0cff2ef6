package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.Reason;

/** The messages for stops on which a person must act, and that no single answer explains. */
final class StopMessages {
  private StopMessages() {}

  static DeliveryStop.Failed untrusted() {
    return new DeliveryStop.Failed(
        Reason.BRAZE_NOT_FOUND,
        "The server at the workspace's REST endpoint could not prove to be Braze: its certificate"
            + " is not trusted, so nothing more was sent. Check the workspace's restEndpoint. If it"
            + " is right, the engineers who run this function must find out what answers in Braze's"
            + " place, such as a proxy that opens encrypted connections. Then import again.",
        "the TLS handshake failed on the server's certificate");
  }

  static DeliveryStop.Failed hopeless(long refused) {
    return new DeliveryStop.Failed(
        Reason.BAD_WORKSPACE,
        "Braze refused every single object it was sent, so the import was stopped. Check the"
            + " workspace's attributeName and mode, then import again.",
        refused + " objects were refused one by one and none was accepted");
  }
}

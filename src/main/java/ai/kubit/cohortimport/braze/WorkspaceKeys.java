package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.workspace.BrazeKey;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.BrazeKeys.PartnerRegion;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import ai.kubit.cohortimport.workspace.Workspace;

/**
 * Fetches the keys of one workspace. A missing key stops the import with a sentence that names it.
 */
record WorkspaceKeys(Workspace workspace, BrazeKeys keys) {

  KeyRing ring(Purpose purpose) {
    String id = workspace.workspaceId();
    BrazeKey first =
        keys.find(id, purpose)
            .orElseThrow(() -> missing(keyName(purpose), keys.nameOf(id, purpose)));
    return new KeyRing(first, () -> keys.findAgain(id, purpose));
  }

  BrazeKey partnerKey() {
    PartnerRegion region = PartnerRegion.of(workspace.restEndpoint());
    return keys.findPartner(region)
        .orElseThrow(() -> missing("partner API key", keys.nameOf(region)));
  }

  /** The messages for a refused call. */
  FailureMessages denial(String path, Purpose purpose) {
    return new FailureMessages(
        workspace.restEndpoint().host(),
        path,
        keyName(purpose),
        keys.nameOf(workspace.workspaceId(), purpose),
        permission(path, purpose));
  }

  /** The messages for a refused partner API key. */
  FailureMessages partnerDenial() {
    return new FailureMessages(
        workspace.restEndpoint().host(),
        PartnerCohortSender.PATH,
        "partner API key of Kubit",
        keys.nameOf(PartnerRegion.of(workspace.restEndpoint())),
        "Kubit is enabled as a partner");
  }

  private static String permission(String path, Purpose purpose) {
    return switch (purpose) {
      case REST -> "the key has the permission " + path.substring(1).replace('/', '.');
      case DATA_IMPORT -> "Kubit is enabled as a technology partner";
    };
  }

  private static String keyName(Purpose purpose) {
    return switch (purpose) {
      case REST -> "REST API key";
      case DATA_IMPORT -> "data import key";
    };
  }

  private ImportStoppedException missing(String name, String parameter) {
    return new ImportStoppedException(
        Reason.KEY_MISSING,
        "There is no "
            + name
            + " of Braze's for the workspace "
            + workspace.workspaceId()
            + ", so nothing was sent. Store it in the parameter store as "
            + parameter
            + ", and import again.",
        "the parameter " + parameter + " does not exist");
  }
}

package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.braze.LocalBraze;
import ai.kubit.cohortimport.workspace.BrazeKey;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.LocalBrazeKeys;
import ai.kubit.cohortimport.workspace.NoLocalKeys;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A stand-in for Braze on this machine. Members would travel wherever it points, so it may point
 * nowhere else, and its companions mean nothing without it. No key that is stored goes there.
 *
 * @param braze where requests go instead of the workspace's endpoint
 * @param key the key of every workspace
 */
record LocalUse(LocalBraze braze, Optional<String> key) {
  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  /**
   * The stand-in that the configuration names, if any.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  static Optional<LocalUse> of(ImporterConfig config) {
    if (config.brazeUrl().isEmpty()) {
      refuseAlone("KUBIT_BRAZE_CA_FILE", config.brazeCaFile().isPresent());
      refuseAlone("KUBIT_LOCAL_KEY", config.localKey().isPresent());
      return Optional.empty();
    }
    URI url = config.brazeUrl().get();
    if (url.getHost() == null || !THIS_MACHINE.contains(url.getHost())) {
      throw new IllegalArgumentException(
          "KUBIT_BRAZE_URL must point to this machine (localhost, 127.0.0.1, [::1] or"
              + " host.docker.internal): it is for local use");
    }
    return Optional.of(new LocalUse(new LocalBraze(url, config.brazeCaFile()), config.localKey()));
  }

  /** The keys for the stand-in: never those that are stored for Braze. */
  BrazeKeys keys() {
    return key.<BrazeKeys>map(own -> new LocalBrazeKeys(new BrazeKey(own)))
        .orElseGet(NoLocalKeys::new);
  }

  private static void refuseAlone(String setting, boolean isSet) {
    if (isSet) {
      throw new IllegalArgumentException(
          setting + " is for local use and works only together with KUBIT_BRAZE_URL");
    }
  }

  /** Never the key. */
  @Override
  public String toString() {
    return braze.uri().toString();
  }
}

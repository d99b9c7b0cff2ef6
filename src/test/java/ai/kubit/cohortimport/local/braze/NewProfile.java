package ai.kubit.cohortimport.local.braze;

import java.util.ArrayList;
import java.util.List;

/**
 * A profile that a test creates.
 *
 * @param externalId null for an anonymous profile
 * @param brazeId null if Braze assigns it
 */
public record NewProfile(
    String externalId, String brazeId, List<ProfileAlias> aliases, List<String> devices) {

  public static NewProfile identified(String externalId) {
    return new NewProfile(externalId, null, List.of(), List.of());
  }

  public static NewProfile anonymous() {
    return new NewProfile(null, null, List.of(), List.of());
  }

  public NewProfile withAlias(String name, String label) {
    List<ProfileAlias> more = new ArrayList<>(aliases);
    more.add(new ProfileAlias(name, label));
    return new NewProfile(externalId, brazeId, more, devices);
  }

  public NewProfile withDevice(String deviceId) {
    List<String> more = new ArrayList<>(devices);
    more.add(deviceId);
    return new NewProfile(externalId, brazeId, aliases, more);
  }

  public NewProfile withBrazeId(String id) {
    return new NewProfile(externalId, id, aliases, devices);
  }
}

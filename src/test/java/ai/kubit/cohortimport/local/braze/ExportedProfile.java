package ai.kubit.cohortimport.local.braze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A copy of a profile, for {@code /users/export/ids}. */
record ExportedProfile(
    String brazeId,
    String externalId,
    List<ProfileAlias> aliases,
    List<String> devices,
    Map<String, Object> attributes) {

  static ExportedProfile of(BrazeProfile profile) {
    Map<String, Object> attributes = new HashMap<>(profile.attributes());
    attributes.replaceAll(
        (name, value) -> value instanceof List<?> list ? List.copyOf(list) : value);
    return new ExportedProfile(
        profile.brazeId,
        profile.externalId,
        List.copyOf(profile.aliases),
        List.copyOf(profile.devices),
        attributes);
  }
}

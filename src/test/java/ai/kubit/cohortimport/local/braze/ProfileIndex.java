package ai.kubit.cohortimport.local.braze;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds profiles by each of their identifiers. Upper and lower case matter. */
final class ProfileIndex {
  private final Map<String, BrazeProfile> byBrazeId = new LinkedHashMap<>();
  private final Map<String, BrazeProfile> byExternalId = new HashMap<>();
  private final Map<ProfileAlias, BrazeProfile> byAlias = new HashMap<>();
  private final Map<String, List<BrazeProfile>> byDevice = new HashMap<>();
  private final Map<String, BrazeProfile> byContact = new HashMap<>();

  BrazeProfile create(NewProfile wanted) {
    BrazeProfile profile = create(wanted.brazeId());
    if (wanted.externalId() != null) {
      claim(profile, wanted.externalId());
    }
    for (ProfileAlias alias : wanted.aliases()) {
      unique(byAlias.put(alias, profile));
      profile.aliases.add(alias);
    }
    for (String device : wanted.devices()) {
      profile.devices.add(device);
      byDevice.computeIfAbsent(device, id -> new ArrayList<>(1)).add(profile);
    }
    return profile;
  }

  /** Creates the profile of an unknown user, for a request that is not update-only. */
  BrazeProfile create(TrackObject object) {
    BrazeProfile profile = create((String) null);
    if (object.externalId == null) {
      byContact.put(object.contact, profile);
    } else {
      claim(profile, object.externalId);
    }
    return profile;
  }

  private BrazeProfile create(String brazeId) {
    String id = brazeId == null ? String.format("%024x", byBrazeId.size() + 1) : brazeId;
    BrazeProfile profile = new BrazeProfile(id);
    unique(byBrazeId.put(id, profile));
    return profile;
  }

  private void claim(BrazeProfile profile, String externalId) {
    unique(byExternalId.put(externalId, profile));
    profile.externalId = externalId;
  }

  private static void unique(BrazeProfile previous) {
    if (previous != null) {
      throw new IllegalArgumentException("two profiles cannot have the same identifier");
    }
  }

  void identify(String brazeId, String externalId) {
    claim(Objects.requireNonNull(byBrazeId.get(brazeId), "no such profile"), externalId);
  }

  void delete(String externalId) {
    BrazeProfile gone = Objects.requireNonNull(byExternalId.remove(externalId), "no such profile");
    byBrazeId.remove(gone.brazeId);
    gone.aliases.forEach(byAlias::remove);
    gone.devices.forEach(device -> byDevice.get(device).remove(gone));
  }

  Collection<BrazeProfile> all() {
    return Collections.unmodifiableCollection(byBrazeId.values());
  }

  BrazeProfile byExternalId(String id) {
    return byExternalId.get(id);
  }

  BrazeProfile byAlias(ProfileAlias alias) {
    return byAlias.get(alias);
  }

  BrazeProfile byBrazeId(String id) {
    return byBrazeId.get(id);
  }

  BrazeProfile find(TrackObject object) {
    if (object.externalId != null) {
      return byExternalId.get(object.externalId);
    }
    if (object.alias != null) {
      return byAlias.get(object.alias);
    }
    return object.brazeId == null ? byContact.get(object.contact) : byBrazeId.get(object.brazeId);
  }

  /**
   * The profiles that a change names. A device id of an identified user is ignored, in additions
   * and in removals.
   */
  List<BrazeProfile> find(CohortChange change) {
    Stream<BrazeProfile> users = change.userIds().stream().map(byExternalId::get);
    Stream<BrazeProfile> aliases = change.aliases().stream().map(byAlias::get);
    Stream<BrazeProfile> devices =
        change.deviceIds().stream().flatMap(id -> onDevice(id)).filter(BrazeProfile::anonymous);
    return Stream.of(users, aliases, devices)
        .flatMap(stream -> stream)
        .filter(Objects::nonNull)
        .toList();
  }

  List<BrazeProfile> find(ExportQuery query) {
    Stream<BrazeProfile> users = query.externalIds().stream().map(byExternalId::get);
    Stream<BrazeProfile> aliases = query.aliases().stream().map(byAlias::get);
    Stream<BrazeProfile> devices = Stream.ofNullable(query.deviceId()).flatMap(this::onDevice);
    Stream<BrazeProfile> brazeIds = Stream.ofNullable(query.brazeId()).map(byBrazeId::get);
    return Stream.of(users, aliases, devices, brazeIds)
        .flatMap(stream -> stream)
        .filter(Objects::nonNull)
        .toList();
  }

  private Stream<BrazeProfile> onDevice(String deviceId) {
    return byDevice.getOrDefault(deviceId, List.of()).stream();
  }
}

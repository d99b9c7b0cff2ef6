package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.AppliedOperation.Kind;
import ai.kubit.cohortimport.local.braze.BrazeProfile.ValueList;
import ai.kubit.cohortimport.local.braze.TrackObject.Write;
import ai.kubit.cohortimport.local.braze.TrackResult.ObjectError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Braze stores and does, without HTTP: user profiles, the operations of {@code /users/track}
 * on their custom attributes, and partner cohorts. It is this project's specification of Braze.
 * Each rule comes from Braze's documentation, unless a comment says that it is assumed: <a
 * href="https://www.braze.com/docs/api/objects_filters/user_attributes_object/">"User attributes
 * object"</a>, <a href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">"POST:
 * Track users"</a>, <a href="https://www.braze.com/docs/cohort_import/">"Partner cohort
 * import"</a>, and "Custom attribute data types". Safe for use by several threads; each call is
 * atomic.
 */
public final class BrazeState {
  /**
   * The default maximum of values in an array attribute, which is also the highest that Braze
   * allows.
   */
  public static final int DEFAULT_ARRAY_MAXIMUM = 500;

  private static final int VALUE_LIMIT = 255;

  private final InstantSource clock;
  private final int arrayMaximum;
  private final ProfileIndex profiles = new ProfileIndex();
  private final PartnerCohorts cohorts = new PartnerCohorts();
  private final ObjectRules rules = new ObjectRules();
  private final Tally tally = new Tally();
  private boolean recording = true;
  private long sequence;
  private long request;
  private Instant now;

  public BrazeState() {
    this(InstantSource.system(), DEFAULT_ARRAY_MAXIMUM);
  }

  /**
   * Creates a Braze without users.
   *
   * @param arrayMaximum how many values an array attribute can hold; in older workspaces 25
   */
  public BrazeState(InstantSource clock, int arrayMaximum) {
    this.clock = clock;
    this.arrayMaximum = arrayMaximum;
  }

  /**
   * Sets whether operations are logged. Long runs switch it off, because the log would fill the
   * memory.
   */
  public synchronized void recordOperations(boolean on) {
    recording = on;
  }

  // Profiles

  /** Creates a profile and returns its Braze id. */
  public synchronized String create(NewProfile profile) {
    return profiles.create(profile).brazeId;
  }

  /** Creates identified profiles. */
  public synchronized void createUsers(String... externalIds) {
    for (String id : externalIds) {
      profiles.create(NewProfile.identified(id));
    }
  }

  /** An anonymous user signs in for the first time. The profile keeps everything. */
  public synchronized void identify(String brazeId, String externalId) {
    profiles.identify(brazeId, externalId);
  }

  /** Deletes the profile. */
  public synchronized void delete(String externalId) {
    profiles.delete(externalId);
  }

  public synchronized int profileCount() {
    return profiles.all().size();
  }

  /** Refuses objects for this user from now on, as Braze does for a blocked user. */
  public synchronized void block(String externalId) {
    rules.block(externalId);
  }

  /**
   * Ignores writes to this attribute from now on, without an error, as Braze does for a blocked
   * attribute.
   */
  public synchronized void blockAttribute(String attribute) {
    rules.blockAttribute(attribute);
  }

  // Reading

  /** The values of a user's array attribute, in their order; empty if there is no such user. */
  public synchronized List<String> values(String externalId, String attribute) {
    return valuesOf(profiles.byExternalId(externalId), attribute);
  }

  public synchronized List<String> valuesOfAlias(String name, String label, String attribute) {
    return valuesOf(profiles.byAlias(new ProfileAlias(name, label)), attribute);
  }

  public synchronized List<String> valuesOfBrazeId(String brazeId, String attribute) {
    return valuesOf(profiles.byBrazeId(brazeId), attribute);
  }

  private static List<String> valuesOf(BrazeProfile profile, String attribute) {
    return profile == null ? List.of() : List.copyOf(profile.array(attribute));
  }

  /**
   * The profiles whose array attribute includes the value. A profile is named by its external id,
   * or else {@code alias:<label>/<name>} for its first alias, or else {@code device:<id>}, or else
   * {@code braze:<id>}.
   */
  public synchronized Set<String> holders(String attribute, String value) {
    return profiles.all().stream()
        .filter(profile -> profile.array(attribute).contains(value))
        .map(BrazeProfile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public synchronized long holderCount(String attribute, String value) {
    return profiles.all().stream().filter(p -> p.array(attribute).contains(value)).count();
  }

  /** The operations on one attribute of one user, in order. */
  public synchronized List<AppliedOperation> operations(String externalId, String attribute) {
    BrazeProfile profile = profiles.byExternalId(externalId);
    return profile == null
        ? List.of()
        : profile.log.stream().filter(entry -> entry.attribute().equals(attribute)).toList();
  }

  /** The operations on one attribute of all users, in order. */
  public synchronized List<AppliedOperation> operations(String attribute) {
    return profiles.all().stream()
        .flatMap(profile -> profile.log.stream())
        .filter(entry -> entry.attribute().equals(attribute))
        .sorted(Comparator.comparingLong(AppliedOperation::sequence))
        .toList();
  }

  public synchronized BrazeTotals totals() {
    return tally.totals();
  }

  synchronized List<ExportedProfile> export(ExportQuery query) {
    return profiles.find(query).stream().map(ExportedProfile::of).toList();
  }

  // POST /users/track

  /**
   * Applies the objects of one request in their order. Refused objects do not affect the others.
   */
  public synchronized TrackResult track(List<TrackObject> objects) {
    begin();
    List<ObjectError> errors = List.of();
    for (int i = 0; i < objects.size(); i++) {
      TrackObject object = objects.get(i);
      String refusal = rules.refusal(object);
      if (refusal == null) {
        apply(object);
      } else {
        errors = errors.isEmpty() ? new ArrayList<>() : errors;
        errors.add(new ObjectError(i, "attributes", refusal));
      }
    }
    int processed = objects.size() - errors.size();
    tally.accepted += processed;
    tally.refused += errors.size();
    return new TrackResult(processed, errors);
  }

  private void begin() {
    request++;
    now = clock.instant();
  }

  private void apply(TrackObject object) {
    BrazeProfile profile = profiles.find(object);
    if (profile == null && creates(object)) {
      profile = profiles.create(object);
      tally.created++;
    }
    if (profile == null) {
      tally.unknown++;
      return;
    }
    tally.repeated += profile.lastRequest == request ? 1 : 0;
    profile.lastRequest = request;
    for (Write write : object.writes) {
      if (!rules.dropsAttribute(write.attribute())) {
        apply(profile, write);
      }
    }
  }

  /**
   * Whether Braze creates an unknown user: yes, unless {@code _update_existing_only} is set. For an
   * alias the default is no.
   */
  private static boolean creates(TrackObject object) {
    return !object.updateExistingOnly && (object.externalId != null || object.contact != null);
  }

  private void apply(BrazeProfile profile, Write write) {
    switch (write.form()) {
      case OPERATIONS -> change(profile, write);
      case ARRAY -> overwrite(profile, write);
      case NULL -> {
        wipe(profile, write.attribute());
        tally.dataPoints++;
      }
      case OTHER -> {
        profile.setOther(write.attribute(), write.other());
        tally.dataPoints++;
      }
    }
  }

  private void change(BrazeProfile profile, Write write) {
    tally.dataPoints += write.add().size() + write.remove().size();
    if (profile.holdsOtherThanArray(write.attribute())) {
      return; // another type than the attribute's is not accepted, and nobody is told
    }
    for (String value : write.remove()) {
      tally.contradictions += write.add().contains(value) ? 1 : 0;
      remove(profile, write.attribute(), value);
    }
    for (String value : write.add()) {
      add(profile, write.attribute(), value, Kind.ADD);
    }
  }

  private void add(BrazeProfile profile, String attribute, String text, Kind kind) {
    String value = cut(text);
    ValueList array = profile.writableArray(attribute);
    boolean held = !array.isEmpty() && array.remove(value);
    array.add(value);
    log(profile, attribute, kind, value, !held);
    if (array.size() > arrayMaximum) {
      log(profile, attribute, Kind.EVICT, array.remove(0), true);
      tally.evicted++;
    }
  }

  private void remove(BrazeProfile profile, String attribute, String value) {
    List<String> array = profile.array(attribute);
    boolean changed = !array.isEmpty() && array.remove(value);
    log(profile, attribute, Kind.REMOVE, value, changed);
  }

  private void overwrite(BrazeProfile profile, Write write) {
    tally.dataPoints++;
    wipe(profile, write.attribute());
    profile.writableArray(write.attribute());
    for (String value : write.add()) {
      add(profile, write.attribute(), value, Kind.SET);
    }
  }

  private void wipe(BrazeProfile profile, String attribute) {
    tally.overwritten++;
    profile.drop(attribute);
    log(profile, attribute, Kind.WIPE, "", true);
  }

  /**
   * Cuts a value that is too long, when it is stored. To remove the long form of such a value
   * removes nothing.
   */
  private String cut(String value) {
    if (value.length() <= VALUE_LIMIT) {
      return value;
    }
    tally.truncated++;
    return value.substring(0, VALUE_LIMIT);
  }

  private void log(
      BrazeProfile profile, String attribute, Kind kind, String value, boolean changed) {
    if (recording) {
      profile.log.add(
          new AppliedOperation(
              ++sequence, request, now, profile.name(), attribute, kind, value, changed));
    }
  }

  // Partner cohorts

  /** Names a cohort, at its first export or when it is renamed. */
  public synchronized void nameCohort(String cohortId, String name) {
    cohorts.name(cohortId, name);
  }

  /** The name of a partner cohort; the empty string if it was never named. */
  public synchronized String cohortName(String cohortId) {
    return cohorts.name(cohortId);
  }

  /** The members of a partner cohort, named as {@link #holders} does. */
  public synchronized Set<String> cohortMembers(String cohortId) {
    return cohorts.members(cohortId).stream()
        .map(BrazeProfile::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Adds and removes members. Ids of nobody are ignored. It is assumed that a cohort must be named
   * first.
   */
  public synchronized void changeCohort(String cohortId, List<CohortChange> changes) {
    begin();
    for (CohortChange change : changes) {
      if (cohorts.isNamed(cohortId)) {
        apply(cohortId, change);
      } else {
        tally.unnamedCohorts++;
      }
    }
  }

  private void apply(String cohortId, CohortChange change) {
    for (BrazeProfile profile : profiles.find(change)) {
      Set<BrazeProfile> members = cohorts.members(cohortId);
      boolean changed = change.remove() ? members.remove(profile) : members.add(profile);
      Kind kind = change.remove() ? Kind.REMOVE : Kind.ADD;
      log(profile, "cohort:" + cohortId, kind, cohortId, changed);
    }
    tally.accepted += change.size();
  }
}

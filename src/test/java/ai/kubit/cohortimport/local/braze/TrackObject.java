package ai.kubit.cohortimport.local.braze;

import java.util.ArrayList;
import java.util.List;

/**
 * One object of the {@code attributes} of a request to {@code /users/track}, parsed but not
 * checked: it may name no user, or several.
 */
public final class TrackObject {
  String externalId;
  ProfileAlias alias;
  String brazeId;
  String contact;
  String malformed;
  boolean updateExistingOnly;
  final List<Write> writes = new ArrayList<>(1);

  public static TrackObject externalId(String id) {
    TrackObject object = new TrackObject();
    object.externalId = id;
    return object;
  }

  public static TrackObject alias(String name, String label) {
    TrackObject object = new TrackObject();
    object.alias = new ProfileAlias(name, label);
    return object;
  }

  public static TrackObject brazeId(String id) {
    TrackObject object = new TrackObject();
    object.brazeId = id;
    return object;
  }

  /** Sets {@code _update_existing_only}. */
  public TrackObject updateOnly() {
    updateExistingOnly = true;
    return this;
  }

  public TrackObject add(String attribute, String... values) {
    writes.add(new Write(attribute, List.of(values), List.of(), null, Write.Form.OPERATIONS));
    return this;
  }

  public TrackObject remove(String attribute, String... values) {
    writes.add(new Write(attribute, List.of(), List.of(values), null, Write.Form.OPERATIONS));
    return this;
  }

  /** One attribute with both {@code add} and {@code remove}. */
  public TrackObject change(String attribute, List<String> add, List<String> remove) {
    writes.add(new Write(attribute, add, remove, null, Write.Form.OPERATIONS));
    return this;
  }

  /** Overwrites the whole array. */
  public TrackObject set(String attribute, String... values) {
    writes.add(new Write(attribute, List.of(values), List.of(), null, Write.Form.ARRAY));
    return this;
  }

  /** Makes the attribute a text. */
  public TrackObject text(String attribute, String value) {
    writes.add(new Write(attribute, List.of(), List.of(), value, Write.Form.OTHER));
    return this;
  }

  /** Sets the attribute to {@code null}, which removes it. */
  public TrackObject wipe(String attribute) {
    writes.add(new Write(attribute, List.of(), List.of(), null, Write.Form.NULL));
    return this;
  }

  int identifiers() {
    return (externalId == null ? 0 : 1) + (alias == null ? 0 : 1) + (brazeId == null ? 0 : 1);
  }

  /** One attribute of the object, and what to do with it. */
  record Write(String attribute, List<String> add, List<String> remove, String other, Form form) {
    enum Form {
      OPERATIONS,
      ARRAY,
      NULL,
      OTHER
    }
  }
}

package ai.kubit.cohortimport.local.braze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A user profile. Only its {@link BrazeState} may use it, because that holds the lock. */
final class BrazeProfile {
  final String brazeId;
  String externalId;
  final List<ProfileAlias> aliases = new ArrayList<>(0);
  final Set<String> devices = new LinkedHashSet<>(0);

  /** Each value is an array ({@code List}), or the text of any other value. */
  private final Map<String, Object> attributes = new HashMap<>(2);

  final List<AppliedOperation> log = new ArrayList<>(0);
  long lastRequest;

  BrazeProfile(String brazeId) {
    this.brazeId = brazeId;
  }

  boolean anonymous() {
    return externalId == null;
  }

  /** The attribute's array; empty if the attribute is no array. */
  List<String> array(String attribute) {
    return attributes.get(attribute) instanceof ValueList list ? list : List.of();
  }

  boolean holdsOtherThanArray(String attribute) {
    return attributes.get(attribute) instanceof String;
  }

  ValueList writableArray(String attribute) {
    if (attributes.get(attribute) instanceof ValueList list) {
      return list;
    }
    ValueList fresh = new ValueList();
    attributes.put(attribute, fresh);
    return fresh;
  }

  void setOther(String attribute, String value) {
    attributes.put(attribute, value);
  }

  void drop(String attribute) {
    attributes.remove(attribute);
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  /** The profile's name for tests and people, see {@link BrazeState#holders}. */
  String name() {
    if (externalId != null) {
      return externalId;
    }
    if (!aliases.isEmpty()) {
      return "alias:" + aliases.get(0).label() + "/" + aliases.get(0).name();
    }
    return devices.isEmpty() ? "braze:" + brazeId : "device:" + devices.iterator().next();
  }

  /**
   * The values of an array. Users mostly have few, and at most hundreds, so a list is small and
   * fast enough.
   */
  static final class ValueList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    ValueList() {
      super(2);
    }
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The outcomes that are not simply "accepted", as one leg recorded them, for a step's objects
 * {@code from} to {@code to} (exclusive). They are in a file. Rows for objects from {@code to} on
 * do not count: the leg died before it recorded that they are settled, and the next leg sent those
 * objects again. Rows for objects before {@code from} are about objects that an earlier leg left
 * open. If several files have an object, the latest counts.
 *
 * @param step the step's name
 * @param from the first object
 * @param to the object after the last
 * @param key the key of its file
 * @param rows how many rows the file has
 */
public record StepOutcomes(String step, long from, long to, String key, long rows) {
  private static final List<String> HEADER =
      List.of("object", "result", "kind", "id", "label", "reason");

  public StepOutcomes {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(key, "key");
  }

  private static final String UNANSWERED = "unanswered";
  private static final String UNSENT = "unsent";

  /**
   * What became of an object, and why.
   *
   * @param isOpen whether an object was left open, so that a later leg may find out more
   */
  record Finding(Fate fate, String reason, boolean isOpen) {}

  /** Collects the outcomes to write. Not safe for several threads. */
  public static final class Draft {
    private final String step;
    private final long from;
    private final Map<Long, String[]> rows = new TreeMap<>();
    private long to;

    public Draft(String step, long from) {
      this.step = step;
      this.from = from;
      this.to = from;
    }

    String step() {
      return step;
    }

    public boolean isEmpty() {
      return rows.isEmpty();
    }

    /**
     * Sets how many of the step's first objects are settled, without a gap.
     *
     * @param object the position of the first object that is not settled
     */
    public void answeredUpTo(long object) {
      to = object;
    }

    /**
     * Adds an object that Braze refused, whose fate is unknown, or that was accepted after an
     * earlier leg had left it open.
     *
     * @param reason the reason, without any id
     */
    public void add(long object, MemberChange change, Fate fate, String reason) {
      String result =
          switch (fate) {
            case ACCEPTED -> "accepted";
            case REFUSED -> "refused";
            case UNKNOWN -> "unknown";
            case NOT_DONE -> UNSENT;
          };
      add(object, change, result, reason);
    }

    /** Adds an object without an answer, between objects that have answers. */
    public void addOpen(long object, MemberChange change, boolean perhapsReceived) {
      add(object, change, perhapsReceived ? UNANSWERED : UNSENT, "");
    }

    private void add(long object, MemberChange change, String result, String last) {
      rows.put(
          object,
          new String[] {
            Long.toString(object),
            result,
            change.member().kind().letter(),
            change.member().id(),
            change.member().label(),
            last
          });
    }

    /** Adds a device whose lookup was answered. The last column is the profile. */
    public void add(long object, MemberChange change, DeviceFinding finding) {
      String result = finding.kind().name().toLowerCase(Locale.ROOT) + "_device";
      add(object, change, result, finding.brazeId());
    }

    StepOutcomes write(ObjectStore store, String key) {
      StateFile.StateWriter writer = new StateFile.StateWriter(HEADER);
      rows.values().forEach(writer::add);
      store.put(key, writer.finish());
      return new StepOutcomes(step, from, to, key, rows.size());
    }
  }

  /** Adds the outcomes to a map, by the object's position. */
  void readInto(ObjectStore store, Map<Long, Finding> exceptions) {
    StateRows row = StateFile.readAtLeast(store, key, HEADER, rows);
    while (row.advance()) {
      long object = Long.parseLong(row.field(0));
      Finding before = exceptions.get(object);
      if (counts(object, before != null && before.isOpen())) {
        switch (row.field(1)) {
          case "accepted" -> exceptions.remove(object);
          case "refused" -> exceptions.put(object, new Finding(Fate.REFUSED, row.field(5), false));
          case UNSENT -> exceptions.put(object, new Finding(Fate.NOT_DONE, "", true));
          case UNANSWERED -> exceptions.put(object, new Finding(Fate.UNKNOWN, "", true));
          default -> exceptions.put(object, new Finding(Fate.UNKNOWN, row.field(5), false));
        }
      }
    }
  }

  private boolean counts(long object, boolean wasLeftOpen) {
    return object < to && (object >= from || wasLeftOpen);
  }

  /**
   * Adds the objects that were left open to a map. The value says whether Braze may have received
   * the object.
   */
  void readOpenInto(ObjectStore store, Map<Long, Boolean> open) {
    StateRows row = StateFile.readAtLeast(store, key, HEADER, rows);
    while (row.advance()) {
      long object = Long.parseLong(row.field(0));
      if (counts(object, open.containsKey(object))) {
        switch (row.field(1)) {
          case UNANSWERED -> open.put(object, true);
          case UNSENT -> open.put(object, false);
          default -> open.remove(object);
        }
      }
    }
  }

  /**
   * Adds what lookups found to a map, by the object's position. If Braze refused a lookup, the
   * device counts as unknown.
   */
  void readDevicesInto(ObjectStore store, Map<Long, DeviceFinding> devices) {
    StateRows row = StateFile.readAtLeast(store, key, HEADER, rows);
    while (row.advance()) {
      long object = Long.parseLong(row.field(0));
      if (object >= from && object < to) {
        switch (row.field(1)) {
          case "found_device" -> devices.put(object, DeviceFinding.found(row.field(5)));
          case "identified_device" -> devices.put(object, DeviceFinding.IDENTIFIED);
          case "unknown_device", "refused" -> devices.put(object, DeviceFinding.UNKNOWN);
          default -> {} // no answer
        }
      }
    }
  }

  /** The outcomes of one step, out of those of a whole plan. */
  static List<StepOutcomes> of(String step, List<StepOutcomes> all) {
    List<StepOutcomes> own = new ArrayList<>();
    for (StepOutcomes outcomes : all) {
      if (outcomes.step().equals(step)) {
        own.add(outcomes);
      }
    }
    return own;
  }
}

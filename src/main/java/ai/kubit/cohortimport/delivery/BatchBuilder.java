package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The batch that is being filled: objects of one step, in order, up to a number of objects and of
 * bytes.
 */
final class BatchBuilder {
  private final int maxBytes;
  private int maxSize;
  private String step = "";
  private long[] indexes = new long[128];
  private final List<MemberChange> changes = new ArrayList<>();
  private int bytes;

  BatchBuilder(int maxSize, int maxBytes) {
    this.maxSize = maxSize;
    this.maxBytes = maxBytes;
  }

  void limitTo(int objects) {
    maxSize = Math.min(maxSize, objects);
  }

  /** Whether an object fits. Any object fits an empty batch. */
  boolean admits(String ofStep, int ofBytes) {
    return changes.isEmpty()
        || (step.equals(ofStep) && changes.size() < maxSize && bytes + ofBytes <= maxBytes);
  }

  void add(String ofStep, long index, MemberChange change, int ofBytes) {
    step = ofStep;
    if (changes.size() == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * indexes.length);
    }
    indexes[changes.size()] = index;
    changes.add(change);
    bytes += ofBytes;
  }

  boolean isFull() {
    return changes.size() >= maxSize || bytes >= maxBytes;
  }

  /** Takes out the batch; empty if it has no object. */
  Optional<Batch> take() {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Batch batch = new Batch(step, Arrays.copyOf(indexes, changes.size()), changes);
    changes.clear();
    bytes = 0;
    return Optional.of(batch);
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.workspace.BrazeKey;
import java.util.Optional;
import java.util.function.Supplier;

/** The key in use, which can be exchanged while the leg runs: keys are rotated. */
public final class KeyRing {
  private final Supplier<Optional<BrazeKey>> again;
  private volatile BrazeKey current;

  /**
   * A ring with its first key.
   *
   * @param again fetches the key past every cache
   */
  public KeyRing(BrazeKey first, Supplier<Optional<BrazeKey>> again) {
    this.current = first;
    this.again = again;
  }

  public BrazeKey current() {
    return current;
  }

  /** Whether there is another key now. */
  public boolean renew() {
    Optional<BrazeKey> fresh = again.get();
    boolean different = fresh.isPresent() && !fresh.get().equals(current);
    fresh.ifPresent(key -> current = key);
    return different;
  }
}

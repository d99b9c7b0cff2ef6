package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.workspace.BrazeKey;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The key that requests use. It can be replaced while the leg runs, because customers rotate keys.
 */
public final class KeyRing {
  private final Supplier<Optional<BrazeKey>> again;
  private volatile BrazeKey current;

  /**
   * Creates a ring with its first key.
   *
   * @param again fetches the stored key without any cache
   */
  public KeyRing(BrazeKey first, Supplier<Optional<BrazeKey>> again) {
    this.current = first;
    this.again = again;
  }

  public BrazeKey current() {
    return current;
  }

  /** Fetches the key again. Returns whether it is another one than before. */
  public boolean renew() {
    Optional<BrazeKey> fresh = again.get();
    boolean different = fresh.isPresent() && !fresh.get().equals(current);
    fresh.ifPresent(key -> current = key);
    return different;
  }
}

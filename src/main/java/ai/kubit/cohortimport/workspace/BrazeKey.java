package ai.kubit.cohortimport.workspace;

import java.util.Objects;

/**
 * A secret of Braze's. It cannot be printed by accident; {@link #reveal} is for the one request.
 */
public final class BrazeKey {
  private final String secret;

  public BrazeKey(String secret) {
    this.secret = Objects.requireNonNull(secret, "secret");
  }

  /** The secret itself. Only the code that writes the request to Braze may call this. */
  public String reveal() {
    return secret;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BrazeKey key && key.secret.equals(secret);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}

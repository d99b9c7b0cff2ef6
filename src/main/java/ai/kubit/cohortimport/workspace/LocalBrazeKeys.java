package ai.kubit.cohortimport.workspace;

import java.util.Optional;

/** One key for everything, from the configuration: for local use only. */
public final class LocalBrazeKeys implements BrazeKeys {
  private final BrazeKey key;

  public LocalBrazeKeys(BrazeKey key) {
    this.key = key;
  }

  @Override
  public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
    return Optional.of(key);
  }

  @Override
  public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
    return Optional.of(key);
  }

  @Override
  public Optional<BrazeKey> findPartner(PartnerRegion region) {
    return Optional.of(key);
  }
}

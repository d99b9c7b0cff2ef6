package ai.kubit.cohortimport.workspace;

import java.util.Optional;

/** One key for everything, from the configuration: for local use only. */
public final class LocalBrazeKeys implements BrazeKeys {
  private static final String SETTING = "KUBIT_LOCAL_KEY";

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
  public String nameOf(String workspaceId, Purpose purpose) {
    return SETTING;
  }

  @Override
  public String nameOf(PartnerRegion region) {
    return SETTING;
  }

  @Override
  public Optional<BrazeKey> findPartner(PartnerRegion region) {
    return Optional.of(key);
  }
}

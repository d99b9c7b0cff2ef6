package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * Keys in the parameter store, as SecureStrings. A key is kept for five minutes, under its full
 * name, so that no workspace ever gets another one's; that there is none is not kept at all. Every
 * failure but a missing parameter is a {@link StorageException}.
 */
public final class SsmBrazeKeys implements BrazeKeys {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private record CachedKey(BrazeKey key, Deadline until) {}

  private final SsmClient ssm;
  private final String prefix;
  private final Time time;
  private final Map<String, CachedKey> kept = new ConcurrentHashMap<>();

  /**
   * Keys below a prefix.
   *
   * @param prefix such as {@code /kubit-cohort-import}; without a slash at its end
   */
  public SsmBrazeKeys(SsmClient ssm, String prefix, Time time) {
    this.ssm = ssm;
    this.prefix = prefix;
    this.time = time;
  }

  /** The names of a workspace's keys below a prefix, whichever of them are stored. */
  public static List<String> namesBelow(String prefix, String workspaceId) {
    return Stream.of(Purpose.values())
        .map(purpose -> prefix + "/" + workspaceId + "/" + purpose.parameter())
        .toList();
  }

  @Override
  public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
    return cached(nameOf(workspaceId, purpose));
  }

  @Override
  public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
    return fetch(nameOf(workspaceId, purpose));
  }

  @Override
  public Optional<BrazeKey> findPartner(PartnerRegion region) {
    return cached(nameOf(region));
  }

  @Override
  public String nameOf(PartnerRegion region) {
    return prefix + "/" + region.parameter();
  }

  @Override
  public String nameOf(String workspaceId, Purpose purpose) {
    if (!CohortKey.isId(workspaceId)) {
      throw new IllegalArgumentException("workspaceId must be " + CohortKey.ID_RULE);
    }
    return prefix + "/" + workspaceId + "/" + purpose.parameter();
  }

  private Optional<BrazeKey> cached(String name) {
    CachedKey found = kept.get(name);
    return found != null && !found.until().passed() ? Optional.of(found.key()) : fetch(name);
  }

  private Optional<BrazeKey> fetch(String name) {
    kept.remove(name);
    try {
      String secret =
          ssm.getParameter(request -> request.name(name).withDecryption(true)).parameter().value();
      BrazeKey key = new BrazeKey(printable(secret.strip(), name));
      kept.put(name, new CachedKey(key, Deadline.in(time, KEPT)));
      return Optional.of(key);
    } catch (ParameterNotFoundException missing) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new StorageException(failure.getMessage(), failure);
    }
  }

  /** A header with anything else in it is refused by the client, with the key in its message. */
  private static String printable(String secret, String name) {
    if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new ImportStoppedException(
          Reason.KEY_MISSING,
          ("The key stored as %s is empty, or holds a character that no key has, such as a line"
                  + " break in the middle. Store it once more.")
              .formatted(name),
          "the stored key is not printable");
    }
    return secret;
  }
}

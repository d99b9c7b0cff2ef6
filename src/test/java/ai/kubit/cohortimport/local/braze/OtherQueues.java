package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.TrackQueue.Judged;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Partner cohorts and exports without HTTP, in the two halves of {@link TrackQueue}: judged at
 * once, and applied later.
 */
public final class OtherQueues {
  private final PartnerEndpoints partner;
  private final ExportEndpoint export;

  /**
   * Creates the queues of a state.
   *
   * @param key the key that is accepted as partner key and as data import key
   */
  public OtherQueues(BrazeState state, String key) {
    this.partner = new PartnerEndpoints(state, new RequestLog());
    this.partner.acceptOnly(Set.of(key));
    this.export = new ExportEndpoint(state);
  }

  /** Judges a request with a cohort's name. It is applied before the answer. */
  public Judged name(byte[] body) {
    return new Judged(
        201, "{}", true, () -> must(partner.answer("/partners/kubit/cohorts", tree(body))));
  }

  /** Judges a request with changes of a cohort. */
  public Judged change(byte[] body) {
    return new Judged(
        201, "{}", false, () -> must(partner.answer("/partners/kubit/cohorts/users", tree(body))));
  }

  /** Judges a lookup of a device. Nothing is applied. */
  public Judged export(byte[] body) {
    BrazeResponse answer = export.answer(tree(body));
    return new Judged(answer.status(), text(answer), true, () -> {});
  }

  private static void must(BrazeResponse answer) {
    if (answer.status() != 201) {
      throw new AssertionError(answer.status() + " " + text(answer));
    }
  }

  private static String text(BrazeResponse answer) {
    return answer.body().toString(StandardCharsets.UTF_8);
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JsonText.parse(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends changes in {@code ATTRIBUTE} mode with {@code /users/track}. */
public final class TrackSender implements BatchSender {
  public static final String PATH = "/users/track";

  private final BrazeHttp http;
  private final KeyRing key;
  private final TrackBody body;
  private final TrackResponses answers;
  private final int maxBatchSize;

  TrackSender(
      BrazeHttp http, KeyRing key, TrackBody body, TrackResponses answers, int maxBatchSize) {
    this.http = http;
    this.key = key;
    this.body = body;
    this.answers = answers;
    this.maxBatchSize = maxBatchSize;
  }

  @Override
  public int maxBatchSize() {
    return maxBatchSize;
  }

  @Override
  public int maxBytes(MemberChange change) {
    return body.maxBytes(change);
  }

  @Override
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    return http.send(
        client -> client.track("Bearer " + key.current().reveal(), body.of(batch)),
        answer -> answers.read(answer, batch.size()));
  }

  @Override
  public boolean renewKey() {
    return key.renew();
  }
}

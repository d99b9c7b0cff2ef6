package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RateLimits;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.TransportFailure;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.membership.MemberChange;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks what profiles hold: {@code /users/export/ids}, as {@link DeviceSender} does, up to 50
 * members in each request. A question travels as the change that the member got, which gives it the
 * delivery's pace and retries; its result is {@link ChangeResult.Profile}.
 */
final class ProfileSender implements BatchSender {
  private static final int MOST_IDS = 50;

  /** More bytes than any request may have: nobody shares a request with it. */
  private static final int ALONE = 4_000_000;

  private final BrazeHttp http;
  private final KeyRing key;
  private final ProfileResponses answers;

  ProfileSender(BrazeHttp http, KeyRing key, ProfileResponses answers) {
    this.http = http;
    this.key = key;
    this.answers = answers;
  }

  @Override
  public int maxBatchSize() {
    return MOST_IDS;
  }

  @Override
  public int maxBytes(MemberChange change) {
    return change.member().kind() == MemberId.Kind.DEVICE_ID ? ALONE : 0;
  }

  @Override
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    byte[] body = answers.question(batch);
    CompletableFuture<Reply> sent =
        http.send(
                client -> client.export("Bearer " + key.current().reveal(), body),
                answer -> answers.read(answer, batch))
            .toCompletableFuture();
    CompletableFuture<Reply> read = sent.thenApply(reply -> withFewer(reply, batch.size()));
    return read.whenComplete(
        (reply, trouble) -> {
          if (read.isCancelled()) {
            sent.cancel(true);
          }
        });
  }

  /** Profiles may be long, and 50 of them longer than any answer that is read: ask for fewer. */
  private static Reply withFewer(Reply reply, int asked) {
    return reply.equals(new Reply.Lost(TransportFailure.TOO_LONG)) ? new TooLong(asked) : reply;
  }

  private record TooLong(int asked) implements Reply.Answered {
    @Override
    public RateLimits limits(Instant now) {
      return new RateLimits(RateLimits.NOT_SAID, RateLimits.NOT_SAID, null, null);
    }

    @Override
    public ResponseDecision decision() {
      return asked > 1
          ? ResponseDecision.tooMany(asked)
          : ResponseDecision.answered(
              List.of(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER)));
    }
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public boolean renewKey() {
    return key.renew();
  }
}

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Sends batches to Braze in one way: makes one request of a batch, and says what the answer means.
 * It does not retry, limit the rate or split batches.
 */
public interface BatchSender {

  /** The most objects in one request; at least 1. */
  int maxBatchSize();

  /** An upper bound of the bytes that the object adds to a request's body. */
  default int maxBytes(MemberChange change) {
    return 0;
  }

  /**
   * Sends one request. It never blocks and never fails: a failure is a {@link Reply.Lost}.
   * Cancelling the stage aborts the request.
   *
   * @return the reply; its results are in the order of the batch
   */
  CompletionStage<Reply> send(List<MemberChange> batch);

  /**
   * Whether a request changes something. If it does, a request without an answer leaves its objects
   * unknown.
   */
  default boolean changesSomething() {
    return true;
  }

  /**
   * Fetches the key again after Braze refused it. May block.
   *
   * @return whether there is another key now, so that it makes sense to send again
   */
  default boolean renewKey() {
    return false;
  }
}

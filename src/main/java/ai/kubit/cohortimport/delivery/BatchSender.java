package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One way of telling Braze about members: how a batch becomes one request, and what the answer
 * means. Retrying, pacing and splitting are not its business.
 */
public interface BatchSender {

  /** The most objects that one request may carry; at least 1. */
  int maxBatchSize();

  /** An upper bound for the bytes that the object adds to a request's body. */
  default int maxBytes(MemberChange change) {
    return 0;
  }

  /**
   * Sends one request. Never blocks and never fails: trouble is a reply too ({@link Reply.Lost}).
   * Cancelling the stage aborts the request.
   *
   * @return the reply, whose results stand in the batch's order
   */
  CompletionStage<Reply> send(List<MemberChange> batch);

  /** Whether what is sent changes something, so that a request without an answer leaves doubt. */
  default boolean changesSomething() {
    return true;
  }

  /**
   * Fetches the key again after Braze refused it. May block.
   *
   * @return whether there is another key now, so that sending again makes sense
   */
  default boolean renewKey() {
    return false;
  }
}

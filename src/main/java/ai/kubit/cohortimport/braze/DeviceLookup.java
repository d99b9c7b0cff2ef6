package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the anonymous profiles behind device ids, for {@code ATTRIBUTE} mode, which cannot name a
 * device. Braze answers for one device at a time and slowly ({@code /users/export/ids}, 250 to
 * 2,500 a minute), so that there is a pace of its own and a budget for the leg. One leg, one
 * thread.
 */
public final class DeviceLookup {
  private static final int AT_ONCE = 20;

  /** What is known about a device now. */
  public sealed interface Result {
    /** An anonymous profile. */
    record Found(String brazeId) implements Result {
      /** No id reaches a log. */
      @Override
      public String toString() {
        return "Found";
      }
    }

    /** Its user is identified; Kubit's product matches only anonymous users by device. */
    record Identified() implements Result {}

    /** Braze knows no such device. */
    record Unknown() implements Result {}

    /** The budget, the time or Braze's patience ended before there was an answer. */
    record NotAsked() implements Result {}
  }

  /**
   * The answers.
   *
   * @param results one for every device that was asked about
   * @param stop why some are {@link Result.NotAsked}, unless it was the budget alone
   */
  public record Answers(
      Map<MemberId, Result> results, Optional<DeliveryStop> stop, Effort effort) {}

  private final DeviceSender sender;
  private final RequestPace pace;
  private final RetryPolicy retry;
  private final Time time;
  private final Deadline leg;
  private final Deadline fence;
  private int budget;

  DeviceLookup(
      DeviceSender sender,
      RequestPace pace,
      RetryPolicy retry,
      Time time,
      Deadline leg,
      Deadline fence,
      int budget) {
    this.sender = sender;
    this.pace = pace;
    this.retry = retry;
    this.time = time;
    this.leg = leg;
    this.fence = fence;
    this.budget = budget;
  }

  /** How many more devices may be asked about in this leg. */
  public int budget() {
    return budget;
  }

  /** Asks about each device, as far as the budget goes. Blocks. */
  public Answers lookup(List<MemberId> devices) throws InterruptedException {
    Map<MemberId, Result> results = new HashMap<>();
    try (CohortDelivery delivery = delivery(results)) {
      long index = 0;
      for (MemberId device : devices) {
        if (budget > 0 && delivery.send("lookup", index++, question(device))) {
          budget--;
        }
      }
      Optional<DeliveryStop> stop = delivery.drain();
      devices.forEach(device -> results.putIfAbsent(device, new Result.NotAsked()));
      return new Answers(Map.copyOf(results), stop, delivery.effort());
    }
  }

  private CohortDelivery delivery(Map<MemberId, Result> results) {
    return new CohortDelivery(
        sender,
        pace,
        retry,
        time,
        leg,
        fence,
        (step, first, questions, answers, at) -> {
          for (int i = 0; i < questions.size(); i++) {
            results.put(questions.get(i).member(), result(questions.get(i), answers.get(i)));
          }
        },
        CohortDelivery.Settings.of(AT_ONCE));
  }

  private Result result(MemberChange question, ChangeResult answer) {
    if (answer instanceof ChangeResult.Accepted) {
      return sender.take(question.member());
    }
    return answer instanceof ChangeResult.Refused ? new Result.Unknown() : new Result.NotAsked();
  }

  /** A question travels as a change does, which gives it the delivery's pace and retries. */
  private static MemberChange question(MemberId device) {
    return MemberChange.adding(device, "?");
  }
}

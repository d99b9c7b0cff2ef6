package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Delivers in {@code COHORT} mode: {@code /partners/{partner}/cohorts}. The cohort's name goes
 * ahead of the first members where it must, and no member goes before Braze has taken it.
 */
final class PartnerCohortSender implements BatchSender {
  static final String PATH = "/partners/{partner}/cohorts/users";
  private static final int MOST_IDS = 1_000;

  private final BrazeHttp http;
  private final String partner;
  private final PartnerBody body;
  private final PartnerAnswers answers;
  private boolean named;
  private CompletableFuture<BrazeAnswer> naming;

  PartnerCohortSender(
      BrazeHttp http, String partner, PartnerBody body, boolean announce, PartnerAnswers answers) {
    this.http = http;
    this.partner = partner;
    this.body = body;
    this.named = !announce;
    this.answers = answers;
  }

  @Override
  public int maxBatchSize() {
    return MOST_IDS;
  }

  @Override
  public int maxBytes(MemberChange change) {
    return PartnerBody.maxBytes(change);
  }

  @Override
  public CompletionStage<BrazeAnswer> send(List<MemberChange> batch) {
    CompletableFuture<BrazeAnswer> outcome = new CompletableFuture<>();
    if (isNamed()) {
      sendChanges(batch, outcome);
    } else {
      name().thenAccept(answer -> afterNaming(answer, batch, outcome));
    }
    return outcome;
  }

  @Override
  public Verdict read(BrazeAnswer answer, List<MemberChange> batch) {
    return answer.wentAhead()
        ? answers.readName(answer, batch.size())
        : answers.readChanges(answer, batch.size());
  }

  @Override
  public boolean renewKey() {
    return body.renewKey();
  }

  private boolean isNamed() {
    named = named || (naming != null && naming.isDone() && naming.join().isSuccessful());
    return named;
  }

  /** One call at a time; after a failure the next batch tries again. */
  private CompletionStage<BrazeAnswer> name() {
    if (naming == null || naming.isDone()) {
      naming = http.send(client -> client.nameCohort(partner, body.ofName())).toCompletableFuture();
    }
    return naming;
  }

  private void afterNaming(
      BrazeAnswer answer, List<MemberChange> batch, CompletableFuture<BrazeAnswer> outcome) {
    if (answer.isSuccessful()) {
      sendChanges(batch, outcome);
    } else {
      outcome.complete(answer.asGoneAhead());
    }
  }

  private void sendChanges(List<MemberChange> batch, CompletableFuture<BrazeAnswer> outcome) {
    if (outcome.isDone()) {
      return; // given up while the name was on its way
    }
    CompletionStage<BrazeAnswer> sent =
        http.send(client -> client.changeCohort(partner, body.ofChanges(batch)));
    sent.thenAccept(outcome::complete);
    CompletionStage<BrazeAnswer> ended = outcome;
    ended.whenComplete((answer, aborted) -> sent.toCompletableFuture().cancel(true));
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Sends changes in {@code COHORT} mode with {@code /partners/{partner}/cohorts/users}, at most
 * 1,000 ids in each request (<a href="https://www.braze.com/docs/cohort_import/">Braze, "Partner
 * cohort import"</a>).
 */
public final class PartnerCohortSender implements BatchSender {
  public static final String PATH = "/partners/{partner}/cohorts/users";
  private static final int MOST_IDS = 1_000;

  private final BrazeHttp http;
  private final String partner;
  private final PartnerBody body;
  private final PartnerResponses answers;

  PartnerCohortSender(BrazeHttp http, String partner, PartnerBody body, PartnerResponses answers) {
    this.http = http;
    this.partner = partner;
    this.body = body;
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
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    return http.send(
        client -> client.changeCohort(partner, body.ofChanges(batch)),
        answer -> answers.readChanges(answer, batch.size()));
  }

  @Override
  public boolean renewKey() {
    return body.renewKey();
  }
}

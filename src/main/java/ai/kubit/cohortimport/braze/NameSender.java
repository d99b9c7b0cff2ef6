package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Sends a partner cohort's name with {@code /partners/{partner}/cohorts}. The call is sent like a
 * change, so that the delivery's rate limit and retries apply to it. The member of that change is
 * ignored.
 */
final class NameSender implements BatchSender {
  private final BrazeHttp http;
  private final String partner;
  private final PartnerBody body;
  private final PartnerResponses answers;

  NameSender(BrazeHttp http, String partner, PartnerBody body, PartnerResponses answers) {
    this.http = http;
    this.partner = partner;
    this.body = body;
    this.answers = answers;
  }

  @Override
  public int maxBatchSize() {
    return 1;
  }

  @Override
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    return http.send(
        client -> client.nameCohort(partner, body.ofName()),
        answer -> answers.readName(answer, batch.size()));
  }

  @Override
  public boolean renewKey() {
    return body.renewKey();
  }
}

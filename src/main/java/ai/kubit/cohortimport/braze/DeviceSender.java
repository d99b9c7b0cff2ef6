package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds the anonymous profiles behind device ids, for {@code ATTRIBUTE} mode, which cannot name a
 * device: {@code /users/export/ids}, one device in each request. A question travels as a change
 * does, which gives it the delivery's pace and retries; its result is {@link ChangeResult.Device}.
 */
final class DeviceSender implements BatchSender {
  static final String PATH = "/users/export/ids";

  private final BrazeHttp http;
  private final KeyRing key;
  private final DeviceResponses answers;

  DeviceSender(BrazeHttp http, KeyRing key, DeviceResponses answers) {
    this.http = http;
    this.key = key;
    this.answers = answers;
  }

  @Override
  public int maxBatchSize() {
    return 1;
  }

  @Override
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    byte[] body = DeviceResponses.question(batch.get(0).member());
    return http.send(
        client -> client.export("Bearer " + key.current().reveal(), body), answers::read);
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

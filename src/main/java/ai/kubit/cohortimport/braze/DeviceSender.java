package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Looks up the anonymous profiles of device ids with {@code /users/export/ids}, for {@code
 * ATTRIBUTE} mode: {@code /users/track} takes no device id (<a
 * href="https://www.braze.com/docs/api/objects_filters/user_attributes_object/">Braze, "User
 * attributes object"</a>). Braze allows one device id in each request (<a
 * href="https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier/">Braze,
 * "POST: Export user profile by identifier"</a>). A lookup is sent like a change, so that the
 * delivery's rate limit and retries apply to it. Its result is {@link ChangeResult.Device}.
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

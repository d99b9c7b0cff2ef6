package ai.kubit.cohortimport.braze;

import java.util.concurrent.CompletionStage;

/** Posts to one workspace's Braze. */
interface BrazeHttp {

  /**
   * Sends one request and never fails: trouble is an answer too.
   *
   * @param path from the host's root, without a slash at its end
   * @param authorization the header's value; empty where the body carries the secrets
   * @param body JSON; may hold secrets and is never logged
   */
  CompletionStage<BrazeAnswer> post(String path, String authorization, byte[] body);
}

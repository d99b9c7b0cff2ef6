package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.cohort.CohortKey;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Workers as asynchronous invocations of this very function. */
public final class LambdaWorkers implements Workers {
  private static final Logger LOG = Logger.getLogger(LambdaWorkers.class);

  private final Supplier<LambdaClient> lambda;
  private final Supplier<String> function;

  /**
   * Workers of a function.
   *
   * @param lambda made when the first worker is started, because most sweeps start none
   * @param function its name, with the alias by which it was invoked
   */
  public LambdaWorkers(Supplier<LambdaClient> lambda, Supplier<String> function) {
    this.lambda = lambda;
    this.function = function;
  }

  @Override
  public boolean start(CohortKey first) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("action", "work")
            .put("workspaceId", first.workspaceId())
            .put("cohortId", first.cohortId());
    try {
      lambda
          .get()
          .invoke(
              call ->
                  call.functionName(function.get())
                      .invocationType(InvocationType.EVENT)
                      .payload(SdkBytes.fromUtf8String(event.toString())));
      return true;
    } catch (SdkException e) {
      LOG.warnf("a worker could not be started; the next sweep tries again: %s", e.getMessage());
      return false;
    }
  }
}

package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.HttpAnswer;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's {@code Invoke} for asynchronous invocations: it accepts each and remembers it. */
public final class LambdaStub implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");

  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private final LocalServer server;
  private volatile Consumer<Invocation> delivery = invocation -> {};

  private LambdaStub(Address address) {
    server = LocalServer.start(address, call -> Future.succeededFuture(answer(call)));
  }

  public static LambdaStub start(Address address) {
    return new LambdaStub(address);
  }

  public String url() {
    return server.url();
  }

  /** One invocation: the function's name as in the request, still URL-encoded, and the event. */
  public record Invocation(String function, String payload) {}

  public List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  public void clear() {
    invocations.clear();
  }

  /** Gives each later invocation to this receiver, on a thread of its own. */
  public void deliverTo(Consumer<Invocation> receiver) {
    delivery = receiver;
  }

  private HttpAnswer answer(HttpCall call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches()) {
      return HttpAnswer.json(404, "{\"Type\":\"User\",\"Message\":\"Function not found\"}");
    }
    if (!call.header("X-Amz-Invocation-Type").equals("Event")) {
      return HttpAnswer.json(
          400, "{\"Type\":\"User\",\"Message\":\"locally only asynchronous invocations\"}");
    }
    Invocation invocation = new Invocation(path.group(1), call.text());
    invocations.add(invocation);
    Consumer<Invocation> receiver = delivery;
    Thread thread = new Thread(() -> receiver.accept(invocation), "local-lambda-delivery");
    thread.setDaemon(true);
    thread.start();
    return HttpAnswer.json(202, "");
  }

  @Override
  public void close() {
    server.close();
  }
}

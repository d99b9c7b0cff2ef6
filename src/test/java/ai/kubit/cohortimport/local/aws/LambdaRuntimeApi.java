package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.HttpAnswer;
import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of the Lambda Runtime API, for one or more instances of a custom runtime (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">AWS, "Using the Lambda
 * runtime API"</a>). An instance takes one invocation after another.
 */
public final class LambdaRuntimeApi implements AutoCloseable {
  /** The ARN in every invocation: that of the function's alias. */
  public static final String FUNCTION_ARN =
      "arn:aws:lambda:us-east-1:000000000000:function:kubit-cohort-import:live";

  private static final String BASE = "/2018-06-01/runtime";
  private static final Pattern RESULT =
      Pattern.compile(BASE + "/invocation/([^/]+)/(response|error)");

  private final Deque<Pending> queue = new ArrayDeque<>();
  private final Deque<HttpServerResponse> idle = new ArrayDeque<>();
  private final Map<String, Pending> running = new HashMap<>();
  private final List<String> initErrors = new CopyOnWriteArrayList<>();
  private final LocalServer server;
  private String traceId = "";
  private long firstAskedAt;

  private LambdaRuntimeApi(Address address) {
    server = LocalServer.start(address, new HttpServerOptions(), this::receive);
  }

  public static LambdaRuntimeApi start() {
    return start(Address.free());
  }

  public static LambdaRuntimeApi start(Address address) {
    return new LambdaRuntimeApi(address);
  }

  /** Host and port, for {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return "127.0.0.1:" + server.port();
  }

  /** The variables that Lambda sets for a custom runtime. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_LAMBDA_RUNTIME_API", address(),
        "AWS_LAMBDA_FUNCTION_NAME", "kubit-cohort-import",
        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
        "_HANDLER", "not.used.in.provided.runtime",
        "DISABLE_SIGNAL_HANDLERS", "true");
  }

  /**
   * When the first runtime asked for an event, in nanoseconds of the monotonic clock; 0 before
   * that.
   */
  public synchronized long firstAskedAt() {
    return firstAskedAt;
  }

  /** Sets the trace id of later invocations. At first there is none. */
  public synchronized void traceId(String id) {
    traceId = id;
  }

  /** What runtimes reported when they could not start. */
  public List<String> initErrors() {
    return List.copyOf(initErrors);
  }

  /**
   * The result of an invocation.
   *
   * @param failed whether the body is an error ({@code errorType}, {@code errorMessage})
   */
  public record Answer(String requestId, boolean failed, String body) {}

  /** Invokes with a time limit of 15 minutes, and waits for the answer. */
  public Answer invoke(String event) {
    return invokeAsync(event, Duration.ofMinutes(15)).join();
  }

  /**
   * Queues an invocation. Its future never completes if the runtime dies, because with Lambda, too,
   * a caller hears nothing of a dead sandbox until the time is up.
   *
   * @param timeLimit the time limit, from the moment that an instance takes the invocation
   */
  public synchronized CompletableFuture<Answer> invokeAsync(String event, Duration timeLimit) {
    Pending pending =
        new Pending(
            UUID.randomUUID().toString(), event, timeLimit, traceId, new CompletableFuture<>());
    queue.add(pending);
    match();
    return pending.answer();
  }

  private void receive(HttpServerRequest request) {
    if (request.path().equals(BASE + "/invocation/next")) {
      park(request.response());
    } else {
      request
          .body()
          .onSuccess(body -> answer(request.path(), body.toString()).send(request.response()));
    }
  }

  private synchronized void park(HttpServerResponse instance) {
    firstAskedAt = firstAskedAt == 0 ? System.nanoTime() : firstAskedAt;
    idle.add(instance);
    match();
  }

  /**
   * Gives waiting invocations to waiting instances. An instance that died while it waited gets
   * none.
   */
  private synchronized void match() {
    idle.removeIf(HttpServerResponse::closed);
    while (!idle.isEmpty() && !queue.isEmpty()) {
      hand(queue.remove()).send(idle.remove());
    }
  }

  private synchronized HttpAnswer answer(String path, String body) {
    if (path.equals(BASE + "/init/error")) {
      initErrors.add(body);
      return accepted();
    }
    Matcher result = RESULT.matcher(path);
    if (!result.matches() || !running.containsKey(result.group(1))) {
      return HttpAnswer.json(400, "{\"errorType\":\"InvalidRequestID\"}");
    }
    String id = result.group(1);
    boolean failed = result.group(2).equals("error");
    running.remove(id).answer().complete(new Answer(id, failed, body));
    return accepted();
  }

  private HttpAnswer hand(Pending pending) {
    running.put(pending.id(), pending);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Lambda-Runtime-Aws-Request-Id", pending.id());
    headers.put("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
    headers.put(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(Instant.now().plus(pending.timeLimit()).toEpochMilli()));
    if (!pending.traceId().isEmpty()) {
      headers.put("Lambda-Runtime-Trace-Id", pending.traceId());
    }
    return new HttpAnswer(200, headers, Buffer.buffer(pending.event()));
  }

  private static HttpAnswer accepted() {
    return HttpAnswer.json(202, "{\"status\":\"OK\"}");
  }

  @Override
  public void close() {
    server.close();
  }

  private record Pending(
      String id,
      String event,
      Duration timeLimit,
      String traceId,
      CompletableFuture<Answer> answer) {}
}

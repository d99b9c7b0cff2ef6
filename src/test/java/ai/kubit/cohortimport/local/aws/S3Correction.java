package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.Correction;
import ai.kubit.cohortimport.local.http.HttpAnswer;
import ai.kubit.cohortimport.local.http.HttpCall;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Adds what the S3 server in this process lacks: quoted ETags, {@code If-Match} and {@code
 * If-None-Match}.
 */
final class S3Correction implements Correction {
  private static final Pattern BARE_ETAG = Pattern.compile("<ETag>([^<&\"]+)</ETag>");
  private static final Pattern OBJECT_PATH = Pattern.compile("/[^/]+/.+");

  @Override
  public Future<Optional<HttpAnswer>> instead(
      HttpCall call, Function<HttpCall, Future<MultiMap>> ask) {
    String ifMatch = call.header("If-Match");
    String ifNoneMatch = call.header("If-None-Match");
    if ((ifMatch.isEmpty() && ifNoneMatch.isEmpty()) || !isObject(call)) {
      return Future.succeededFuture(Optional.empty());
    }
    return ask.apply(call).map(head -> judge(call, head, ifMatch, ifNoneMatch));
  }

  private static Optional<HttpAnswer> judge(
      HttpCall call, MultiMap head, String ifMatch, String ifNoneMatch) {
    String etag = head.contains("ETag") ? quoted(head.get("ETag")) : "";
    boolean reading = !call.method().equals("PUT");
    if (reading && etag.isEmpty()) {
      return Optional.empty(); // the backend says NoSuchKey itself
    }
    if (!ifMatch.isEmpty() && !matches(ifMatch, etag)) {
      return Optional.of(
          HttpAnswer.xml(
              412,
              "<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions"
                  + " you specified did not hold</Message></Error>"));
    }
    if (!ifNoneMatch.isEmpty() && matches(ifNoneMatch, etag)) {
      return Optional.of(
          reading
              ? new HttpAnswer(304, Map.of("ETag", etag), Buffer.buffer())
              : HttpAnswer.xml(412, "<Error><Code>PreconditionFailed</Code></Error>"));
    }
    return Optional.empty();
  }

  private static boolean matches(String condition, String etag) {
    return !etag.isEmpty() && (condition.equals("*") || quoted(condition).equals(etag));
  }

  private static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  private static boolean isObject(HttpCall call) {
    return OBJECT_PATH.matcher(call.path()).matches();
  }

  @Override
  public void correct(HttpCall call, MultiMap answerHeaders) {
    if (answerHeaders.contains("ETag")) {
      answerHeaders.set("ETag", quoted(answerHeaders.get("ETag")));
    }
  }

  @Override
  public boolean correctsBody(HttpCall call) {
    return call.method().equals("GET") && !isObject(call);
  }

  @Override
  public String correct(String body) {
    return BARE_ETAG.matcher(body).replaceAll("<ETag>&quot;$1&quot;</ETag>");
  }
}

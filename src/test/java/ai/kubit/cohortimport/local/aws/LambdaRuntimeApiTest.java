package ai.kubit.cohortimport.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LambdaRuntimeApiTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LambdaRuntimeApi api = LambdaRuntimeApi.start();

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime" + path));
  }

  private HttpResponse<String> next() throws IOException, InterruptedException {
    return CLIENT.send(at("/invocation/next").build(), BodyHandlers.ofString());
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request = at(path).POST(BodyPublishers.ofString(body)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue("Lambda-Runtime-" + name).orElse("");
  }

  @Test
  void anInvocationIsHandedOutAndAnswered() throws Exception {
    api.traceId("Root=1-2-3");
    var answer = api.invokeAsync("{\"action\":\"sweep\"}", Duration.ofMinutes(1));
    HttpResponse<String> taken = next();
    assertThat(taken.body()).isEqualTo("{\"action\":\"sweep\"}");
    assertThat(header(taken, "Trace-Id")).isEqualTo("Root=1-2-3");
    assertThat(header(taken, "Invoked-Function-Arn")).contains(":function:");
    assertThat(Instant.ofEpochMilli(Long.parseLong(header(taken, "Deadline-Ms"))))
        .isBetween(Instant.now().plusSeconds(40), Instant.now().plusSeconds(60));
    String id = header(taken, "Aws-Request-Id");
    assertThat(post("/invocation/" + id + "/response", "{\"status\":\"OK\"}")).isEqualTo(202);
    assertThat(answer.join())
        .isEqualTo(new LambdaRuntimeApi.Answer(id, false, "{\"status\":\"OK\"}"));
    assertThat(post("/invocation/" + id + "/response", "again")).isEqualTo(400);
  }

  @Test
  void aWaitingInstanceGetsTheNextInvocationAndMayFail() throws Exception {
    var waiting = CLIENT.sendAsync(at("/invocation/next").build(), BodyHandlers.ofString());
    var answer = api.invokeAsync("{}", Duration.ofMinutes(1));
    String id = header(waiting.join(), "Aws-Request-Id");
    post("/invocation/" + id + "/error", "{\"errorType\":\"X\"}");
    assertThat(answer.join().failed()).isTrue();
  }

  @Test
  void aRuntimeThatCannotStartSaysSo() throws Exception {
    assertThat(post("/init/error", "{\"errorType\":\"Init\"}")).isEqualTo(202);
    assertThat(api.initErrors()).containsExactly("{\"errorType\":\"Init\"}");
  }
}

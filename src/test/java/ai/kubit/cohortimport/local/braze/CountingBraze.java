package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/**
 * The part of Braze that a benchmark needs, made fast: {@code /users/track} for users with numbered
 * external ids. For each user it stores one bit, whether the attribute holds the value. So it knows
 * of each change whether it was needed.
 */
public final class CountingBraze implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SUFFIX = 9;

  /**
   * The settings.
   *
   * @param latency how much later each answer comes
   * @param requestsPerSecond how many requests a second are allowed, counted in windows of three
   *     seconds; 0 for no limit
   */
  public record Settings(boolean tls, Duration latency, int requestsPerSecond) {}

  /**
   * Counts what came in.
   *
   * @param requests requests that were accepted
   * @param objects objects in them
   * @param needless changes that changed nothing
   * @param wrong objects that break a rule: with more than one change, or that would create a user
   * @param limited requests refused with 429
   * @param firstNanos when the first request came
   * @param lastNanos when the last one came
   */
  public record Tally(
      long requests,
      long objects,
      long needless,
      long wrong,
      long limited,
      long firstNanos,
      long lastNanos) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);
  }

  private final Settings settings;
  private final LocalServer server;
  private final BitSet holders = new BitSet();
  private final RateWindow window = new RateWindow();
  private final BrazeLimits.Rate rate;
  private Tally tally = Tally.NONE;

  private CountingBraze(Settings settings) {
    this.settings = settings;
    int perWindow =
        settings.requestsPerSecond() == 0 ? Integer.MAX_VALUE : 3 * settings.requestsPerSecond();
    rate = new BrazeLimits.Rate(perWindow, Duration.ofSeconds(3), RateHeaders.EPOCH_RESET);
    server = LocalServer.start(Address.free(), options(settings.tls()), this::receive);
  }

  public static CountingBraze start(Settings settings) {
    return new CountingBraze(settings);
  }

  /** The external id of a user with this number. */
  public static String id(int number) {
    return "user-" + (100_000_000 + number);
  }

  private static HttpServerOptions options(boolean tls) {
    HttpServerOptions options = new HttpServerOptions();
    if (!tls) {
      return options;
    }
    TlsIdentity identity = TlsIdentity.shared();
    return options
        .setSsl(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setKeyCertOptions(
            new PfxOptions()
                .setPath(identity.keyStore().toString())
                .setPassword(identity.password()));
  }

  public String url() {
    return server.url();
  }

  public Optional<Path> caFile() {
    return settings.tls() ? Optional.of(TlsIdentity.shared().certificate()) : Optional.empty();
  }

  /** The counts since the last call. */
  public synchronized Tally takeTally() {
    Tally taken = tally;
    tally = Tally.NONE;
    return taken;
  }

  /** Whether exactly the users with these numbers hold the value. */
  public synchronized boolean holdersAre(int from, int to) {
    return holders.cardinality() == to - from && holders.nextClearBit(from) == to;
  }

  private void receive(HttpServerRequest request) {
    request.bodyHandler(body -> answer(request, body));
  }

  private synchronized void answer(HttpServerRequest request, Buffer body) {
    long now = System.nanoTime();
    window.take(rate, now);
    window.headers(now).forEach(request.response()::putHeader);
    request.response().putHeader("Content-Type", "application/json");
    if (window.refused()) {
      tally =
          new Tally(
              tally.requests,
              tally.objects,
              tally.needless,
              tally.wrong,
              tally.limited + 1,
              tally.firstNanos,
              tally.lastNanos);
      send(request, 429, "{\"message\":\"You are being rate limited\"}");
      return;
    }
    int objects = apply(body, now);
    send(request, 201, "{\"attributes_processed\":" + objects + ",\"message\":\"success\"}");
  }

  private void send(HttpServerRequest request, int status, String text) {
    request.response().setStatusCode(status);
    if (settings.latency().isZero()) {
      request.response().end(text);
    } else {
      LocalServer.vertx()
          .setTimer(settings.latency().toMillis(), ignored -> request.response().end(text));
    }
  }

  private int apply(Buffer body, long now) {
    Reading reading = new Reading();
    try (JsonParser json = JSON.createParser(body.getBytes())) {
      reading.read(json);
    } catch (IOException e) {
      reading.wrong++;
    }
    tally =
        new Tally(
            tally.requests + 1,
            tally.objects + reading.objects,
            tally.needless + reading.needless,
            tally.wrong + reading.wrong,
            tally.limited,
            tally.requests == 0 ? now : tally.firstNanos,
            now);
    return reading.objects;
  }

  /** Reads one body. An object is applied when it ends. */
  private final class Reading {
    private int objects;
    private int needless;
    private int wrong;
    private String id;
    private boolean updateOnly;
    private int adds;
    private int removes;

    void read(JsonParser json) throws IOException {
      int depth = 0;
      String field = "";
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case START_OBJECT -> depth++;
          case END_OBJECT -> {
            if (--depth == 1) {
              take();
            }
          }
          case FIELD_NAME -> field = json.getText();
          case VALUE_TRUE -> updateOnly |= field.equals("_update_existing_only");
          case VALUE_STRING -> text(field, json);
          default -> {}
        }
      }
    }

    private void text(String field, JsonParser json) throws IOException {
      switch (field) {
        case "external_id" -> id = json.getText();
        case "add" -> adds++;
        case "remove" -> removes++;
        default -> {}
      }
    }

    private void take() {
      objects++;
      if (id == null || !updateOnly || adds + removes != 1) {
        wrong++;
      } else {
        int number = Integer.parseInt(id, id.length() - SUFFIX, id.length(), 10) - 100_000_000;
        needless += holders.get(number) == (adds == 1) ? 1 : 0;
        holders.set(number, adds == 1);
      }
      id = null;
      updateOnly = false;
      adds = 0;
      removes = 0;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

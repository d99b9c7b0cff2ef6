package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Braze over HTTP or HTTPS. It gives the right answers, from {@link BrazeState}, and wrong ones by
 * script. It accepts {@value #LOCAL_KEY} as REST key, partner key and data import key, until {@link
 * #acceptOnly} is called.
 */
public final class BrazeSimulator implements AutoCloseable {
  /** The key that every local run uses. */
  public static final String LOCAL_KEY = "local-braze-key";

  private final BrazeState state;
  private final RequestLog log = new RequestLog();
  private final FaultPlan faults = new FaultPlan();
  private final BrazeEndpoints endpoints;
  private final SimulatorControl control;
  private final Duration latency;
  private final TlsIdentity tls;
  private final LocalServer server;

  private BrazeSimulator(Address address, Settings settings) {
    state = settings.state();
    latency = settings.latency();
    tls = settings.tls() ? TlsIdentity.shared() : null;
    endpoints = new BrazeEndpoints(state, log);
    endpoints.acceptOnly(Set.of(LOCAL_KEY));
    control = new SimulatorControl(state, log);
    server = LocalServer.start(address, options(tls), this::receive);
  }

  /**
   * The settings of a simulator.
   *
   * @param latency how long each right answer takes at least
   */
  public record Settings(BrazeState state, boolean tls, Duration latency) {
    public static Settings plain() {
      return new Settings(new BrazeState(), false, Duration.ZERO);
    }

    public Settings withTls() {
      return new Settings(state, true, latency);
    }

    public Settings withState(BrazeState other) {
      return new Settings(other, tls, latency);
    }

    public Settings withLatency(Duration other) {
      return new Settings(state, tls, other);
    }
  }

  public static BrazeSimulator start() {
    return start(Address.free(), Settings.plain());
  }

  public static BrazeSimulator start(Address address, Settings settings) {
    return new BrazeSimulator(address, settings);
  }

  private static HttpServerOptions options(TlsIdentity tls) {
    HttpServerOptions options = new HttpServerOptions();
    if (tls == null) {
      return options;
    }
    return options
        .setSsl(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setKeyCertOptions(
            new PfxOptions().setPath(tls.keyStore().toString()).setPassword(tls.password()));
  }

  /** The URL, for {@code KUBIT_BRAZE_URL}. */
  public String url() {
    return server.url();
  }

  public int port() {
    return server.port();
  }

  /** The certificate as PEM for {@code KUBIT_BRAZE_CA_FILE}; empty without TLS. */
  public Optional<Path> caFile() {
    return Optional.ofNullable(tls).map(TlsIdentity::certificate);
  }

  public BrazeState state() {
    return state;
  }

  public RequestLog log() {
    return log;
  }

  public FaultPlan faults() {
    return faults;
  }

  /** Sets the limits, from the next request on. */
  public void limits(BrazeLimits limits) {
    endpoints.limits(limits);
  }

  /** Sets the rate limit of {@code /users/export/ids}, which is separate. */
  public void exportRate(BrazeLimits.Rate rate) {
    endpoints.exportRate(rate);
  }

  /** Accepts only these keys from now on, as after a rotation of keys. */
  public void acceptOnly(String... keys) {
    endpoints.acceptOnly(Set.of(keys));
  }

  private void receive(HttpServerRequest request) {
    if (request.path().startsWith(SimulatorControl.PREFIX)) {
      control.answer(request);
      return;
    }
    long number = log.arrived(request.path(), System.nanoTime());
    Exchange exchange = new Exchange(request, log);
    if (faults.breaksAtHeaders(read(request, number, Buffer.buffer()))) {
      exchange.reset();
      return;
    }
    request.bodyHandler(body -> respond(exchange, read(request, number, body)));
  }

  private BrazeRequest read(HttpServerRequest request, long number, Buffer body) {
    return new BrazeRequest(
        number,
        request.method().name(),
        request.path(),
        header(request, "Authorization"),
        header(request, "Content-Type"),
        body);
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  private void respond(Exchange exchange, BrazeRequest request) {
    log.read(request.body().length());
    Optional<Fault> fault = faults.next(request);
    if (fault.isPresent()) {
      strike(fault.get(), exchange, request);
    } else if (latency.isZero()) {
      exchange.send(apply(request));
    } else {
      exchange.sendAfter(latency, apply(request));
    }
  }

  private BrazeResponse apply(BrazeRequest request) {
    return request.body().length() > endpoints.maxBody()
        ? BrazeResponse.message(413, "Request entity too large")
        : endpoints.answer(request);
  }

  private void strike(Fault fault, Exchange exchange, BrazeRequest request) {
    if (fault instanceof Fault.Answer answer) {
      if (answer.applied()) {
        apply(request);
      }
      exchange.send(
          new BrazeResponse(answer.status(), answer.headers(), Buffer.buffer(answer.body())));
    } else if (fault instanceof Fault.Delay late) {
      vertx().setTimer(late.delay().toMillis(), ignored -> exchange.send(apply(request)));
    } else if (fault instanceof Fault.Drip drip) {
      exchange.drip(apply(request), drip.interval());
    } else if (fault instanceof Fault.Cut cut) {
      exchange.cut(apply(request), cut.bytes());
    } else if (fault instanceof Fault.Break broken) {
      if (broken.moment() == Fault.Moment.AFTER_APPLYING) {
        apply(request);
      }
      exchange.reset();
    } else if (fault instanceof Fault.Hold hold) {
      hold(hold, exchange, request);
    }
  }

  private void hold(Fault.Hold hold, Exchange exchange, BrazeRequest request) {
    BrazeResponse early = hold.applied() ? apply(request) : null;
    hold.stall()
        .hold(
            vertx().getOrCreateContext(),
            () -> exchange.send(early == null ? apply(request) : early));
  }

  private static Vertx vertx() {
    return LocalServer.vertx();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Runs the simulator as its own process: see {@link SimulatorArguments#HELP}. */
  public static void main(String[] args) throws InterruptedException {
    SimulatorArguments.of(args).run();
  }
}

package ai.kubit.cohortimport.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Chromium with one page. Found as {@code chromium}, or where the system property {@code
 * chromium} says.
 */
final class Browser implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

  /** How a page is looked at. */
  enum Scheme {
    LIGHT,
    DARK
  }

  private final Process process;
  private final DevTools tools;
  private final String session;

  private Browser(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
    String target =
        tools
            .send("", "Target.createTarget", DevTools.parameters().put("url", "about:blank"))
            .path("targetId")
            .asText();
    this.session =
        tools
            .send(
                "",
                "Target.attachToTarget",
                DevTools.parameters().put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    List.of("Page", "Runtime", "Log", "Network", "DOM", "Accessibility")
        .forEach(domain -> send(domain + ".enable", DevTools.parameters()));
  }

  static Browser start(Path profile) throws IOException {
    Files.createDirectories(profile);
    Process process =
        new ProcessBuilder(
                System.getProperty("chromium", "chromium"),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile.toAbsolutePath())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Browser(process, DevTools.at(address(process)));
  }

  private static URI address(Process process) throws IOException {
    List<String> said = new ArrayList<>();
    BufferedReader reader = process.errorReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.add(line);
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        drain(reader);
        return URI.create(matcher.group(1));
      }
    }
    throw new IOException("chromium did not start: " + said);
  }

  /** A full pipe would stop the browser. */
  private static void drain(BufferedReader reader) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (reader.readLine() != null) {
                  Thread.onSpinWait();
                }
              } catch (IOException closed) {
                Thread.currentThread().interrupt();
              }
            },
            "chromium-stderr");
    drain.setDaemon(true);
    drain.start();
  }

  private JsonNode send(String method, ObjectNode parameters) {
    return tools.send(session, method, parameters);
  }

  /** Opens a file as a page of this width, and waits until it is there. */
  void open(Path file, int width, Scheme scheme) {
    send(
        "Emulation.setDeviceMetricsOverride",
        DevTools.parameters()
            .put("width", width)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
    ObjectNode media = DevTools.parameters();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", scheme == Scheme.DARK ? "dark" : "light");
    send("Emulation.setEmulatedMedia", media);
    tools.forgetEvents();
    send("Page.navigate", DevTools.parameters().put("url", file.toUri().toString()));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (tools.events("Page.loadEventFired").isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(file + " was not loaded");
      }
      Thread.onSpinWait();
    }
  }

  /** The value of an expression; a script that throws fails the test. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            DevTools.parameters()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** The texts of an array that an expression gives. */
  List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    evaluate(expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  void press(String key, int code) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event =
          DevTools.parameters()
              .put("type", type)
              .put("key", key)
              .put("code", key)
              .put("windowsVirtualKeyCode", code);
      if (key.equals("Enter") && type.equals("keyDown")) {
        event.put("text", "\r");
      }
      send("Input.dispatchKeyEvent", event);
    }
  }

  void tab() {
    press("Tab", 9);
  }

  /** Roles and names as a screen reader gets them, {@code role: name}. */
  List<String> accessible() {
    List<String> nodes = new ArrayList<>();
    for (JsonNode node : send("Accessibility.getFullAXTree", DevTools.parameters()).path("nodes")) {
      if (!node.path("ignored").asBoolean()) {
        nodes.add(
            node.path("role").path("value").asText()
                + ": "
                + node.path("name").path("value").asText());
      }
    }
    return nodes;
  }

  /** What the page complained about. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (String event :
        List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")) {
      tools.events(event).forEach(found -> complaints.add(found.toString()));
    }
    return complaints;
  }

  /** Every address that the page asked for. */
  List<String> requests() {
    return tools.events("Network.requestWillBeSent").stream()
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  /** The whole page as a picture. */
  void screenshot(Path file) throws IOException {
    JsonNode size = evaluate("({w: innerWidth, h: document.documentElement.scrollHeight})");
    ObjectNode parameters = DevTools.parameters().put("captureBeyondViewport", true);
    parameters
        .putObject("clip")
        .put("x", 0)
        .put("y", 0)
        .put("width", size.path("w").asInt())
        .put("height", Math.min(size.path("h").asInt(), 8_000))
        .put("scale", 1);
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        Base64.getDecoder()
            .decode(send("Page.captureScreenshot", parameters).path("data").asText()));
  }

  @Override
  public void close() {
    tools.close();
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

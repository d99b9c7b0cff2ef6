package ai.kubit.cohortimport.browser;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.browser.Browser.Scheme;
import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The history page that the packaged program writes, in a real browser. Pictures of it are left in
 * {@code target/browser}, to be looked at.
 */
class ReportBrowserIT {
  private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
  private static final Path PAGE = FOLDER.resolve("report.html");
  private static final String WORKSPACE = "shown";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Would run a script, or break out of its place, wherever a name is taken for markup. */
  private static final String HOSTILE =
      "</script></title><img src=x onerror=window.hacked=1><script>window.hacked=1</script>\"'";

  private static final String LONG = "Käufer" + "innenundkäufer".repeat(12);

  private static LocalCloud cloud;
  private static Browser browser;

  @BeforeAll
  static void writeThePage() throws IOException {
    Files.createDirectories(FOLDER);
    cloud = LocalCloud.start();
    TestCohort daily = new TestCohort(cloud, WORKSPACE, "spring-buyers");
    run(0, daily.putWorkspace());
    schedule("spring-buyers", "Spring buyers", "{\"type\":\"DAILY\",\"timeOfDay\":\"09:00\"}");
    schedule(
        "hostile",
        HOSTILE,
        "{\"type\":\"WEEKLY\",\"daysOfWeek\":[\"MONDAY\",\"THURSDAY\"],\"timeOfDay\":\"00:30\"}");
    schedule("long-name", LONG, "{\"type\":\"MONTHLY\",\"dayOfMonth\":31,\"timeOfDay\":\"23:59\"}");
    schedule("paused", "Paused one", "{\"type\":\"DAILY\",\"timeOfDay\":\"06:15\"}");
    run(0, daily.event("pause-schedule", "").replace("spring-buyers", "paused"));
    daily.createInBraze(daily.members(1, 50));
    daily.export(daily.members(1, 50));
    run(0, daily.event("import-now", "\"requestedBy\":\"<b>ann</b>\",\"wait\":true"));
    growHistory(daily, 60);
    interrupt(daily);
    start(0, "report", WORKSPACE, "--out", PAGE.toString());
    browser = Browser.start(FOLDER.resolve("profile"));
  }

  private static void schedule(String id, String name, String cadence) {
    String event =
        """
        {"action": "put-schedule", "schedule": {"workspaceId": "%s", "cohortId": "%s",
          "cohortName": "%s", "cadence": %s, "timeZone": "America/New_York",
          "recipients": ["ann@kubit.example"]}}
        """
            .formatted(WORKSPACE, id, name.replace("\"", "\\\""), cadence);
    run(0, event);
  }

  private static void run(int exit, String event) {
    try (Program program =
        new Program.Launch(cloud.environment()).stdin(event).start("--event", "-")) {
      assertThat(program.waitFor(PATIENCE)).as(program.output()).isEqualTo(exit);
    }
  }

  private static Program start(int exit, String... arguments) {
    try (Program program = Program.start(cloud.environment(), arguments)) {
      assertThat(program.waitFor(PATIENCE)).as(program.output()).isEqualTo(exit);
      return program;
    }
  }

  /** The one real line of history again for the days before, with other endings and sizes. */
  private static void growHistory(TestCohort cohort, int days) {
    List<String> endings =
        List.of(
            "COMPLETED",
            "COMPLETED",
            "COMPLETED",
            "COMPLETED_WITH_ERRORS ROWS_REJECTED",
            "REFUSED GUARD_REMOVALS",
            "FAILED EXPORT_MISSING",
            "CANCELLED STOPPED");
    JsonNode real = cohort.onlyExecution();
    for (int day = 1; day <= days; day++) {
      ObjectNode line = real.deepCopy();
      String[] ending = endings.get(day % endings.size()).split(" ", 2);
      String at = Instant.now().minus(Duration.ofDays(day)).truncatedTo(ChronoUnit.SECONDS) + "";
      line.put("executionId", "s-" + at.replaceAll("[-:]", "") + "-r1");
      line.put("startedAt", at).put("finishedAt", at).put("trigger", "SCHEDULED");
      line.put("scheduledTime", at).put("outcome", ending[0]);
      if (ending.length > 1) {
        line.put("reason", ending[1]);
      }
      ((ObjectNode) line.get("counts"))
          .put("usersImported", 1_234_567 - 15_000L * day + 90_000L * (day % 5))
          .put("dataPoints", 10_000 + day);
      put(LocalCloud.TABLES.executions(), line);
    }
  }

  /** An import that Braze has asked to wait. */
  private static void interrupt(TestCohort cohort) {
    ObjectNode line = cohort.history().get(0).deepCopy();
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    line.put("executionId", "m-interrupted").put("startedAt", now).put("state", "INTERRUPTED");
    line.remove(List.of("outcome", "reason", "message", "finishedAt"));
    put(LocalCloud.TABLES.executions(), line);
    ObjectNode entry = (ObjectNode) cohort.entry();
    entry
        .putObject("active")
        .put("executionId", "m-interrupted")
        .put("state", "INTERRUPTED")
        .put("since", now)
        .put("startedAt", now)
        .put("owner", "")
        .put("resumeAt", "2030-01-01T10:00:00Z")
        .put("leg", 1)
        .put("legsWithoutProgress", 0)
        .put("waitedForBraze", true)
        .put("stopRequested", false)
        .put("waitsBecause", "Braze asked not to be called before then");
    put(LocalCloud.TABLES.schedules(), entry);
  }

  private static void put(String table, JsonNode item) {
    cloud.dynamo().putItem(put -> put.tableName(table).item(DynamoJson.toItem((ObjectNode) item)));
  }

  @AfterAll
  static void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
    cloud.close();
  }

  @Test
  void theProgramSaysWhereItWroteThePage() {
    Program program = start(0, "report", WORKSPACE, "--out", PAGE.toString());

    assertThat(program.output()).contains(PAGE.toString(), "\"cohorts\" : 4", "\"imports\" : 62");
  }

  @Test
  void itLoadsNothingAndComplainsOfNothing() {
    browser.open(PAGE, 1280, Scheme.LIGHT);

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).containsExactly(PAGE.toUri().toString());
    assertThat(browser.evaluate("document.scripts.length + document.images.length").asInt())
        .isZero();
  }

  @Test
  void namesAreTextWhateverTheyHold() {
    browser.open(PAGE, 1280, Scheme.LIGHT);

    assertThat(browser.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
    assertThat(browser.texts("[...document.querySelectorAll('h2')].map(h => h.textContent)"))
        .contains(HOSTILE, LONG, "Spring buyers");
    assertThat(browser.evaluate("document.querySelectorAll('b').length").asInt()).isZero();
  }

  @Test
  void itSaysSizeOverTimeAndDataPointsAndWhatAnImportWaitsFor() {
    browser.open(PAGE, 1280, Scheme.LIGHT);
    String text = browser.evaluate("document.body.innerText").asText();

    assertThat(text)
        .contains("Data points", "Size over time", "Every week on Monday and Thursday at 12:30 AM")
        .contains("waits for Braze; goes on at Jan 1, 2030, 5:00 AM")
        .contains("Paused");
    assertThat(browser.evaluate("document.querySelectorAll('svg circle').length").asInt())
        .isGreaterThan(50);
  }

  // Screen reader and keyboard

  @Test
  void aScreenReaderFindsLandmarksHeadingsAndLabelledTables() {
    browser.open(PAGE, 1280, Scheme.LIGHT);
    List<String> nodes = browser.accessible();

    assertThat(nodes).filteredOn(node -> node.startsWith("main:")).hasSize(1);
    assertThat(nodes).filteredOn(node -> node.startsWith("banner:")).hasSize(1);
    assertThat(nodes).contains("navigation: Cohorts");
    for (String role : List.of("region", "table", "image", "columnheader", "rowheader", "link")) {
      assertThat(nodes)
          .filteredOn(node -> node.startsWith(role + ":"))
          .as(role)
          .isNotEmpty()
          .noneMatch(node -> node.equals(role + ": "));
    }
    assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    assertThat(browser.texts("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName)"))
        .startsWith("H1", "H2")
        .noneMatch("H4"::equals);
    assertThat(
            browser.texts(
                "[...document.querySelectorAll('table')].filter(t => !t.caption ||"
                    + " [...t.tBodies[0].rows].some(r => r.cells[0].scope !== 'row') ||"
                    + " [...t.tHead.rows[0].cells].some(c => c.scope !== 'col'))"
                    + ".map(t => t.textContent.substring(0, 40))"))
        .isEmpty();
  }

  @Test
  void theKeyboardReachesEverythingAndShowsWhereItIs() {
    browser.open(PAGE, 390, Scheme.LIGHT);

    browser.tab();
    assertThat(focus("textContent")).isEqualTo("Skip to the cohorts");
    assertThat(browser.evaluate("document.activeElement.getBoundingClientRect().left").asInt())
        .isNotNegative();
    browser.press("Enter", 13);
    browser.tab();
    assertThat(focus("className")).isEqualTo("scroll");

    browser.open(PAGE, 390, Scheme.LIGHT);
    int stops = browser.evaluate("document.querySelectorAll('a, .scroll').length").asInt();
    for (int stop = 0; stop < stops; stop++) {
      browser.tab();
      assertThat(focus("tagName")).isIn("A", "DIV");
      assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle").asText())
          .isNotEqualTo("none");
    }
    browser.tab();
    assertThat(focus("tagName")).isEqualTo("BODY");
  }

  @Test
  void aTableThatIsTooWideScrollsByKeyboard() {
    browser.open(PAGE, 700, Scheme.LIGHT);
    browser.evaluate("document.querySelector('.scroll').focus()");

    for (int i = 0; i < 5; i++) {
      browser.press("ArrowRight", 39);
    }

    assertThat(
            browser
                .evaluate(
                    "new Promise(r => setTimeout(() =>"
                        + " r(document.querySelector('.scroll').scrollLeft), 800))")
                .asInt())
        .isPositive();
  }

  private static String focus(String property) {
    return browser.evaluate("document.activeElement." + property).asText();
  }

  // Looks

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void everyTextCanBeRead(Scheme scheme) {
    browser.open(PAGE, 1280, scheme);

    assertThat(Looks.withoutContrast(browser)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"320", "390", "768", "1280"})
  void nothingIsWiderThanTheWindow(int width) {
    browser.open(PAGE, width, Scheme.LIGHT);

    assertThat(Looks.overflow(browser)).isZero();
    assertThat(Looks.cutOff(browser)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
  void aPictureIsKept(int width, Scheme scheme) throws IOException {
    browser.open(PAGE, width, scheme);
    Path picture = FOLDER.resolve("report-%d-%s.png".formatted(width, scheme));

    browser.screenshot(picture);

    assertThat(Files.size(picture)).isGreaterThan(10_000);
  }

  /** The looks are measured, so the measure is, too: it finds a text that nobody can read. */
  @Test
  void theMeasureOfContrastBites() {
    browser.open(PAGE, 1280, Scheme.LIGHT);
    browser.evaluate("document.querySelector('h1').style.color = '#dddddd'");

    assertThat(Looks.withoutContrast(browser))
        .hasSize(1)
        .allMatch(found -> found.contains("Cohort"));
  }

  @Test
  void aPageOfAnEmptyWorkspaceSaysSo() throws IOException {
    run(0, new TestCohort(cloud, "nobody", "x").putWorkspace());
    Path page = FOLDER.resolve("empty.html");
    start(0, "report", "nobody", "--out", page.toString());

    browser.open(page, 390, Scheme.LIGHT);

    assertThat(browser.evaluate("document.body.innerText").asText())
        .contains("no cohort with an import schedule");
    assertThat(Files.readString(page))
        .doesNotContainPattern(Pattern.compile("https?://(?!www.w3)"));
  }

  @Test
  void whatCannotBeWrittenIsSaid() {
    Map<String, String> here = cloud.environment();
    try (Program program = Program.start(here, "report", "unheard-of", "--out", "x.html")) {
      assertThat(program.waitFor(PATIENCE)).isEqualTo(8);
      assertThat(program.output()).contains("There is no workspace unheard-of");
    }
    try (Program program =
        Program.start(here, "report", WORKSPACE, "--out", "/no/such/folder/x.html")) {
      assertThat(program.waitFor(PATIENCE)).isEqualTo(2);
      assertThat(program.output()).contains("--out", "there is no such folder");
    }
  }
}

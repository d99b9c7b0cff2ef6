package ai.kubit.cohortimport.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.mail.MailGallery;
import ai.kubit.cohortimport.mail.Samples;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class HistoryPageTest {
  private static final Ended IMPORTED = new Ended(Outcome.COMPLETED, Optional.empty());
  private static final Pattern EXTERNAL =
      Pattern.compile(
          "<(script|img|link|iframe|form) |src=|@import|url\\(|https?://(?!www.w3.org)");

  private final HistoryPage page = new HistoryPage();

  @Test
  void everyCohortShowsItsScheduleAndItsImports() throws IOException {
    String html = html(sample());

    assertThat(html)
        .contains(
            "<title>Cohort imports of acme</title>", ">As of Nov 22, 2026, 10:00 AM UTC</time>")
        .contains("<a href=\"#cohort-spring-buyers\">Spring buyers</a>")
        .contains("Every day at 9:00 AM, Europe/Berlin", "Nov 23, 2026, 9:00 AM</time>; <time")
        .contains("Imported with problems</span><br>some rows were rejected")
        .contains("Failed</span><br>Braze does not accept the API key");
  }

  @Test
  void theDataPointsOfAllImportsAreSummed() throws IOException {
    CohortHistory one = cohort("Spring buyers", executions(IMPORTED, IMPORTED));

    assertThat(html(one))
        .contains("<dt>Data points spent by them (estimate)</dt><dd>2,482</dd>")
        .contains("<dt>Data points of these imports (estimate)</dt><dd>2,482</dd>");
  }

  @Test
  void theNewestImportComesFirst() throws IOException {
    String html = html(cohort("Spring buyers", executions(IMPORTED, IMPORTED)));

    assertThat(html.indexOf("Nov 22, 2026, 9:00 AM</time><span"))
        .isLessThan(html.indexOf("Nov 21, 2026, 9:00 AM</time><span"))
        .isPositive();
  }

  @Test
  void theCurveIsAlsoSaidInWords() throws IOException {
    String html = html(sample());

    assertThat(html)
        .contains("role=\"img\" aria-labelledby=\"curve-cohort-spring-buyers\"")
        .contains(
            "from Nov 16, 2026, 9:01 AM: 12,312 to Nov 22, 2026, 9:01 AM: 12,312; least 11,108");
  }

  /** A cohort's own id may be another one's with such an end. */
  @Test
  void whatLabelsACohortCannotBeAnotherCohort() throws IOException {
    assertThat(all(html(sample()), " id=\"([^\"]+)\""))
        .filteredOn(id -> id.contains("spring-buyers"))
        .contains("name-cohort-spring-buyers", "imports-cohort-spring-buyers")
        .filteredOn(id -> id.startsWith("cohort-"))
        .containsExactly("cohort-spring-buyers");
  }

  @Test
  void aSingleImportHasNoCurve() throws IOException {
    assertThat(html(cohort("Spring buyers", executions(IMPORTED)))).doesNotContain("<svg");
  }

  @Test
  void anImportUnderWayIsShownAsSuch() throws IOException {
    ImportExecution running = Samples.of(IMPORTED).in(State.RUNNING).counting(Counts.NONE).build();

    assertThat(html(cohort("Spring buyers", List.of(running)))).contains("■ </span>Running<");
  }

  @Test
  void theLargestPageIsWrittenToItsEnd() {
    ImportExecution done = Samples.execution(IMPORTED);
    List<ImportExecution> most = Collections.nCopies(WorkspaceReport.MOST_OF_A_COHORT, done);
    int cohorts = WorkspaceReport.MOST_EXECUTIONS / WorkspaceReport.MOST_OF_A_COHORT;

    String html =
        page.render(
            new HistoryPageFacts(
                "acme",
                Samples.NOW,
                MailLocale.ENGLISH,
                Collections.nCopies(cohorts, cohort("Spring buyers", most))));

    assertThat(html).endsWith("</html>\n").hasSizeLessThan(40_000_000);
    assertThat(count(html, "scope=\"row\"")).isEqualTo(WorkspaceReport.MOST_EXECUTIONS);
  }

  @Test
  void aWorkspaceWithoutCohortsSaysSo() {
    String html =
        page.render(new HistoryPageFacts("acme", Samples.NOW, MailLocale.ENGLISH, List.of()));

    assertThat(html).contains("This workspace has no cohort with an import schedule.");
  }

  @Test
  void textOfOthersCannotBecomeMarkup() throws IOException {
    ImportExecution manual = Samples.of(IMPORTED).askedForBy("<i>Anna", Samples.NOW).build();

    assertThat(html(cohort("<script>\u202E & \"x\"", List.of(manual))))
        .contains(
            "&lt;script&gt; &amp; &quot;x&quot;", "<td role=\"cell\" class=\"by\">&lt;i&gt;Anna")
        .doesNotContain("<script", "<i>", "\u202E");
  }

  @Test
  void aDrainIsAskedForByAPersonWithoutAName() throws IOException {
    ImportExecution drain = Samples.of(IMPORTED).askedForBy("", Samples.NOW).build();

    assertThat(html(cohort("Spring buyers", List.of(drain))))
        .contains("class=\"by\">A person</td>");
  }

  @Test
  void thePageNeedsNothingButItself() throws IOException {
    assertThat(EXTERNAL.matcher(html(sample())).find()).isFalse();
  }

  @Test
  void everyTableIsLabelledAndEveryReferenceHasItsTarget() throws IOException {
    String html = html(sample());

    assertThat(count(html, "<table")).isEqualTo(count(html, "<caption")).isPositive();
    assertThat(count(html, "scope=\"row\"")).isEqualTo(7);
    assertThat(html).contains("class=\"skip\" href=\"#cohorts\"").contains("<html lang=\"en\">");
    List<String> ids = all(html, " id=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(all(html, "href=\"#([^\"]+)\""));
    for (String references : all(html, "aria-labelledby=\"([^\"]+)\"")) {
      assertThat(ids).contains(references.split(" ", -1));
    }
  }

  /** A heading "In Braze" over members that Braze accepted said more than is known. */
  @Test
  void nothingIsSaidToBeInBrazeThatBrazeMerelyAccepted() throws IOException {
    assertThat(html(sample()))
        .doesNotContain("In Braze")
        .contains(">Accepted by Braze</th>", "data-label=\"Accepted by Braze\"")
        .contains("Braze also accepts users it does not know");
  }

  @ParameterizedTest
  @EnumSource(value = MailLocale.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void thePageIsInTheReadersLanguage(MailLocale locale) throws IOException {
    String english = html(sample());
    String translated = html(locale, sample());

    assertThat(translated).contains("<html lang=\"" + locale.tag() + "\">");
    for (String pattern :
        List.of(
            "<h1>([^<]+)<",
            "<h2>([^<]+)<",
            "<h3[^>]*>([^<]+)<",
            "<dt>([^<]+)<",
            "scope=\"col\"[^>]*>([^<]+)<",
            "<caption>([^<]+)<",
            "<p class=\"soft\">([^<]+)<",
            "<title id=[^>]*>([^<]+)<",
            "class=\"skip\"[^>]*>([^<]+)<")) {
      assertThat(all(translated, pattern))
          .as(pattern)
          .doesNotContainAnyElementsOf(all(english, pattern));
      assertThat(all(translated, pattern)).hasSameSizeAs(all(english, pattern));
    }
    assertThat(translated).doesNotContain("NOT_FOUND", "{msg");
  }

  @Test
  void theFirstListSaysHowEachCohortsLastImportEnded() throws IOException {
    assertThat(html(cohort("Spring buyers", executions(IMPORTED, ended(Reason.BRAZE_KEY)))))
        .contains(
            "<span class=\"bad\"><span aria-hidden=\"true\">✕ </span>Failed: Braze does not accept"
                + " the API key, Nov 22, 2026, 9:00 AM</span>");
    assertThat(html(cohort("Spring buyers", List.of()))).contains("not imported yet");
  }

  @Test
  void whatNeedsAPersonComesFirst() throws IOException {
    Optional<Cadence> daily = Optional.of(new Cadence.Daily(LocalTime.of(9, 0)));
    CohortHistory good =
        cohort("a-good", "Good", daily, executions(ended(Reason.BRAZE_KEY), IMPORTED));
    CohortHistory waits =
        cohort("b-waits", "Waits", daily, executions(ended(Reason.BRAZE_UNAVAILABLE)));
    CohortHistory failed =
        cohort("c-failed", "Failed", daily, executions(IMPORTED, ended(Reason.BRAZE_KEY)));
    CohortHistory broken = cohort("d-broken", "Broken", Optional.empty(), executions(IMPORTED));

    assertThat(all(html(good, waits, failed, broken), "<h2[^>]*>([^<]+)<"))
        .containsExactly(
            "Needs a person",
            "All is well, or continues by itself",
            "Failed",
            "Broken",
            "Good",
            "Waits");
  }

  @Test
  void aMomentBeyondEveryCalendarSpoilsNoPage() throws IOException {
    ImportExecution last = Samples.of(IMPORTED).scheduledFor(Instant.MAX).build();

    assertThat(html(cohort("Spring buyers", List.of(last)))).contains(Instant.MAX.toString());
  }

  private String html(CohortHistory... cohorts) throws IOException {
    return html(MailLocale.ENGLISH, cohorts);
  }

  private String html(MailLocale locale, CohortHistory... cohorts) throws IOException {
    String html =
        page.render(
            new HistoryPageFacts(
                "acme", Instant.parse("2026-11-22T10:00:00Z"), locale, List.of(cohorts)));
    MailGallery.keep(
        "history-%s-%d.html".formatted(locale.tag(), cohorts[0].executions().size()), html);
    return html.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  private static CohortHistory sample() {
    return cohort(
        "Spring buyers",
        executions(
            IMPORTED,
            ended(Reason.ROWS_REJECTED),
            ended(Reason.BRAZE_KEY),
            ended(Reason.GUARD_REMOVALS),
            ended(Reason.MEMBERS_UNKNOWN),
            ended(Reason.STOPPED),
            IMPORTED));
  }

  private static CohortHistory cohort(String name, List<ImportExecution> executions) {
    return cohort(
        "spring-buyers", name, Optional.of(new Cadence.Daily(LocalTime.of(9, 0))), executions);
  }

  private static CohortHistory cohort(
      String id, String name, Optional<Cadence> cadence, List<ImportExecution> executions) {
    return new CohortHistory(
        new CohortKey("acme", id),
        name,
        ScheduleState.LIVE,
        cadence,
        List.of(Samples.NOW.plus(Duration.ofDays(1)), Samples.NOW.plus(Duration.ofDays(2))),
        ZoneId.of("Europe/Berlin"),
        Optional.empty(),
        executions,
        false);
  }

  /** One a day, the last today. */
  private static List<ImportExecution> executions(Ended... endings) {
    List<ImportExecution> executions = new ArrayList<>();
    for (int i = 0; i < endings.length; i++) {
      Duration ago = Duration.ofDays(endings.length - 1L - i);
      Instant end = Samples.execution(endings[i]).ending().orElseThrow().finishedAt();
      executions.add(
          Samples.of(endings[i])
              .scheduledFor(Samples.NOW.minus(ago))
              .endedAt(end.minus(ago))
              .build());
    }
    return executions;
  }

  private static Ended ended(Reason reason) {
    return Samples.ended(reason);
  }

  private static int count(String text, String part) {
    return all(text, Pattern.quote(part)).size();
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(match.groupCount()))
        .toList();
  }
}

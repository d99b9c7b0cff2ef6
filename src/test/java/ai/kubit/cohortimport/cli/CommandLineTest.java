package ai.kubit.cohortimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.CommandReader;
import ai.kubit.cohortimport.command.FixedTime;
import ai.kubit.cohortimport.command.Grammar;
import ai.kubit.cohortimport.command.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static CommandLine parse(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    return CommandLine.parse(arguments, "ana");
  }

  private static CommandLine.Event event(String line) {
    assertThat(parse(line)).isInstanceOf(CommandLine.Event.class);
    return (CommandLine.Event) parse(line);
  }

  private static String json(String line) {
    return event(line).event().toString().replace('"', '\'');
  }

  private static String usage(String line) {
    assertThat(parse(line)).isInstanceOf(CommandLine.Usage.class);
    return ((CommandLine.Usage) parse(line)).message();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          sweep                                  | {'action':'sweep'}
          work acme vip                          | {'action':'work','workspaceId':'acme','cohortId':'vip'}
          stop-import acme vip --json            | {'action':'stop-import','workspaceId':'acme','cohortId':'vip'}
          get-schedule acme                      | {'action':'get-schedule','workspaceId':'acme'}
          list-schedules acme                    | {'action':'list-schedules','workspaceId':'acme'}
          cancel-schedule --drain a b --stop-running | {'action':'cancel-schedule','drain':true,'workspaceId':'a','cohortId':'b','stopRunning':true}
          history a b --limit 5 --outcome completed-with-errors | {'action':'history','workspaceId':'a','cohortId':'b','limit':5,'outcome':'COMPLETED_WITH_ERRORS'}
          get-execution a b --execution-id=s-1   | {'action':'get-execution','workspaceId':'a','cohortId':'b','executionId':'s-1'}
          forget-workspace a --confirm a         | {'action':'forget-workspace','workspaceId':'a','confirm':'a'}
          import a b --scheduled-time 2026-11-22T09:00:00Z | {'action':'import','workspaceId':'a','cohortId':'b','scheduledTime':'2026-11-22T09:00:00Z'}
          import-now a b                         | {'action':'import-now','workspaceId':'a','cohortId':'b','requestedBy':'ana','wait':true}
          import-now a b --no-wait --dry-run     | {'action':'import-now','workspaceId':'a','cohortId':'b','wait':false,'dryRun':true,'requestedBy':'ana'}
          import-now a b --requested-by bob --full-refresh --client-token t --confirm-removals s-1 | {'action':'import-now','workspaceId':'a','cohortId':'b','requestedBy':'bob','fullRefresh':true,'clientToken':'t','confirmRemovals':'s-1','wait':true}
          put-schedule a b --cohort-name=--x= --replace | {'action':'put-schedule','schedule':{'workspaceId':'a','cohortId':'b','cohortName':'--x='},'replace':true}
          put-workspace a --mode cohort --accept-new-target | {'action':'put-workspace','workspace':{'workspaceId':'a','mode':'COHORT'},'acceptNewTarget':true}
          """)
  void whatIsTypedBecomesAnEvent(String line, String event) {
    assertThat(json(line)).isEqualTo(event);
  }

  @Test
  void aWholeScheduleCanBeTyped() {
    assertThat(
            json(
                "put-schedule acme vip --cohort-name VIP --cadence weekly --days-of-week"
                    + " monday,thursday --time-of-day 09:00 --time-zone Europe/Berlin --recipients"
                    + " a@b.c,d@e.f --locale pt-BR --notify problems --max-removal-percent 10"
                    + " --max-growth-factor 20 --max-unreadable-percent 2 --max-export-age-hours 36"
                    + " --full-refresh-every 7 --null-words -,n/a"))
        .isEqualTo(
            "{'action':'put-schedule','schedule':{'workspaceId':'acme','cohortId':'vip',"
                + "'cohortName':'VIP','cadence':{'type':'WEEKLY','daysOfWeek':['MONDAY',"
                + "'THURSDAY'],'timeOfDay':'09:00'},'timeZone':'Europe/Berlin','recipients':"
                + "['a@b.c','d@e.f'],'locale':'pt-BR','notify':'PROBLEMS','maxRemovalPercent':10,"
                + "'maxGrowthFactor':20,'maxUnreadablePercent':2,'maxExportAgeHours':36,'fullRefreshEvery':7,"
                + "'nullWords':['-','n/a']}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "put-schedule acme vip --cohort-name VIP --cadence one-time --at 2026-11-23T09:00"
            + " --time-zone UTC --recipients a@b.c",
        "put-schedule acme vip --cohort-name VIP --cadence monthly --day-of-month 31 --time-of-day"
            + " 09:00 --time-zone UTC --recipients a@b.c",
        "put-workspace acme --rest-endpoint https://rest.iad-01.braze.com --mode attribute"
            + " --attribute-name Kubit --requests-per-second 100 --max-batch-size 50"
            + " --max-parallel-imports 2 --partner-name kubit --device-lookup on"
            + " --device-lookups-per-minute 100",
        "import-now acme vip",
        "forget-workspace acme --confirm acme"
      })
  void whatIsTypedIsAValidEvent(String line) {
    CommandReader reader = new CommandReader(new FixedTime(Instant.parse("2026-11-22T09:00:00Z")));

    assertThat(reader.read(event(line).event(), "r")).isInstanceOf(Reading.Valid.class);
  }

  @Test
  void peopleWaitAndReadWordsUnlessTheySayOtherwise() {
    CommandLine.Event plain = event("import-now a b");
    CommandLine.Event special = event("import-now a b --no-wait --json");

    assertThat(plain.event().path("wait").asBoolean()).isTrue();
    assertThat(plain.json()).isFalse();
    assertThat(special.event().path("wait").asBoolean(true)).isFalse();
    assertThat(special.json()).isTrue();
    assertThat(event("sweep").event().has("wait")).isFalse();
  }

  @Test
  void anEventMayComeFromAFile() {
    CommandLine.Event whole = event("--event - --json");
    CommandLine.Event completed = event("put-schedule a --event base.json --time-of-day 10:00");

    assertThat(whole.eventFile()).contains("-");
    assertThat(whole.event()).isEmpty();
    assertThat(completed.eventFile()).contains("base.json");
    assertThat(completed.event().path("schedule").path("cadence").path("timeOfDay").asText())
        .isEqualTo("10:00");
    assertThat(event("import-now --event f.json").event()).hasSize(1);
    assertThat(event("sweep").eventFile()).isEqualTo(Optional.empty());
  }

  @Test
  void theServerAndTheReportInAFileAreNoEvents() {
    assertThat(parse("serve")).isEqualTo(new CommandLine.Serve());
    CommandLine.Event report = event("report acme");
    assertThat(parse("report acme --out r.html"))
        .isEqualTo(new CommandLine.ReportIntoFile(report, "r.html"));
    assertThat(parse("report --out=r.html acme"))
        .isEqualTo(new CommandLine.ReportIntoFile(report, "r.html"));
    assertThat(parse("--version")).isEqualTo(new CommandLine.Version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          importnow a b                      | there is no action "importnow"; did you mean import-now?
          xyzzy                              | there is no action "xyzzy"
          --tim-zone                         | there is no action "--tim-zone"
          put-schedule --tim-zone UTC        | there is no option --tim-zone here; did you mean --time-zone?
          put-schedule --timezone UTC        | did you mean --time-zone?
          get-schedule a b --drain           | there is no option --drain here; here are --json, --event
          --event f --drain                  | there is no option --drain here
          get-schedule a b c                 | unexpected argument "c"
          sweep a                            | unexpected argument "a"
          history --limit five               | --limit takes a whole number, not "five"
          history --limit                    | --limit needs a value
          history --limit --json             | --limit needs a value
          history --limit 1 --limit 2        | --limit is given twice
          sweep --json --json                | --json is given twice
          sweep --json=true                  | --json takes no value
          cancel-schedule --drain=false      | --drain takes no value
          sweep --event                      | --event needs a value
          serve now                          | unexpected argument "now"
          --version x                        | unexpected argument "x"
          report acme --out                  | --out needs a value
          report acme --out f --out g        | --out is given twice
          report acme other --out f          | unexpected argument "other"
          help nonsense                      | there is no action "nonsense"
          help sweep x                       | unexpected argument "x"
          """)
  void wrongTypingIsNamed(String line, String message) {
    assertThat(usage(line))
        .startsWith("kubit-cohort-import: ")
        .contains(message)
        .doesNotContain("?.")
        .endsWith(
            message.endsWith("?")
                ? "? See kubit-cohort-import help."
                : ". See kubit-cohort-import help.");
  }

  @Test
  void aHostileArgumentIsNotRepeated() {
    CommandLine line = CommandLine.parse(List.of("a\r\nb" + "x".repeat(10_000)), "ana");

    assertThat(((CommandLine.Usage) line).message()).hasSizeLessThan(200).doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "--help", "-h", "help --help", "help serve", "serve -h"})
  void helpForAllFitsOneScreen(String line) {
    String text = ((CommandLine.HelpText) parse(line)).text();

    assertThat(text.lines().count()).isLessThanOrEqualTo(40);
    assertThat(text.lines()).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(80));
    for (Action action : Action.values()) {
      assertThat(text).contains(action.wireName());
    }
    assertThat(text).contains("serve", "report", "--json", "--event", "--version", "Exit code");
  }

  @ParameterizedTest
  @EnumSource
  void everyActionHasAHelpWithAllItsOptions(Action action) {
    String text = ((CommandLine.HelpText) parse("help " + action.wireName())).text();

    assertThat(text).startsWith("Usage: kubit-cohort-import " + action.wireName());
    assertThat(text.lines()).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(80));
    assertThat(Grammar.options(action))
        .allSatisfy(option -> assertThat(text).contains(option.usage(), option.help()));
    assertThat(parse(action.wireName() + " a b --help")).isEqualTo(new CommandLine.HelpText(text));
    assertThat(parse(action.wireName() + " -h")).isEqualTo(new CommandLine.HelpText(text));
  }

  @Test
  void theHelpOfAnActionShowsHowItIsTyped() {
    String text = ((CommandLine.HelpText) parse("help put-schedule")).text();

    assertThat(text)
        .startsWith("Usage: kubit-cohort-import put-schedule <workspaceId> <cohortId> [--options]");
  }
}

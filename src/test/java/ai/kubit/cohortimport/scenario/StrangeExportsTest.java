package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportLimits;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as warehouses and people make them by mistake: what the import does, and says. */
class StrangeExportsTest extends QuietWorld {
  private static final int MEMBERS = 150;

  private void importOf(String text) {
    world.writeText(text);
    importIt();
  }

  private static String csv(int from, int to) {
    return "external_id\n" + ids(from, to, "%s\n", "");
  }

  private static String ids(int from, int to, String each, String between) {
    return IntStream.range(from, to)
        .mapToObj(number -> each.formatted(new Person(number).externalId()))
        .collect(Collectors.joining(between));
  }

  @ParameterizedTest
  @ValueSource(strings = {"array", "pretty", "joined", "commas", "array over lines", "wrapped"})
  void anExportWithoutOneReadableRowIsNoImportAndTheNextOneIsOneRemoval(String mistake) {
    importOf(csv(0, MEMBERS));
    long accepted = world.last().counts().members().usersImported();
    int sentBefore = world.braze.requests();

    String object = "{\"external_id\":\"%s\"}";
    importOf(
        switch (mistake) {
          case "array" -> "[" + ids(0, MEMBERS, object, ",") + "]";
          case "pretty" -> ids(0, MEMBERS, "{\n  \"external_id\": \"%s\"\n}\n", "");
          case "joined" -> ids(0, MEMBERS, object, "");
          case "wrapped" -> "{\"members\":[" + ids(0, MEMBERS, object, ",") + "]}";
          case "commas" -> "external_id\n" + ids(0, MEMBERS, "%s,\n", "");
          default -> "[\n" + ids(0, MEMBERS, object, ",\n") + "\n]";
        });

    assertThat(ending().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(ending().reason()).contains(Reason.EXPORT_CORRUPT);
    assertThat(ending().message())
        .contains(
            switch (mistake) {
              case "wrapped" -> "no row names a member: ";
              case "array", "joined" -> "its only row is unreadable: ";
              default -> "rows are unreadable: ";
            })
        .contains("Nothing was sent to Braze.");
    assertThat(world.last().counts().members().usersImported()).isEqualTo(accepted);
    assertThat(world.braze.requests()).isEqualTo(sentBefore);

    importOf(csv(1, MEMBERS));

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.last().counts().changes().addsPlanned()).isZero();
    assertThat(world.last().counts().changes().removesPlanned()).isEqualTo(1);
  }

  @Test
  void csvThatIsCalledJsonIsReadAsCsv() {
    importOf(csv(0, 3));
    world.exports.putText("exports/" + World.COHORT.path() + "/e99999/part-0.json", csv(0, 2));
    world.exports.putText("exports/" + World.COHORT.path() + "/e99999/_SUCCESS", "");
    world.day();

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.last().counts().changes().removesPlanned()).isEqualTo(1);
  }

  @Test
  void aNewerExportThatDoesNotCountIsNamedWhereNothingElseHasChanged() {
    importOf(csv(0, 3));
    world.exports.putText("exports/" + World.COHORT.path() + "/e00002/part-0.csv", csv(0, 2));
    world.exports.putText("exports/" + World.COHORT.path() + "/e00002/_success", "");
    world.day();

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(ending().message())
        .startsWith(
            "The export has not changed since the last import; there was nothing to do. The"
                + " folder 'e00002', written later at ")
        .endsWith(
            "does not count: its marker is called '_success', but must be called _SUCCESS or"
                + " manifest.json, in exactly these letters.");
    assertThat(world.last().export().orElseThrow().notes()).hasSize(1);
  }

  @Test
  void idsThatWereHardlyMeantSoAreCountedInTheMessage() {
    importOf("external_id\n" + ids(0, 3, "%s\n", "") + " padded\n123.0\n124.0\n");

    assertThat(ending().message())
        .startsWith("Braze accepted 6 additions and 0 removals. 1 of 6 ids have a blank")
        .contains("2 of 6 ids look like numbers")
        .contains("the segment does not get them")
        .doesNotContain("padded", "124");
  }

  @Test
  void wordsForNoValueAreRejectedRowsAndNoMembers() {
    importOf(csv(0, 3) + "\\N\nNULL\n");

    assertThat(ending().reason()).contains(Reason.ROWS_REJECTED);
    assertThat(world.last().counts().rows().rejectedByReason()).containsEntry("NULL_WORD", 2L);
    assertThat(world.last().counts().members().members()).isEqualTo(3);
  }

  @Test
  void anExportOfHeadersOnlyIsForTheGuardToJudge() {
    importOf(csv(0, 3));
    importOf("external_id\n");

    assertThat(ending().reason()).contains(Reason.GUARD_EMPTY);
  }

  private void judgeBy(NullWords nullWords, ImportLimits limits) {
    world.judgeExportsBy(new ImportSchedule.ExportRules(nullWords, Optional.empty(), limits));
  }

  @Test
  void a7AScheduleWhoseIdsAreSuchWordsImportsThem() {
    judgeBy(NullWords.of(List.of("-")), ImportLimits.DEFAULT);
    importOf(csv(0, 3) + "NULL\nNone\n-\n");

    assertThat(world.last().counts().rows().rejectedByReason())
        .containsExactlyEntriesOf(Map.of("NULL_WORD", 1L));
    assertThat(world.last().counts().members().members()).isEqualTo(5);
  }

  @Test
  void a7TheSameExportIsReadAgainWhenOtherWordsStandForNoValue() {
    importOf(csv(0, 3) + "NULL\n");
    judgeBy(NullWords.of(List.of()), ImportLimits.DEFAULT);
    importIt();

    assertThat(world.last().counts().members().members()).isEqualTo(4);
    assertThat(world.last().counts().changes().addsPlanned()).isEqualTo(1);
  }

  @Test
  void a4GrowthIsJudgedByTheFactorOfTheSchedule() {
    importOf(csv(0, 100));
    importOf(csv(0, 10_200));
    assertThat(ending().reason()).contains(Reason.GUARD_GROWTH);

    judgeBy(NullWords.DEFAULT, new ImportLimits(50, 103, 1));
    importIt();

    assertThat(ending().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.last().counts().changes().addsPlanned()).isEqualTo(10_100);
  }

  @Test
  void a0RemovalsAreHeldByThePercentageOfTheSchedule() {
    importOf(csv(0, MEMBERS));
    judgeBy(NullWords.DEFAULT, new ImportLimits(50, 10, 20));
    importOf(csv(0, 140) + "broken,row\n".repeat(10));

    assertThat(world.last().counts().changes().removesHeld()).isZero();
    assertThat(world.last().counts().changes().removesPlanned()).isEqualTo(10);
  }
}

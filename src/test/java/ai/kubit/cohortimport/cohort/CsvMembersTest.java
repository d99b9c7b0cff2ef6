package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.csv;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMembersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\r\n", "external_id\n", "external_id", "\uFEFF", "\uFEFFexternal_id"})
  void aFileWithoutRowsHasNoMembers(String text) {
    Exports.Read read = csv(text);
    assertThat(read.members).isEmpty();
    assertThat(read.rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "external_id\na\nb\nc\n",
        "external_id\r\na\r\nb\r\nc\r\n",
        "external_id\ra\rb\rc\r",
        "external_id\na\r\nb\rc\n",
        "external_id\na\nb\nc",
        "\n\nexternal_id\n\na\n\r\nb\n\n\nc\n\n",
        "\uFEFFexternal_id\na\nb\nc\n",
      })
  void lineEndsAndBlankLinesMakeNoDifference(String text) {
    assertThat(csv(text).ids()).containsExactly("a", "b", "c");
  }

  @Test
  void quotedCommasLineBreaksAndQuotesBelongToTheirField() {
    Exports.Read read =
        csv("note,external_id\n\"two\nlines\",\"a,b\"\n\"\",\"say \"\"hi\"\"\"\nplain,c\"d\n");
    assertThat(read.ids()).containsExactly("a,b", "say \"hi\"", "c\"d");
  }

  @Test
  void columnsCountByNameInAnyOrderAndCase() {
    Exports.Read read =
        csv(
            "x, Device_ID ,ALIAS_LABEL,alias_name,External_Id\n1,d1,,,\n2,,lbl,nam,\n3,d3,l,n,e3\n");
    assertThat(read.members)
        .containsExactly(
            MemberId.deviceId("d1"), MemberId.alias("nam", "lbl"), MemberId.externalId("e3"));
  }

  @Test
  void anAliasNeedsNameAndLabel() {
    Exports.Read read =
        csv("external_id,alias_name,alias_label,device_id\n,n,,d\n,, ,d\n,,l,d\n,n,l,\n");
    assertThat(read.members).containsExactly(MemberId.deviceId("d"), MemberId.alias("n", "l"));
    assertThat(read.rejected)
        .containsExactly("members.csv:2:ALIAS_INCOMPLETE", "members.csv:4:ALIAS_INCOMPLETE");
  }

  @Test
  void aRowWithoutAnIdentifierIsRejectedAsBlank() {
    Exports.Read read = csv("external_id,device_id\n,\n \t,  \n\"\",\n\u3000,\nok,\n");
    assertThat(read.rejected)
        .containsExactly(
            "members.csv:2:BLANK",
            "members.csv:3:BLANK",
            "members.csv:4:BLANK",
            "members.csv:5:BLANK");
    assertThat(read.ids()).containsExactly("ok");
  }

  @Test
  void idsAreTakenByteForByte() {
    List<String> ids =
        List.of(
            " lead",
            "trail ",
            "Case",
            "case",
            "Null",
            "Nan",
            "1e5",
            "007",
            "true",
            "\u00e9",
            "e\u0301",
            "\u05d0\u05d1",
            "\ud83d\ude00",
            "\ufeffinner",
            "Z\u0308\u0301");
    assertThat(csv("external_id\n" + String.join("\n", ids)).ids()).isEqualTo(ids);
  }

  @Test
  void duplicatesReachTheSinkEachTime() {
    assertThat(csv("external_id\na\na\nb\na\n").ids()).containsExactly("a", "a", "b", "a");
  }

  @Test
  void malformedUtf8RejectsTheRowAndNeverInventsAnId() {
    byte[][] malformed = {
      {(byte) 0xff},
      {(byte) 0xc3},
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0x80}
    };
    for (byte[] bytes : malformed) {
      byte[] file =
          Exports.join("external_id\na".getBytes(UTF_8), bytes, "z\nok\n".getBytes(UTF_8));
      Exports.Read read = Exports.read("members.csv", file);
      assertThat(read.ids()).containsExactly("ok");
      assertThat(read.rejected).containsExactly("members.csv:2:MALFORMED_TEXT");
      assertThat(RowProblem.MALFORMED_TEXT.structural()).isTrue();
    }
  }

  @Test
  void malformedBytesInOtherColumnsAreOfNoInterest() {
    byte[] file =
        Exports.join(
            "note,external_id,device_id\n".getBytes(UTF_8),
            new byte[] {(byte) 0xff},
            ",a,".getBytes(UTF_8),
            new byte[] {(byte) 0xff, '\n'});
    assertThat(Exports.read("members.csv", file).ids()).containsExactly("a");
  }

  @Test
  void limitsCountBytesOfUtf8() {
    String twoBytes = "\u00e9";
    Exports.Read read =
        csv(
            "external_id,alias_name,alias_label,device_id\n"
                + "x".repeat(987)
                + ",,,\n"
                + "x".repeat(988)
                + ",,,\n"
                + twoBytes.repeat(493)
                + "x,,,\n"
                + twoBytes.repeat(494)
                + ",,,\n"
                + ","
                + "n".repeat(236)
                + ","
                + "l".repeat(236)
                + ",\n"
                + ","
                + "n".repeat(237)
                + ",l,\n"
                + ",n,"
                + "l".repeat(237)
                + ",\n"
                + ",,,"
                + "d".repeat(255)
                + "\n"
                + ",,,"
                + "\ud83d\ude00".repeat(64)
                + "\n");
    assertThat(read.members).hasSize(4);
    assertThat(read.rejected)
        .containsExactly(
            "members.csv:3:TOO_LONG",
            "members.csv:5:TOO_LONG",
            "members.csv:7:TOO_LONG",
            "members.csv:8:TOO_LONG",
            "members.csv:10:TOO_LONG");
    assertThat(RowProblem.TOO_LONG.structural()).isFalse();
  }

  @Test
  void controlCharactersAreRejected() {
    Exports.Read read =
        csv("external_id\na\u0000b\na\tb\n\"a\nb\"\na\u007fb\na\u001fb\na\u0080b\n");
    assertThat(read.problems).containsOnly(RowProblem.CONTROL_CHARACTER).hasSize(5);
    assertThat(read.ids()).containsExactly("a\u0080b");
  }

  @Test
  void aRowWithMoreOrFewerFieldsThanTheHeaderIsUnreadable() {
    Exports.Read read = csv("external_id,x\na,1\nb\nc,1,2\nd,1\n");
    assertThat(read.ids()).containsExactly("a", "d");
    assertThat(read.rejected)
        .containsExactly("members.csv:3:FIELD_COUNT", "members.csv:4:FIELD_COUNT");
    assertThat(RowProblem.FIELD_COUNT.structural()).isTrue();
  }

  @Test
  void linesCountFromOneAndThroughQuotedLineBreaks() {
    Exports.Read read = csv("external_id,x\r\na,\"1\r\n2\n3\"\r\n\r\nb\r\n");
    assertThat(read.rejected).containsExactly("members.csv:6:FIELD_COUNT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user-1\nuser-2\n",
        "name,email\nx,secret@example.com\n",
        "alias_name\nuser-1\n",
        "alias_label,x\nuser-1,y\n"
      })
  void aHeaderThatNamesNoIdentifierIsRefusedWithoutRepeatingIt(String text) {
    stopped(text)
        .hasMessageContaining("members.csv")
        .hasMessageContaining("external_id")
        .hasMessageNotContaining("user-1")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aColumnNamedTwiceIsRefused() {
    stopped("external_id,x,EXTERNAL_ID\na,b,c\n").hasMessageContaining("external_id twice");
    assertThat(csv("external_id,x,x\na,b,c\n").ids()).containsExactly("a");
  }

  @Test
  void anUnclosedQuoteIsCorruptAndNotOneGiantRow() {
    stopped("external_id\na\n\"user-1\nb\nc\n")
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("user-1");
    stopped("external_id\na\n\"").hasMessageContaining("line 3");
  }

  @Test
  void textAfterAClosingQuoteIsCorrupt() {
    stopped("external_id\nok\n\"a\"user-1\nb\n")
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("user-1");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> stopped(String text) {
    return assertThatThrownBy(() -> csv(text))
        .isInstanceOf(ImportStoppedException.class)
        .satisfies(
            e -> {
              ImportStoppedException stopped = (ImportStoppedException) e;
              assertThat(stopped.reason()).isEqualTo(Reason.EXPORT_CORRUPT);
              assertThat(stopped.detail()).doesNotContain("user-1").doesNotContain("secret");
              assertThat(stopped.getCause()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\N", "NULL", "null", "None", "nan", "NaN", "<NA>", "(null)", "undefined"})
  void aWordForNoValueIsNoId(String word) {
    Exports.Read read =
        csv(
            "external_id,alias_name,alias_label,device_id\n"
                + (word + ",,,\n")
                + ("," + word + ",l,\n")
                + (",n," + word + ",\n")
                + (",,," + word + "\n")
                + (word + ",,,d\n")
                + (word + "x,,,\n")
                + (" " + word + ",,,\n"));
    assertThat(read.rejected)
        .containsExactly(
            "members.csv:2:NULL_WORD",
            "members.csv:3:NULL_WORD",
            "members.csv:4:NULL_WORD",
            "members.csv:5:NULL_WORD");
    assertThat(read.ids()).containsExactly("d", word + "x", " " + word);
    assertThat(RowProblem.NULL_WORD.structural()).isFalse();
  }

  @Test
  void aScheduleMayHaveOtherWordsForNoValue() {
    String text = "external_id\nNULL\n-\nn/a\n";
    assertThat(Exports.csv(text, NullWords.of(List.of("-", "n/a"))).ids()).containsExactly("NULL");
    assertThat(Exports.csv(text, NullWords.of(List.of())).ids())
        .containsExactly("NULL", "-", "n/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "external_id,x\na,1\nexternal_id,x\nb,2\n",
        "external_id,x\na,1\n\uFEFFexternal_id,x\nb,2\n",
        "external_id,x\na,1\nEXTERNAL_ID,X\nb,2\n",
        "\"external_id\",\"x\"\na,1\n\uFEFF\"external_id\",\"x\"\nb,2\n",
        "\uFEFFexternal_id,x\nexternal_id,x\na,1\nb,2\n"
      })
  void theHeaderOnceMoreIsNoRow(String text) {
    Exports.Read read = csv(text);
    assertThat(read.ids()).containsExactly("a", "b");
    assertThat(read.rejected).isEmpty();
    assertThat(read.notes.repeatedHeaders()).isEqualTo(1);
    assertThat(read.notes.sentences())
        .singleElement()
        .asString()
        .startsWith("1 line was the header");
  }

  @Test
  void theHeaderOfASecondGzipMemberIsNoRow() {
    byte[] file =
        Exports.join(Exports.gzip("external_id\na\n"), Exports.gzip("\uFEFFexternal_id\nb\n"));
    assertThat(Exports.read("members.csv.gz", file).ids()).containsExactly("a", "b");
  }

  @Test
  void aRowThatOnlyResemblesTheHeaderIsARow() {
    assertThat(csv("external_id,x\nexternal_id,y\nexternal_ie,x\n").ids())
        .containsExactly("external_id", "external_ie");
  }

  @Test
  void oddIdsAreTakenAsTheyAreAndCounted() {
    Exports.Read read =
        csv(
            "external_id\n a\nb \n\u00a0c\n\uFEFFd\n123.0\n-7.0\n1.2E+08\n8E+9\ne\n1.5\n12\nv1.0\n0\n");
    assertThat(read.ids()).hasSize(13).contains(" a", "123.0");
    assertThat(read.notes).isEqualTo(new RowNotes(13, 4, 4, 0));
    assertThat(String.join(" ", read.notes.sentences()))
        .contains("4 of 13 ids have a blank", "4 of 13 ids look like numbers")
        .doesNotContain("-7.0");
  }
}

package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.ndjson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonMembersTest {
  /** Enough that one unreadable row does not make the whole export unreadable. */
  private static final String GOOD = "\n{\"external_id\":\"good\"}";

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\r\n\n", "\uFEFF"})
  void aFileWithoutRowsHasNoMembers(String text) {
    assertThat(ndjson(text).members).isEmpty();
    assertThat(ndjson(text).rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'external_id':'a'}\n{'external_id':'b'}\n",
        "{'external_id':'a'}\r\n{'external_id':'b'}\r\n",
        "{'external_id':'a'}\r{'external_id':'b'}",
        "\uFEFF\n\r\n{'external_id':'a'}\n \n\r\r\n{'external_id':'b'}\r",
        "  { 'x' : [1, {'y': null}] , 'EXTERNAL_ID' : 'a' }  \n{'external_id':'b','external':true}",
      })
  void lineEndsBlankLinesAndUnknownFieldsMakeNoDifference(String text) {
    assertThat(ndjson(text.replace('\'', '"')).ids()).containsExactly("a", "b");
  }

  @Test
  void stringsAndNumbersAreTakenByTheirText() {
    Exports.Read read =
        ndjson(
            """
            {"external_id":"007"}
            {"external_id":12345678901234567890123456789}
            {"external_id":1e5}
            {"external_id":-0.10}
            {"external_id":"true"}
            {"external_id":" a "}
            {"external_id":"\\ud83d\\ude00\\u00e9"}
            {"external_id":"e\u0301\ud83d\ude00"}
            """);
    assertThat(read.ids())
        .containsExactly(
            "007",
            "12345678901234567890123456789",
            "1e5",
            "-0.10",
            "true",
            " a ",
            "\ud83d\ude00\u00e9",
            "e\u0301\ud83d\ude00");
  }

  @Test
  void nullIsAbsent() {
    Exports.Read read =
        ndjson(
            """
            {"external_id":null,"alias_name":"n","alias_label":"l"}
            {"external_id":"","device_id":"d"}
            {"external_id":null}
            {}
            {"alias_name":"n","alias_label":null}
            """);
    assertThat(read.members).containsExactly(MemberId.alias("n", "l"), MemberId.deviceId("d"));
    assertThat(read.rejected)
        .containsExactly(
            "members.ndjson:3:BLANK",
            "members.ndjson:4:BLANK",
            "members.ndjson:5:ALIAS_INCOMPLETE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"external_id\":\"a\"",
        "{\"external_id\":\"a\"}}",
        "{\"external_id\":\"a\"} {\"external_id\":\"b\"}",
        "{\"external_id\":\"a",
        "{\"external_id\":NaN}",
        "{\"external_id\":01}",
        "{external_id:\"a\"}",
        "[\"a\"]",
        "\"a\"",
        "null",
        "a",
        "{\"x\":[}",
        "{\"external_id\"}",
        "{\"external_id\":\"a\tb\"}",
      })
  void aBrokenLineIsOneUnreadableRow(String line) {
    Exports.Read read = ndjson("{\"external_id\":\"1\"}\n" + line + "\n{\"external_id\":\"2\"}\n");
    assertThat(read.ids()).containsExactly("1", "2");
    assertThat(read.rejected).containsExactly("members.ndjson:2:BROKEN_JSON");
    assertThat(RowProblem.BROKEN_JSON.structural()).isTrue();
  }

  @Test
  void linesCountFromOneWhateverEndsThem() {
    assertThat(ndjson("{}\r\n{}\n\r\n{}\r{}\n\n{}").rejected)
        .containsExactly(
            "members.ndjson:1:BLANK",
            "members.ndjson:2:BLANK",
            "members.ndjson:4:BLANK",
            "members.ndjson:5:BLANK",
            "members.ndjson:7:BLANK");
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"external_id\":\"a\"}";
    assertThat(ndjson(deep + GOOD).problems).containsExactly(RowProblem.BROKEN_JSON);
    String shallow = "{\"x\":" + "[".repeat(60) + "]".repeat(60) + ",\"external_id\":\"a\"}";
    assertThat(ndjson(shallow).ids()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "{\"a\":1}", "[\"a\"]"})
  void anIdThatIsNoTextIsUnreadable(String value) {
    assertThat(ndjson("{\"external_id\":" + value + ",\"device_id\":\"d\"}" + GOOD).problems)
        .containsExactly(RowProblem.NOT_TEXT);
  }

  @Test
  void anIdentifierTwiceIsUnreadable() {
    assertThat(ndjson("{\"external_id\":\"a\",\"External_ID\":\"b\"}" + GOOD).problems)
        .containsExactly(RowProblem.DUPLICATE_NAME);
    assertThat(ndjson("{\"x\":1,\"x\":2,\"external_id\":\"a\"}").ids()).containsExactly("a");
  }

  @Test
  void malformedUtf8RejectsTheRow() {
    byte[] file =
        Exports.join(
            "{\"external_id\":\"a".getBytes(UTF_8),
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            "\"}\n{\"external_id\":\"ok\"}\n".getBytes(UTF_8));
    Exports.Read read = Exports.read("members.ndjson", file);
    assertThat(read.ids()).containsExactly("ok");
    assertThat(read.rejected).containsExactly("members.ndjson:1:MALFORMED_TEXT");
  }

  @Test
  void halfACharacterIsNoText() {
    Exports.Read read =
        ndjson(
            """
            {"external_id":"a\\ud83d"}
            {"external_id":"\\ude00a"}
            {"external_id":"\\ud83d\\ud83d\\ude00"}
            """
                + GOOD.repeat(3));
    assertThat(read.problems).containsOnly(RowProblem.MALFORMED_TEXT).hasSize(3);
  }

  @Test
  void escapedControlCharactersAreRejected() {
    assertThat(ndjson("{\"external_id\":\"a\\u0000b\"}\n{\"external_id\":\"a\\nb\"}").problems)
        .containsExactly(RowProblem.CONTROL_CHARACTER, RowProblem.CONTROL_CHARACTER);
  }

  @Test
  void limitsCountBytesOfUtf8() {
    String row = "{\"external_id\":\"%s\"}\n";
    Exports.Read read =
        ndjson(
            row.formatted("x".repeat(987))
                + row.formatted("x".repeat(988))
                + row.formatted("\\u20ac".repeat(329))
                + row.formatted("\\u20ac".repeat(329) + "x"));
    assertThat(read.ids()).containsExactly("x".repeat(987), "\u20ac".repeat(329));
    assertThat(read.problems).containsExactly(RowProblem.TOO_LONG, RowProblem.TOO_LONG);
  }

  @Test
  void aByteOrderMarkWhereFilesWereJoinedIsNoData() {
    Exports.Read read = ndjson("{\"external_id\":\"a\"}\n\uFEFF{\"external_id\":\"b\"}\n\uFEFF\n");
    assertThat(read.ids()).containsExactly("a", "b");
    assertThat(read.rejected).isEmpty();
  }

  @Test
  void aWordForNoValueIsNoId() {
    assertThat(ndjson("{\"external_id\":\"None\"}\n{\"external_id\":\"\\\\N\"}").problems)
        .containsOnly(RowProblem.NULL_WORD)
        .hasSize(2);
  }
}

package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode valid() {
    return json(
        "{'workspaceId':'acme','cohortId':'vip','cohortName':'VIP','cadence':{'type':'DAILY',"
            + "'timeOfDay':'09:00'},'timeZone':'Europe/Berlin','recipients':['ana@example.com']}");
  }

  private static List<FieldError> errors(ObjectNode schedule) {
    Fields fields = Fields.of("schedule", schedule);
    Optional<ImportSchedule> read = ScheduleReader.readNew(fields, NOW);
    assertThat(read.isEmpty()).isEqualTo(!fields.valid());
    return fields.errors();
  }

  private static FieldError onlyError(ObjectNode schedule) {
    assertThat(errors(schedule)).hasSize(1);
    return errors(schedule).get(0);
  }

  private static StoredSchedule stored(ObjectNode schedule) {
    return ScheduleJson.read(new CohortKey("acme", "vip"), schedule);
  }

  private static ImportSchedule read(ObjectNode schedule) {
    assertThat(errors(schedule)).isEmpty();
    return stored(schedule).schedule().orElseThrow();
  }

  @Test
  void whatIsLeftOutHasTheDefaultsOfTheContract() {
    assertThat(read(valid()))
        .isEqualTo(
            new ImportSchedule(
                new CohortKey("acme", "vip"),
                "VIP",
                new ImportSchedule.Timing(
                    new Cadence.Daily(LocalTime.of(9, 0)),
                    ZoneId.of("Europe/Berlin"),
                    Optional.empty()),
                new ImportSchedule.MailRules(
                    List.of("ana@example.com"),
                    ImportSchedule.MailLocale.ENGLISH,
                    ImportSchedule.Notify.ALWAYS),
                new ImportSchedule.ExportRules(
                    NullWords.DEFAULT, Optional.empty(), new ImportLimits(50, 10, 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'ONE_TIME'}",
        "{'type':'ONE_TIME','at':'2026-11-23T09:00'}",
        "{'type':'ONE_TIME','at':'2026-11-23T09:00:30'}",
        "{'type':'DAILY','timeOfDay':'00:00'}",
        "{'type':'WEEKLY','daysOfWeek':['MONDAY','SUNDAY'],'timeOfDay':'23:59'}",
        "{'type':'MONTHLY','dayOfMonth':31,'timeOfDay':'09:05'}"
      })
  void aScheduleIsWrittenAsItWasRead(String cadence) {
    ObjectNode schedule = valid();
    schedule.set("cadence", json(cadence));
    schedule
        .put("locale", "pt-BR")
        .put("notify", "CHANGES")
        .put("maxRemovalPercent", 0)
        .put("maxGrowthFactor", 1000)
        .put("maxUnreadablePercent", 100)
        .put("maxExportAgeHours", 36)
        .put("fullRefreshEvery", 7)
        .put("verify", "ALL");

    assertThat(ScheduleJson.of(read(schedule))).isEqualTo(schedule);
  }

  @Test
  void everyWrongFieldIsNamedInOneAnswer() {
    ObjectNode schedule =
        json(
            "{'workspaceId':'../x','cohortId':7,'cohortName':' VIP','cadence':{'type':'WEEKLY',"
                + "'timeOfDay':'9am','daysOfWeek':['Monday'],'dayOfMonth':3},'timeZone':'CET',"
                + "'recipients':['ana'],'locale':'es','notify':'NEVER','maxRemovalPercent':101,"
                + "'maxGrowthFactor':1,'maxUnreadablePercent':'1','maxExportAgeHours':0,'fullRefreshEvery':0,"
                + "'timezone':'UTC'}");

    assertThat(errors(schedule))
        .extracting(FieldError::field)
        .containsExactly(
            "schedule.workspaceId",
            "schedule.cohortId",
            "schedule.cohortName",
            "schedule.cadence.daysOfWeek[0]",
            "schedule.cadence.timeOfDay",
            "schedule.cadence.dayOfMonth",
            "schedule.timeZone",
            "schedule.recipients[0]",
            "schedule.locale",
            "schedule.notify",
            "schedule.maxRemovalPercent",
            "schedule.maxGrowthFactor",
            "schedule.maxUnreadablePercent",
            "schedule.maxExportAgeHours",
            "schedule.fullRefreshEvery",
            "schedule.timezone");
  }

  @Test
  void everyMissingFieldIsNamedInOneAnswer() {
    assertThat(errors(json("{}")))
        .allSatisfy(error -> assertThat(error.message()).startsWith("is missing; it must be "))
        .extracting(FieldError::field)
        .containsExactly(
            "schedule.workspaceId",
            "schedule.cohortId",
            "schedule.cohortName",
            "schedule.cadence",
            "schedule.timeZone",
            "schedule.recipients");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          {'type':'HOURLY'}                                            | type       | must be one of
          {'type':'HOURLY','timeOfDay':'09:00','at':'x'}               | type       | must be one of
          {}                                                           | type       | is missing
          {'type':'DAILY'}                                             | timeOfDay  | is missing
          {'type':'DAILY','timeOfDay':'24:00'}                         | timeOfDay  | 00:00 to 23:59
          {'type':'DAILY','timeOfDay':'9:00'}                          | timeOfDay  | 00:00 to 23:59
          {'type':'DAILY','timeOfDay':'09:60'}                         | timeOfDay  | 00:00 to 23:59
          {'type':'DAILY','timeOfDay':'09:00:00'}                      | timeOfDay  | 00:00 to 23:59
          {'type':'DAILY','timeOfDay':'09:00','at':'x'}                | at         | does not belong
          {'type':'DAILY','timeOfDay':'09:00','daysOfWeek':[]}         | daysOfWeek | does not belong
          {'type':'ONE_TIME','timeOfDay':'09:00'}                      | timeOfDay  | does not belong
          {'type':'ONE_TIME','at':'2026-11-31T09:00'}                  | at         | local date and time
          {'type':'ONE_TIME','at':'2027-02-29T09:00'}                  | at         | local date and time
          {'type':'ONE_TIME','at':'2026-12-01T09:00Z'}                 | at         | local date and time
          {'type':'ONE_TIME','at':'2026-12-01'}                        | at         | local date and time
          {'type':'ONE_TIME','at':'2026-11-22T10:00'}                  | at         | is in the past; leave it out to import now
          {'type':'WEEKLY','timeOfDay':'09:00'}                        | daysOfWeek | is missing
          {'type':'WEEKLY','timeOfDay':'09:00','daysOfWeek':[]}        | daysOfWeek | a list of 1 to 7
          {'type':'WEEKLY','timeOfDay':'09:00','daysOfWeek':'MONDAY'}  | daysOfWeek | a list of 1 to 7
          {'type':'MONTHLY','timeOfDay':'09:00'}                       | dayOfMonth | is missing
          {'type':'MONTHLY','timeOfDay':'09:00','dayOfMonth':0}        | dayOfMonth | from 1 to 31
          {'type':'MONTHLY','timeOfDay':'09:00','dayOfMonth':32}       | dayOfMonth | from 1 to 31
          {'type':'MONTHLY','timeOfDay':'09:00','dayOfMonth':'LAST'}   | dayOfMonth | from 1 to 31
          {'type':'DAILY','timeOfDay':'09:00','time':'09:00'}          | time       | is not known
          """)
  void aWrongCadenceIsRefused(String cadence, String field, String message) {
    ObjectNode schedule = valid();
    schedule.set("cadence", json(cadence));

    assertThat(onlyError(schedule).field()).isEqualTo("schedule.cadence." + field);
    assertThat(onlyError(schedule).message()).contains(message);
  }

  @Test
  void aDayNamedTwiceIsRefused() {
    ObjectNode schedule = valid();
    schedule.set(
        "cadence", json("{'type':'WEEKLY','timeOfDay':'09:00','daysOfWeek':['MONDAY','MONDAY']}"));

    assertThat(onlyError(schedule).field()).isEqualTo("schedule.cadence.daysOfWeek[1]");
  }

  @ParameterizedTest
  @CsvSource({
    "CET, 'must be a region such as Europe/Berlin, or UTC, not \"CET\"'",
    "+02:00, such as Europe/Berlin",
    "UTC+2, such as Europe/Berlin",
    "GMT, did you mean UTC?",
    "Z, did you mean UTC?",
    "UTC+0, did you mean UTC?",
    "EST, such as Europe/Berlin",
    "SystemV/PST8, such as Europe/Berlin",
    "Europe/Nowhere, such as Europe/Berlin",
    "europe/berlin, did you mean Europe/Berlin?",
    "Europe/Berln, did you mean Europe/Berlin?",
    "berlin, did you mean Europe/Berlin?",
    "New York, did you mean America/New_York?",
  })
  void onlyARegionIsATimeZone(String zone, String message) {
    ObjectNode schedule = valid().put("timeZone", zone);

    assertThat(onlyError(schedule).field()).isEqualTo("schedule.timeZone");
    assertThat(onlyError(schedule).message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "America/Argentina/Buenos_Aires", "Asia/Kathmandu"})
  void regionsAndUtcAreTimeZones(String zone) {
    assertThat(read(valid().put("timeZone", zone)).timeZone()).isEqualTo(ZoneId.of(zone));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ana",
        "@example.com",
        "ana@",
        "a@b@c",
        "ana @example.com",
        "Ana <ana@example.com>",
        "ana@example.com\r\nBcc: x@y.z",
        "ana@example.com,bob@example.com",
        "ana@.com",
        "ana@example.com.",
        "ana@example.com\u0000"
      })
  void onlyOneMailAddressIsARecipient(String address) {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add("bob@example.com").add(address);

    assertThat(onlyError(schedule).field()).isEqualTo("schedule.recipients[1]");
    assertThat(onlyError(schedule).message()).contains("a mail address such as ana@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GMT+2", "UTC+2", "GMT-5", "utc+02:00", "+02:00", "etc/gmt+2", "+2"})
  void c19AnOffsetIsNeverAnsweredWithAZoneOfTheOppositeSign(String offset) {
    ObjectNode schedule = valid().put("timeZone", offset);

    assertThat(onlyError(schedule).message())
        .contains("an offset does not follow changes of the clock")
        .doesNotContain("Etc/", "did you mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a@b",
        "ana@localhost",
        "ana@-example.com",
        "ana@example-.com",
        "ana@example..com",
        "ana@127.0.0.1"
      })
  void c19AnAddressThatCanGetNoMailIsRefused(String address) {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add(address);

    assertThat(onlyError(schedule).message()).contains("a mail address such as ana@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "ana@müller.de, must have its domain in Punycode (ana@xn--mller-kva.de for ana@müller.de)",
    "ana@exämple.com, must have its domain in Punycode",
    "änä@example.com, must have only ASCII characters before the @"
  })
  void c19AnAddressThatSesDoesNotTakeIsRefusedWithTheReason(String address, String why) {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add(address);

    assertThat(onlyError(schedule).message()).startsWith(why).endsWith("not \"" + address + "\"");
  }

  @Test
  void c19BeforeTheAtAnAddressHasAtMost64Characters() {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add("a".repeat(64) + "@example.com");
    assertThat(errors(schedule)).isEmpty();

    schedule.putArray("recipients").add("a".repeat(65) + "@example.com");
    assertThat(onlyError(schedule).message())
        .startsWith("must have at most 64 characters before the @");
  }

  @Test
  void c19AnAddressThatWasStoredBeforeStopsNoImport() {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add("ana@localhost").add("a..b@example.com");

    assertThat(stored(schedule).schedule().orElseThrow().recipients()).hasSize(2);
  }

  @Test
  void anAddressHasAtMost254Characters() {
    ObjectNode schedule = valid();
    String domain = "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(63) + ".com";
    schedule.putArray("recipients").add("a".repeat(254 - domain.length()) + domain);
    assertThat(errors(schedule)).isEmpty();

    schedule.putArray("recipients").add("a".repeat(255 - domain.length()) + domain);
    assertThat(onlyError(schedule).message()).endsWith("not a text of 255 characters");
  }

  @Test
  void aScheduleHasOneToFiftyRecipients() {
    ObjectNode schedule = valid();
    ArrayNode recipients = schedule.putArray("recipients");
    assertThat(onlyError(schedule).field()).isEqualTo("schedule.recipients");

    for (int i = 0; i < 50; i++) {
      recipients.add("ana" + i + "@example.com");
    }
    assertThat(errors(schedule)).isEmpty();

    recipients.add("bob@example.com");
    assertThat(onlyError(schedule).message()).endsWith("not a list of 51");
  }

  @Test
  void nobodyIsMailedTwice() {
    ObjectNode schedule = valid();
    schedule.putArray("recipients").add("ana@example.com").add("Ana@Example.com");

    assertThat(onlyError(schedule).field()).isEqualTo("schedule.recipients[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {" VIP", "VIP ", "VIP\u00a0", "VIP\u2003", "", "a\tb", "a\u0000"})
  void aNameThatBrazeWouldNotMatchExactlyIsRefused(String name) {
    assertThat(onlyError(valid().put("cohortName", name)).field()).isEqualTo("schedule.cohortName");
  }

  @Test
  void b24ANameHasAtMost255Characters() {
    assertThat(errors(valid().put("cohortName", "n".repeat(255)))).isEmpty();
    assertThat(errors(valid().put("cohortName", "n".repeat(256)))).hasSize(1);
  }

  @Test
  void anyOtherNameIsFree() {
    assertThat(read(valid().put("cohortName", "#1 «VIP» 50 % / naïve")).cohortName())
        .isEqualTo("#1 «VIP» 50 % / naïve");
  }

  @Test
  void aNameThatIsNotWhatItLooksLikeIsNamedTogetherWithEveryOtherFault() {
    ObjectNode schedule = valid().put("cohortName", "\u202EPIV").put("maxGrowthFactor", 0);

    assertThat(errors(schedule))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("schedule.cohortName", "schedule.maxGrowthFactor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"VI\u200BP", "\u202EPIV", "VIP\u2069", "V\u00ADIP"})
  void aNameThatIsNotWhatItLooksLikeIsRefusedWhenItIsPut(String name) {
    ObjectNode schedule = valid().put("cohortName", name);

    assertThat(errors(schedule))
        .singleElement()
        .satisfies(error -> assertThat(error.field()).isEqualTo("schedule.cohortName"))
        .satisfies(error -> assertThat(error.message()).contains("invisible characters"));
    // What is in Braze under such a name must go on.
    assertThat(stored(schedule)).isInstanceOf(StoredSchedule.ValidSchedule.class);
  }

  @Test
  void wordsForNoValueReplaceTheDefault() {
    assertThat(read(valid()).exports().nullWords()).isEqualTo(NullWords.DEFAULT);
    ObjectNode schedule = valid();
    schedule.putArray("nullWords").add("-").add("n/a");
    assertThat(read(schedule).exports().nullWords()).isEqualTo(NullWords.of(List.of("n/a", "-")));
    assertThat(ScheduleJson.of(read(schedule)).path("nullWords"))
        .isEqualTo(schedule.path("nullWords"));
    schedule.putArray("nullWords");
    assertThat(read(schedule).exports().nullWords().words()).isEmpty();
    assertThat(read(ScheduleJson.of(read(schedule))).exports().nullWords().words()).isEmpty();
    schedule.put("nullWords", "NULL");
    assertThat(errors(schedule))
        .extracting(FieldError::field)
        .containsExactly("schedule.nullWords");
    schedule.putArray("nullWords").add("").add("ok").add(7);
    assertThat(errors(schedule))
        .extracting(FieldError::field)
        .containsExactly("schedule.nullWords[0]", "schedule.nullWords[2]");
  }

  @Test
  void aStoredScheduleMayLieInThePastAndKnowMoreFields() {
    ObjectNode schedule = valid().put("revision", 3);
    schedule.set("cadence", json("{'type':'ONE_TIME','at':'2020-01-01T00:00'}"));

    assertThat(stored(schedule)).isInstanceOf(StoredSchedule.ValidSchedule.class);
  }

  @Test
  void aBrokenStoredScheduleIsRefusedByTheNamesOfItsFields() {
    StoredSchedule broken =
        stored(
            json(
                "{'workspaceId':'acme','cohortId':'vip','cohortName':['VIP'],'cadence':'DAILY',"
                    + "'timeZone':'Mars/Base','recipients':{}}"));

    assertThat(broken.schedule()).isEmpty();
    assertThat(broken.errors())
        .extracting(FieldError::field)
        .containsExactly(
            "schedule.cohortName", "schedule.cadence", "schedule.timeZone", "schedule.recipients");
  }
}

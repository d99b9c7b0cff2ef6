package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.input.Characters;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a schedule from its JSON, which events and the table share. The result is present exactly
 * when {@link Fields#valid()} still holds afterwards.
 */
public final class ScheduleReader {
  /** Braze cuts longer values, and then could not find them again to remove them. */
  private static final int LONGEST_NAME = 255;

  private ScheduleReader() {}

  /** Reads a schedule that was stored: unknown fields and times in the past are no errors. */
  public static Optional<ImportSchedule> read(Fields fields) {
    return read(fields, ScheduleReader::cohortName, Recipients::read);
  }

  private static Optional<ImportSchedule> read(
      Fields fields,
      Function<Field, Optional<String>> readName,
      Function<Field, List<String>> readRecipients) {
    Optional<CohortKey> cohort = cohort(fields);
    Optional<String> cohortName = readName.apply(fields.required("cohortName"));
    Optional<Cadence> cadence = fields.required("cadence").object().flatMap(CadenceReader::read);
    Optional<ZoneId> timeZone = TimeZones.read(fields.required("timeZone"));
    List<String> recipients = readRecipients.apply(fields.required("recipients"));
    MailLocale locale =
        fields
            .optional("locale")
            .oneOf(MailLocale.values(), MailLocale::tag)
            .orElse(MailLocale.ENGLISH);
    Notify notifyOn = fields.optional("notify").oneOf(Notify.values()).orElse(Notify.ALWAYS);
    int maxRemovalPercent = fields.optional("maxRemovalPercent").integer(0, 100).orElse(50);
    int maxGrowthFactor = fields.optional("maxGrowthFactor").integer(2, 1000).orElse(10);
    int maxUnreadablePercent = fields.optional("maxUnreadablePercent").integer(0, 100).orElse(1);
    Optional<Duration> maxExportAge =
        fields.optional("maxExportAgeHours").integer(1, 8760).map(Duration::ofHours);
    Optional<Integer> fullRefreshEvery = fields.optional("fullRefreshEvery").integer(1, 1000);
    NullWords nullWords = nullWords(fields.optional("nullWords"));
    if (!fields.valid()) {
      return Optional.empty();
    }
    return Optional.of(
        new ImportSchedule(
            cohort.orElseThrow(),
            cohortName.orElseThrow(),
            cadence.orElseThrow(),
            timeZone.orElseThrow(),
            recipients,
            locale,
            notifyOn,
            maxRemovalPercent,
            maxGrowthFactor,
            maxUnreadablePercent,
            maxExportAge,
            fullRefreshEvery,
            nullWords));
  }

  /**
   * Reads a schedule that a person puts: unknown fields are errors, and so are a name that is not
   * what it looks like, and a one-time import in the past, which would never run.
   */
  public static Optional<ImportSchedule> readNew(Fields fields, Instant now) {
    Optional<ImportSchedule> schedule =
        read(fields, ScheduleReader::visibleName, Recipients::readNew);
    fields.refuseUnknown();
    schedule
        .filter(read -> read.cadence().firstRun(now, read.timeZone()).isEmpty())
        .ifPresent(
            read ->
                fields
                    .required("cadence")
                    .object()
                    .ifPresent(
                        cadence ->
                            cadence
                                .required("at")
                                .refuse("lies in the past; leave it out to run now")));
    return schedule.filter(read -> fields.valid());
  }

  private static Optional<CohortKey> cohort(Fields fields) {
    Optional<String> workspaceId =
        fields.required("workspaceId").matching(CohortKey.ID_RULE, CohortKey::isId);
    Optional<String> cohortId =
        fields.required("cohortId").matching(CohortKey.ID_RULE, CohortKey::isId);
    return workspaceId.flatMap(workspace -> cohortId.map(id -> new CohortKey(workspace, id)));
  }

  private static NullWords nullWords(Field field) {
    return field
        .list(0, NullWords.MOST, "words")
        .map(words -> words.stream().flatMap(word -> word.text(NullWords.LONGEST).stream()))
        .map(words -> NullWords.of(words.toList()))
        .orElse(NullWords.DEFAULT);
  }

  private static Optional<String> visibleName(Field field) {
    Optional<String> name = cohortName(field);
    if (name.filter(read -> !Characters.areVisible(read)).isPresent()) {
      field.refuse(Field.INVISIBLE);
    }
    return name;
  }

  private static Optional<String> cohortName(Field field) {
    Optional<String> name = field.text(LONGEST_NAME);
    if (name.filter(Characters::haveOuterSpace).isPresent()) {
      field.refuse("must not start or end with a space: Braze compares values exactly, spaces too");
    }
    return name;
  }
}

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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a schedule from its JSON, which events and the table share. */
public final class ScheduleReader {
  /** Braze cuts longer values, and then could not find them again to remove them. */
  private static final int LONGEST_NAME = 255;

  private ScheduleReader() {}

  /**
   * Reads a schedule that was stored for a cohort: unknown fields and times in the past are no
   * errors. Where a field is wrong the result is broken and tells what is right: the key that it is
   * stored for, a one-time cadence and the defaults stand in for the rest.
   */
  static StoredSchedule readStored(CohortKey storedFor, Fields fields, String name, String text) {
    ReadSchedule draft = read(fields, ScheduleReader::cohortName, Recipients::read);
    return fields.valid()
        ? new StoredSchedule.ValidSchedule(draft.complete(), text)
        : new StoredSchedule.BrokenSchedule(
            fields.errors(), name, draft.asFarAsRight(storedFor), text);
  }

  /**
   * Reads a schedule that a person puts: unknown fields are errors, and so are a name that is not
   * what it looks like, and a one-time import in the past, which would never run. Present exactly
   * when {@link Fields#valid()} still holds afterwards.
   */
  public static Optional<ImportSchedule> readNew(Fields fields, Instant now) {
    ReadSchedule draft = read(fields, ScheduleReader::visibleName, Recipients::readNew);
    Optional<ImportSchedule> schedule =
        fields.valid() ? Optional.of(draft.complete()) : Optional.empty();
    fields.refuseUnknown();
    schedule
        .filter(read -> read.cadence().firstRun(now, read.timeZone()).isEmpty())
        .ifPresent(read -> refusePast(fields));
    return schedule.filter(read -> fields.valid());
  }

  private static void refusePast(Fields fields) {
    fields
        .required("cadence")
        .object()
        .ifPresent(
            cadence -> cadence.required("at").refuse("is in the past; leave it out to import now"));
  }

  /** What could be read of a schedule. Each field is empty where it is wrong. */
  private record ReadSchedule(
      Optional<CohortKey> cohort,
      Optional<String> cohortName,
      Optional<Cadence> cadence,
      Optional<ZoneId> timeZone,
      Rules rules) {

    /** The fields that have a default, and so a value whatever is wrong. */
    private record Rules(
        Optional<Integer> fullRefreshEvery,
        ImportSchedule.MailRules mails,
        ImportSchedule.ExportRules exports,
        ImportSchedule.VerifyScope verify) {}

    private ImportSchedule complete() {
      return schedule(
          cohort.orElseThrow(),
          cohortName.orElseThrow(),
          cadence.orElseThrow(),
          timeZone.orElseThrow());
    }

    private ImportSchedule asFarAsRight(CohortKey storedFor) {
      return schedule(
          storedFor,
          cohortName.filter(name -> !Characters.haveOuterSpace(name)).orElse(storedFor.cohortId()),
          new Cadence.OneTime(Optional.empty()),
          timeZone.orElse(ZoneOffset.UTC));
    }

    private ImportSchedule schedule(CohortKey key, String name, Cadence howOften, ZoneId zone) {
      return new ImportSchedule(
          key,
          name,
          new ImportSchedule.Timing(howOften, zone, rules.fullRefreshEvery()),
          rules.mails(),
          rules.exports(),
          rules.verify());
    }
  }

  private static ReadSchedule read(
      Fields fields,
      Function<Field, Optional<String>> readName,
      Function<Field, List<String>> readRecipients) {
    // In the order in which errors are told.
    return new ReadSchedule(
        cohort(fields),
        readName.apply(fields.required("cohortName")),
        fields.required("cadence").object().flatMap(CadenceReader::read),
        TimeZones.read(fields.required("timeZone")),
        rules(fields, readRecipients));
  }

  private static ReadSchedule.Rules rules(
      Fields fields, Function<Field, List<String>> readRecipients) {
    ImportSchedule.MailRules mails =
        new ImportSchedule.MailRules(
            readRecipients.apply(fields.required("recipients")),
            fields
                .optional("locale")
                .oneOf(MailLocale.values(), MailLocale::tag)
                .orElse(MailLocale.ENGLISH),
            fields.optional("notify").oneOf(Notify.values()).orElse(Notify.ALWAYS));
    ImportLimits limits = limits(fields);
    Optional<Duration> maxAge =
        fields.optional("maxExportAgeHours").integer(1, 8760).map(Duration::ofHours);
    Optional<Integer> fullRefreshEvery = fields.optional("fullRefreshEvery").integer(1, 1000);
    NullWords nullWords = nullWords(fields.optional("nullWords"));
    ImportSchedule.VerifyScope verify =
        fields
            .optional("verify")
            .oneOf(ImportSchedule.VerifyScope.values())
            .orElse(ImportSchedule.VerifyScope.SAMPLE);
    return new ReadSchedule.Rules(
        fullRefreshEvery, mails, new ImportSchedule.ExportRules(nullWords, maxAge, limits), verify);
  }

  private static ImportLimits limits(Fields fields) {
    ImportLimits defaults = ImportLimits.DEFAULT;
    return new ImportLimits(
        fields.optional("maxRemovalPercent").integer(0, 100).orElse(defaults.maxRemovalPercent()),
        fields.optional("maxGrowthFactor").integer(2, 1000).orElse(defaults.maxGrowthFactor()),
        fields
            .optional("maxUnreadablePercent")
            .integer(0, 100)
            .orElse(defaults.maxUnreadablePercent()));
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

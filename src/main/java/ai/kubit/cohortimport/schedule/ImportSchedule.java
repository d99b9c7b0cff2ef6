package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When and how a cohort is imported, as a person asked for it.
 *
 * @param cohort whose it is
 * @param cohortName the value that Braze's attribute gets; 1 to 255 characters
 * @param cadence how often
 * @param timeZone whose clock the cadence's times are read from
 * @param recipients who gets a mail; at least one, at most 50
 * @param locale the mails' language
 * @param notifyOn which outcomes are mailed
 * @param maxRemovalPercent above this share of the cohort removals are refused; 0 to 100
 * @param maxGrowthFactor more than so many times the members are refused, where it is many; 2 to
 *     1000
 * @param maxUnreadablePercent above this share of unreadable rows removals are held back; 0 to 100
 * @param maxExportAge how old an export may be; absent means any age
 * @param fullRefreshEvery every so many executions all members are sent again; absent means never
 * @param nullWords what stands for "no value" in the export; empty where every word is an id
 */
public record ImportSchedule(
    CohortKey cohort,
    String cohortName,
    Cadence cadence,
    ZoneId timeZone,
    List<String> recipients,
    MailLocale locale,
    Notify notifyOn,
    int maxRemovalPercent,
    int maxGrowthFactor,
    int maxUnreadablePercent,
    Optional<Duration> maxExportAge,
    Optional<Integer> fullRefreshEvery,
    NullWords nullWords) {

  /** The languages of the mails. */
  public enum MailLocale {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    BRAZILIAN_PORTUGUESE("pt-BR");

    private final String tag;

    MailLocale(String tag) {
      this.tag = tag;
    }

    /** The BCP 47 tag that events and tables carry. */
    public String tag() {
      return tag;
    }
  }

  /** Which outcomes are mailed. */
  public enum Notify {
    ALWAYS,
    /** Everything but a plain success. */
    PROBLEMS,
    /** Problems, and successes that changed something. */
    CHANGES
  }

  public ImportSchedule {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(cohortName, "cohortName");
    Objects.requireNonNull(cadence, "cadence");
    Objects.requireNonNull(timeZone, "timeZone");
    recipients = List.copyOf(recipients);
    Objects.requireNonNull(locale, "locale");
    Objects.requireNonNull(notifyOn, "notifyOn");
    Objects.requireNonNull(maxExportAge, "maxExportAge");
    Objects.requireNonNull(fullRefreshEvery, "fullRefreshEvery");
    Objects.requireNonNull(nullWords, "nullWords");
  }
}

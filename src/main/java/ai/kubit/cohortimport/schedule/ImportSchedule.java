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
 * @param timing when it is imported
 * @param mails who is told, and how
 * @param exports which exports are believed
 * @param verify whom an import is followed by a look at, where the workspace allows it
 */
public record ImportSchedule(
    CohortKey cohort,
    String cohortName,
    Timing timing,
    MailRules mails,
    ExportRules exports,
    VerifyScope verify) {

  /**
   * When a cohort is imported.
   *
   * @param cadence how often
   * @param timeZone whose clock the cadence's times are read from
   * @param fullRefreshEvery every so many executions all members are sent again, 1 to 1,000; absent
   *     means never
   */
  public record Timing(Cadence cadence, ZoneId timeZone, Optional<Integer> fullRefreshEvery) {
    public Timing {
      Objects.requireNonNull(cadence, "cadence");
      Objects.requireNonNull(timeZone, "timeZone");
      Objects.requireNonNull(fullRefreshEvery, "fullRefreshEvery");
    }
  }

  /**
   * Who is told of an import.
   *
   * @param recipients who gets a mail; at least one, at most 50
   * @param locale the mails' language
   * @param notifyOn which outcomes are mailed
   */
  public record MailRules(List<String> recipients, MailLocale locale, Notify notifyOn) {
    public MailRules {
      recipients = List.copyOf(recipients);
      Objects.requireNonNull(locale, "locale");
      Objects.requireNonNull(notifyOn, "notifyOn");
    }
  }

  /**
   * Which exports are believed.
   *
   * @param nullWords what stands for "no value" in the export; empty where every word is an id
   * @param maxAge how old an export may be, 1 to 8,760 hours; absent means any age
   * @param limits how much an export may change
   */
  public record ExportRules(NullWords nullWords, Optional<Duration> maxAge, ImportLimits limits) {
    public ExportRules {
      Objects.requireNonNull(nullWords, "nullWords");
      Objects.requireNonNull(maxAge, "maxAge");
      Objects.requireNonNull(limits, "limits");
    }
  }

  /** Of whom Braze is asked after an import whether it really holds them. */
  public enum VerifyScope {
    /** Nobody. */
    OFF,
    /** About a thousand members. */
    SAMPLE,
    /** Every member. */
    ALL
  }

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
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(mails, "mails");
    Objects.requireNonNull(exports, "exports");
    Objects.requireNonNull(verify, "verify");
  }

  /** A schedule whose imports are followed by a look at a sample, where the workspace allows it. */
  public ImportSchedule(
      CohortKey cohort, String cohortName, Timing timing, MailRules mails, ExportRules exports) {
    this(cohort, cohortName, timing, mails, exports, VerifyScope.SAMPLE);
  }

  public Cadence cadence() {
    return timing.cadence();
  }

  public ZoneId timeZone() {
    return timing.timeZone();
  }

  public List<String> recipients() {
    return mails.recipients();
  }

  public MailLocale locale() {
    return mails.locale();
  }

  public ImportLimits limits() {
    return exports.limits();
  }
}

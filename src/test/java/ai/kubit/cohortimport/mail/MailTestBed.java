package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.MailFacts.EarlierImports;
import ai.kubit.cohortimport.mail.MailFacts.ScheduleStanding;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mails of the sample executions, and how to look at them. */
abstract class MailTestBed {
  static final Ended IMPORTED = Samples.completed();
  static final Ended TOO_MANY = ended(Reason.GUARD_REMOVALS);

  final ImportMail mails = new ImportMail();

  RenderedMail mail(Ended ended, MailLocale locale) {
    return mails.render(Samples.facts(Samples.execution(ended), locale));
  }

  static MailFacts recent(Ended ended, List<SizePoint> recent) {
    MailFacts facts = Samples.facts(Samples.execution(ended), MailLocale.ENGLISH);
    EarlierImports earlier = new EarlierImports(recent, List.of());
    return new MailFacts(
        facts.execution(), facts.schedule(), facts.standing(), earlier, facts.installation());
  }

  static MailFacts withoutNext(ImportExecution execution, ScheduleState state, MailLocale locale) {
    MailFacts facts = Samples.facts(execution, locale);
    ScheduleStanding standing = new ScheduleStanding(state, Optional.empty());
    return new MailFacts(execution, facts.schedule(), standing, facts.past(), facts.installation());
  }

  static SizePoint point(String id, String at, Outcome outcome, boolean changed) {
    return new SizePoint(id, Instant.parse(at), 100, outcome, changed);
  }

  static Ended ended(Reason reason) {
    return Samples.ended(reason);
  }

  static String paragraph(RenderedMail mail, int number) {
    return mail.text().split("\n\n", -1)[number];
  }

  /** With plain spaces in place of the narrow and the unbreakable ones of some languages. */
  static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }
}

package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.input.CleanText;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Writes the mail that reports a finished import, in the language of its schedule and on its clock.
 * It speaks of changes that Braze accepted, never of more than is known, and never names a member.
 * Needs the running application, whose build compiles the templates and the messages; safe for use
 * by several threads.
 */
public final class ImportMail {
  private static final Logger LOG = Logger.getLogger(ImportMail.class);

  /** The mail of an execution; the same facts always give the same mail. Never fails. */
  public RenderedMail render(MailFacts facts) {
    return orPlainly(ImportMail::inFull, facts);
  }

  /** Somebody must hear of the import, whatever is wrong with what is said of it. */
  static RenderedMail orPlainly(Function<MailFacts, RenderedMail> usual, MailFacts facts) {
    try {
      return usual.apply(facts);
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "the mail about %s of %s is written in plainer words",
          facts.execution().executionId(),
          facts.execution().cohort());
      return PlainMail.of(facts);
    }
  }

  private static RenderedMail inFull(MailFacts facts) {
    String tag = facts.schedule().locale().tag();
    Messages messages = MessageBundles.get(Messages.class, Localized.Literal.of(tag));
    ReaderFormat format = new ReaderFormat(Locale.forLanguageTag(tag), facts.schedule().timeZone());
    MailStory story = new MailStory(messages, format, facts);
    MailView view = view(messages, format, facts, story);
    return new RenderedMail(
        new Subject(messages).of(story.outcome(), story.headline(), facts),
        MailLayouts.mailText(view).render(),
        MailLayouts.mailHtml(view).render(),
        tag,
        facts.execution().cohort());
  }

  private static MailView view(
      Messages messages, ReaderFormat format, MailFacts facts, MailStory story) {
    MailFigures figures = new MailFigures(messages, format, facts);
    return new MailView(
        facts.schedule().locale().tag(),
        story.tone().colour(),
        story.tone().mark(),
        story.title(),
        messages.colon(),
        CleanText.oneLine(facts.execution().cohortName()),
        facts
            .execution()
            .export()
            .map(e -> messages.asOf(format.momentInZone(e.exportedAt())))
            .orElse(""),
        figures.first(),
        story.sections(),
        new MailCommands(messages, format, facts).offered(),
        figures.counts(),
        new SizeChart(messages, format).of(facts),
        figures.reports(),
        figures.about(),
        messages.whyThisMail(messages.which(facts.schedule().mails().notifyOn())));
  }
}

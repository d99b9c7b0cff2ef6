package ai.kubit.cohortimport.notification;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The layouts of this package; those of a mail show the same facts. */
@CheckedTemplate(basePath = "")
final class Layouts {
  private Layouts() {}

  static native TemplateInstance mailHtml(MailView mail);

  static native TemplateInstance mailText(MailView mail);

  static native TemplateInstance history(HistoryView page);
}

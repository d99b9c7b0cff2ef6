package ai.kubit.cohortimport.notification;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The layouts; both show the same facts. */
@CheckedTemplate(basePath = "")
final class MailTemplates {
  private MailTemplates() {}

  static native TemplateInstance mailHtml(MailView mail);

  static native TemplateInstance mailText(MailView mail);
}

package ai.kubit.cohortimport.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The two layouts of a mail, which show the same facts. */
@CheckedTemplate(basePath = "")
final class MailLayouts {
  private MailLayouts() {}

  static native TemplateInstance mailHtml(MailView mail);

  static native TemplateInstance mailText(MailView mail);
}

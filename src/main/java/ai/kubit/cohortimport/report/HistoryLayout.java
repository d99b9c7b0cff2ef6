package ai.kubit.cohortimport.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The layout of the history page. */
@CheckedTemplate(basePath = "")
final class HistoryLayout {
  private HistoryLayout() {}

  static native TemplateInstance history(HistoryView page);
}

package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.TestExecution;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Writes every mail in every language to {@code target/mails}, with an {@code index.html}: to be
 * looked at by people, and by the tests of the profile {@code browser}.
 */
@QuarkusTest
class MailGalleryTest {
  private final ImportMail mails = new ImportMail();
  private final List<String> index = new ArrayList<>();

  @Test
  void everyMailIsThereToBeLookedAt() throws IOException {
    for (MailLocale locale : MailLocale.values()) {
      for (Ended ended : Samples.endings()) {
        keep(ended, Samples.of(ended), locale, "");
      }
      Ended imported = Samples.completed();
      TestExecution drained = Samples.of(imported).counting(Samples.drained()).drain();
      keep(imported, drained, locale, "-drained");
    }
    MailGallery.keep(
        "index.html",
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mails</title></head>"
            + "<body><h1>Mails</h1><ul>"
            + String.join("", index)
            + "</ul></body></html>");

    int kinds = 1 + Reason.values().length + 1;
    assertThat(index).hasSize(kinds * MailLocale.values().length).doesNotHaveDuplicates();
  }

  private void keep(Ended ended, TestExecution execution, MailLocale locale, String kind)
      throws IOException {
    RenderedMail mail = mails.render(Samples.facts(execution.build(), locale));
    String name = locale.tag() + "-" + ended.reason().map(Reason::name).orElse("COMPLETED") + kind;
    MailGallery.keep(name + ".html", mail.html());
    MailGallery.keep(name + ".txt", mail.subject() + "\n\n" + mail.text());
    index.add("<li><a href=\"%s.html\">%s</a></li>".formatted(name, mail.subject()));
  }
}

package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.local.aws.ParsedMail;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by a parser of somebody else's. */
class MimeMailTest {
  private static final MailSource SOURCE =
      new MailSource("Kubit Cohort Import", "cohorts@example.com", "data-team@example.com");

  private static RenderedMail mail(String subject, String text) {
    return new RenderedMail(
        subject, text, "<p>" + text + "</p>", "pt-BR", new CohortKey("acme", "power.users"));
  }

  private static String raw(RenderedMail mail) {
    return new String(
        new MimeMail(SOURCE).of("anna@example.com", mail), StandardCharsets.ISO_8859_1);
  }

  private static ParsedMail parsed(RenderedMail mail) {
    return ParsedMail.of(new MimeMail(SOURCE).of("anna@example.com", mail));
  }

  @Test
  void aReaderSeesWhoWritesWhereToAnswerAndThatAProgramWroteIt() {
    assertThat(parsed(mail("Imported", "text")).headers())
        .containsEntry("From", "Kubit Cohort Import <cohorts@example.com>")
        .containsEntry("To", "anna@example.com")
        .containsEntry("Reply-To", "data-team@example.com")
        .containsEntry("Auto-Submitted", "auto-generated")
        .containsEntry("X-Auto-Response-Suppress", "All")
        .containsEntry("List-Id", "<power-users.acme.cohort-import.example.com>")
        .containsEntry(
            "List-Unsubscribe",
            "<mailto:data-team@example.com?subject=unsubscribe%20acme%2Fpower.users>")
        .containsEntry("Content-Language", "pt-BR")
        .containsEntry("MIME-Version", "1.0");
  }

  @Test
  void withoutAReplyAddressNoneIsInvented() {
    MimeMail mails = new MimeMail(MailSource.of("cohorts@example.com", Optional.empty()));

    assertThat(ParsedMail.of(mails.of("anna@example.com", mail("a", "b"))).headers())
        .doesNotContainKeys("Reply-To", "List-Unsubscribe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?utf-8?q?x?=",
        "Imported: =?utf-8?B?aGE=?= – 3 added",
        "Größe 50 % & mehr – 日本",
        "👩‍👩‍👧 family and 🏳️‍🌈 and a long text after it, to be folded at least twice or more",
        "an ordinary text that is just too long to stand on one line of a mail's head",
        " outer spaces ",
        "\u0430dmin \u200B zero width",
        "",
      })
  void aSubjectArrivesAsItIs(String subject) {
    assertThat(parsed(mail(subject, "text")).subject().strip()).isEqualTo(subject.strip());
  }

  @Test
  void nothingInASubjectBecomesAHeader() {
    ParsedMail mail = parsed(mail("a\r\nBcc: evil@example.com\r\n\r\n<b>body</b>", "text"));

    assertThat(mail.headers()).doesNotContainKey("Bcc");
    assertThat(mail.subject()).isEqualTo("a  Bcc: evil@example.com    <b>body</b>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Grüße\nzwei & drei\n",
        ".\n.\r\n..dots\n",
        "--=_kubit-cohort-import--\n--=_kubit-cohort-import\n",
        "From here\n\n\nContent-Type: text/evil\n",
        "",
      })
  void aBodyArrivesAsItIs(String text) {
    ParsedMail mail = parsed(mail("a", text));

    assertThat(mail.text()).isEqualTo(text);
    assertThat(mail.html()).isEqualTo("<p>" + text + "</p>");
  }

  @Test
  void noLineIsLongerThanMailAllows() {
    String raw = raw(mail("日本 ".repeat(75), "x".repeat(20_000)));

    assertThat(raw.split("\r\n", -1)).noneMatch(line -> line.length() > 100);
    assertThat(raw.replace("\r\n", "").matches("[^\r\n]*")).isTrue();
    assertThat(raw.chars()).allMatch(c -> c < 128);
    assertThat(raw.split("\r\n", -1)).noneMatch(line -> line.startsWith("."));
  }

  @Test
  void aSenderMayHaveANameOfAnyLetters() {
    MailSource source = MailSource.of("\"Söhne, Inc.\" <cohorts@example.com>", Optional.empty());

    assertThat(source.address()).isEqualTo("cohorts@example.com");
    assertThat(ParsedMail.of(new MimeMail(source).of("anna@example.com", mail("a", "b"))).headers())
        .containsEntry("From", "Söhne, Inc. <cohorts@example.com>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody", "a@b\r\nBcc: c@d", "a@b, c@d", "Name <a@b", "", "ana@müller.de", "<>"})
  void aSenderThatIsNoAddressIsNoSetting(String from) {
    assertThatThrownBy(() -> MailSource.of(from, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KUBIT_MAIL_FROM must be a plain mail address");
    assertThatThrownBy(() -> MailSource.of("a@example.com", Optional.of(from + "<")))
        .hasMessageContaining("KUBIT_MAIL_REPLY_TO");
  }
}

package ai.kubit.cohortimport.local.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mail that was accepted.
 *
 * @param from the envelope's sender
 * @param recipients the envelope's recipients
 * @param content what a mail program would show
 * @param raw the whole message, as it was sent
 * @param files the files that hold it
 */
public record OutboxMail(
    String from, List<String> recipients, ParsedMail content, String raw, List<Path> files) {

  public String subject() {
    return content.subject();
  }

  public String text() {
    return content.text();
  }

  public String html() {
    return content.html();
  }

  OutboxMail writtenTo(Path directory, String id) throws IOException {
    String slug = subject().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = id + "-" + slug.substring(0, Math.min(60, slug.length()));
    StringBuilder head = new StringBuilder();
    content.headers().forEach((header, value) -> head.append("%s: %s%n".formatted(header, value)));
    return new OutboxMail(
        from,
        recipients,
        content,
        raw,
        List.of(
            Files.writeString(directory.resolve(name + ".txt"), head + "\n" + text()),
            Files.writeString(directory.resolve(name + ".html"), html()),
            Files.writeString(directory.resolve(name + ".eml"), raw)));
  }
}

package ai.kubit.cohortimport.local.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail that was accepted.
 *
 * @param raw the whole message for a raw mail, whose text and html are empty; else empty
 * @param files where it can be read
 */
public record OutboxMail(
    String from,
    List<String> recipients,
    String subject,
    String text,
    String html,
    String raw,
    List<Path> files) {

  OutboxMail writtenTo(Path directory, String id) throws IOException {
    String slug = subject.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = id + "-" + slug.substring(0, Math.min(60, slug.length()));
    List<Path> written = new ArrayList<>();
    if (raw.isEmpty()) {
      String head =
          "From: %s%nTo: %s%nSubject: %s%n%n"
              .formatted(from, String.join(", ", recipients), subject);
      written.add(Files.writeString(directory.resolve(name + ".txt"), head + text));
      if (!html.isEmpty()) {
        written.add(Files.writeString(directory.resolve(name + ".html"), html));
      }
    } else {
      written.add(Files.writeString(directory.resolve(name + ".eml"), raw));
    }
    return new OutboxMail(from, recipients, subject, text, html, raw, List.copyOf(written));
  }
}

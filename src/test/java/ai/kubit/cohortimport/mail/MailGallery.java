package ai.kubit.cohortimport.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what tests render in {@code target/mails}, to be looked at in a browser. */
public final class MailGallery {
  private static final Path FOLDER = Path.of("target", "mails");

  private MailGallery() {}

  public static void keep(String name, String text) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name), text, StandardCharsets.UTF_8);
  }
}

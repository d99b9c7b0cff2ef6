package ai.kubit.cohortimport;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether AWS's clients will find a region; without one they fail with a page of text. */
final class Region {
  private Region() {}

  static boolean isSet() {
    return System.getenv("AWS_REGION") != null
        || System.getProperty("aws.region") != null
        || System.getenv("AWS_CONFIG_FILE") != null
        || Files.exists(Path.of(System.getProperty("user.home", "/"), ".aws", "config"));
  }
}

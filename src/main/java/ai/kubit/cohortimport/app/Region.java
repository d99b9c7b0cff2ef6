package ai.kubit.cohortimport.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether AWS's clients will find a region; without one they fail with a page of text. */
public final class Region {
  private Region() {}

  public static boolean isSet() {
    return System.getenv("AWS_REGION") != null
        || System.getProperty("aws.region") != null
        || System.getenv("AWS_CONFIG_FILE") != null
        || Files.exists(Path.of(System.getProperty("user.home", "/"), ".aws", "config"));
  }
}

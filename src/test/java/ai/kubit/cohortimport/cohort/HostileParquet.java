package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads damaged copies of Parquet files in a process of its own, with little memory, and prints how
 * they ended. Any other end than a refusal in our words, or rows, is an error of this process.
 */
final class HostileParquet {
  private static final byte[] HUGE_NUMBER = {-1, -1, -1, -1, 15};

  private HostileParquet() {}

  /** Takes the directory of the files, and how many copies of each to damage. */
  public static void main(String... arguments) throws IOException {
    Map<Reason, Integer> ends = new EnumMap<>(Reason.class);
    Random random = new Random(19);
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(arguments[0]))) {
      files = listed.sorted().toList();
    }
    for (Path path : files) {
      byte[] file = Files.readAllBytes(path);
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        read(damaged(file, random), ends);
      }
    }
    for (int i = 0; i < 2000; i++) {
      read(randomBytes(random), ends);
    }
    System.out.println(ends);
  }

  private static void read(byte[] file, Map<Reason, Integer> ends) {
    try {
      Exports.read("members.parquet", file);
    } catch (ImportStoppedException e) {
      ends.merge(e.reason(), 1, Integer::sum);
    }
  }

  private static byte[] damaged(byte[] file, Random random) {
    byte[] copy = file.clone();
    int footer = Math.max(8, copy.length / 2);
    for (int i = random.nextInt(4); i >= 0; i--) {
      // As often in the metadata as in all the rest.
      int at =
          random.nextBoolean()
              ? copy.length - 8 - random.nextInt(footer - 8)
              : 4 + random.nextInt(copy.length - 4);
      if (random.nextInt(3) == 0) {
        int length = Math.min(HUGE_NUMBER.length, copy.length - at);
        System.arraycopy(HUGE_NUMBER, 0, copy, at, length);
      } else {
        copy[at] = (byte) random.nextInt();
      }
    }
    return copy;
  }

  /** Metadata of random bytes, where most numbers are small and some are huge. */
  private static byte[] randomBytes(Random random) {
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    byte[] footer = new byte[1 + random.nextInt(400)];
    for (int i = 0; i < footer.length; i++) {
      footer[i] = (byte) (random.nextBoolean() ? random.nextInt(0x40) : random.nextInt());
    }
    byte[] length = {(byte) footer.length, (byte) (footer.length >>> 8), 0, 0};
    return Exports.join(magic, Arrays.copyOf(footer, 50), footer, length, magic);
  }
}

package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.join;
import static ai.kubit.cohortimport.cohort.Exports.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.cohort.parquet.ReferenceParquet;
import ai.kubit.cohortimport.cohort.parquet.ReferenceParquet.Form;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie about themselves end as refusals, and take little memory. */
class HostileParquetTest {
  private static final byte[] MAGIC = "PAR1".getBytes(UTF_8);

  @Test
  void damagedFilesEndAsRefusalsWithinAFewMegabytes(@TempDir Path directory)
      throws IOException, InterruptedException {
    writeFiles(directory);
    Path output = Files.createTempFile("hostile", ".txt");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileParquet.class.getName(),
                directory.toString(),
                "400")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(reader.waitFor(5, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(output);
      assertThat(reader.exitValue()).as(said).isZero();
      assertThat(said).contains("EXPORT_CORRUPT=");
    } finally {
      reader.destroyForcibly();
      Files.delete(output);
    }
  }

  private static void writeFiles(Path directory) throws IOException {
    List<String> texts = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      texts.add(i % 9 == 0 ? null : "user-" + i % 70);
      numbers.add(String.valueOf(i * 37));
    }
    int files = 0;
    for (CompressionCodec codec :
        new CompressionCodec[] {
          CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.ZSTD
        }) {
      for (int i = 0; i < 8; i++) {
        boolean ofNumbers = (i & 4) > 0;
        Form form = new Form((i & 1) > 0, (i & 2) > 0, ofNumbers, ofNumbers, codec, 90, 300);
        Files.write(
            directory.resolve("file-" + files++),
            ReferenceParquet.write(ofNumbers ? numbers : texts, form));
      }
    }
    try (DuckDb duck = new DuckDb()) {
      Files.write(
          directory.resolve("file-" + files),
          duck.parquet("SELECT 'u' || i AS external_id FROM range(500) t(i)", "COMPRESSION gzip"));
    }
  }

  @Test
  void listsWithoutEndAndMetadataWithoutBottomAreDamage() {
    // Field 2, a list of structs, of which there are 2^31; field 4, structs within structs.
    refused(new byte[] {0x29, (byte) 0xfc, -1, -1, -1, -1, 7, 0});
    byte[] deep = new byte[4000];
    Arrays.fill(deep, (byte) 0x1c);
    refused(deep);
    refused(new byte[] {0});
    refused(new byte[] {0x28, -1, -1, -1, -1, 7});
  }

  @Test
  void metadataThatClaimsToBeLargerThanTheFileIsDamage() {
    byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 30).array();
    byte[] file = join(MAGIC, new byte[100], length, MAGIC);
    assertThatThrownBy(() -> read("part-0", file))
        .isInstanceOfSatisfying(
            ImportStoppedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.EXPORT_CORRUPT))
        .hasMessageContaining("its end is missing");
  }

  private static void refused(byte[] footer) {
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array();
    byte[] file = join(MAGIC, footer, length, MAGIC);
    assertThatThrownBy(() -> read("part-0", file))
        .isInstanceOfSatisfying(
            ImportStoppedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.EXPORT_CORRUPT))
        .hasMessageContaining("a Parquet file that is damaged");
  }
}

package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.read;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.cohort.parquet.ReferenceParquet;
import ai.kubit.cohortimport.cohort.parquet.ReferenceParquet.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;

/** Random tables, written by two writers in every form: the rows are those of the CSV. */
class RandomParquetTest {
  private static final CompressionCodec[] CODECS = {
    CompressionCodec.UNCOMPRESSED,
    CompressionCodec.SNAPPY,
    CompressionCodec.GZIP,
    CompressionCodec.ZSTD
  };

  @Test
  void theReferenceWriterAndTheCsvGiveTheSameRows() {
    Random random = new Random(17);
    for (int i = 0; i < 300; i++) {
      boolean numbers = random.nextInt(4) == 0;
      boolean required = random.nextInt(4) == 0;
      List<String> values = values(random, numbers, required);
      Form form =
          new Form(
              random.nextBoolean(),
              random.nextBoolean(),
              numbers,
              required,
              CODECS[random.nextInt(CODECS.length)],
              1 + random.nextInt(300),
              1 + random.nextInt(1000));
      same(ReferenceParquet.write(values, form), values, form.toString());
    }
  }

  @Test
  void rowGroupsOfNullsAloneAreRead() {
    List<String> nulls = new ArrayList<>(Collections.nCopies(100, null));
    nulls.addAll(List.of("a", "b", "a"));
    for (CompressionCodec codec : CODECS) {
      for (boolean second : new boolean[] {false, true}) {
        Form form = new Form(second, true, false, false, codec, 30, 50);
        same(ReferenceParquet.write(nulls, form), nulls, form.toString());
        Form plain = new Form(second, false, false, false, codec, 30, 50);
        same(ReferenceParquet.write(nulls, plain), nulls, plain.toString());
      }
    }
  }

  @Test
  void aWarehouseAndTheCsvGiveTheSameRows() {
    Random random = new Random(18);
    try (DuckDb duck = new DuckDb()) {
      for (int i = 0; i < 60; i++) {
        List<String> values = values(random, false, false);
        duck.table("t", values);
        String options =
            "COMPRESSION %s, PARQUET_VERSION V%d, ROW_GROUP_SIZE %d"
                .formatted(
                    CODECS[random.nextInt(CODECS.length)].name().toLowerCase(java.util.Locale.ROOT),
                    1 + random.nextInt(2),
                    2048 * (1 + random.nextInt(2)));
        same(duck.parquet("SELECT * FROM t", options), values, options);
      }
    }
  }

  private static void same(byte[] file, List<String> values, String form) {
    Exports.Read twin = Exports.csv(csv(values));
    Exports.Read read = read("members.csv", file);
    assertThat(read.members).as(form).isEqualTo(twin.members);
    assertThat(read.problems).as(form).isEqualTo(twin.problems);
  }

  private static String csv(List<String> values) {
    StringBuilder text = new StringBuilder("external_id\n");
    for (String value : values) {
      text.append('"').append(value == null ? "" : value.replace("\"", "\"\"")).append("\"\n");
    }
    return text.toString();
  }

  private static List<String> values(Random random, boolean numbers, boolean required) {
    int rows = random.nextInt(3000);
    int different = 1 + random.nextInt(random.nextBoolean() ? 20 : 100_000);
    int nulls = required ? 0 : random.nextInt(3);
    long near = random.nextBoolean() ? 0 : random.nextLong();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      if (random.nextInt(4) < nulls) {
        values.add(null);
      } else if (numbers) {
        values.add(String.valueOf(near + random.nextInt(different)));
      } else {
        values.add(text(new Random(random.nextInt(different))));
      }
    }
    return values;
  }

  private static String text(Random random) {
    String[] pieces = {"user-", "ä", "𝄞", " ", "\"", "0", "17", "NULL", "\\N", "x".repeat(60), ""};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.append(random.nextInt(3) == 0 ? "" : random.nextInt()).toString();
  }
}

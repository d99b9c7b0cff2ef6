package ai.kubit.cohortimport.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The reader against a slow reference, and against damage; {@code -Dseed=} repeats a failure. */
class RandomExportsTest {
  private static final String[] PIECES = {
    "a",
    "B",
    "7",
    " ",
    "\t",
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\u00e9",
    "\u20ac",
    "\ud83d\ude00",
    "\u0000",
    "\u007f",
    "null",
    "-",
    "\u3000",
    "user",
    "\"q,\n\"\"x\"\"\"",
  };
  private static final byte[][] STRAY = {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0}};
  private static final String[] COLUMNS = {
    "external_id",
    "Alias_Name",
    "ALIAS_LABEL",
    "device_id",
    "note",
    "\"quoted, note\"",
    " external_id "
  };

  private long seed;
  private Random random;

  @BeforeEach
  void seed(TestInfo test) {
    seed = Long.getLong("seed", System.nanoTime());
    random = new Random(seed);
    System.out.println(test.getDisplayName() + " -Dseed=" + seed);
  }

  @Test
  void csvIsReadLikeTheReferenceReadsIt() {
    int members = 0;
    int corrupt = 0;
    for (int i = 0; i < 8_000; i++) {
      byte[] file = csv(random.nextInt(6), random.nextInt(30) == 0 ? 400 : 6);
      List<String> expected = NaiveRows.csv(file);
      List<String> actual = results("members.csv", file);
      assertThat(actual)
          .as("seed %d, file %d: %s", seed, i, Arrays.toString(file))
          .isEqualTo(expected);
      members += expected == null ? 0 : expected.size();
      corrupt += expected == null ? 1 : 0;
    }
    // Otherwise the generator proves nothing.
    assertThat(members).isGreaterThan(2_000);
    assertThat(corrupt).isBetween(200, 7_500);
  }

  @Test
  void csvLongerThanTheBuffersIsReadLikeTheReferenceReadsIt() {
    for (int i = 0; i < 5; i++) {
      byte[] file = tidyCsv(20_000);
      List<String> actual =
          results("members.csv", random.nextBoolean() ? Exports.gzip(file) : file);
      assertThat(actual).as("seed %d", seed).hasSize(20_000).isEqualTo(NaiveRows.csv(file));
    }
  }

  @Test
  void ndjsonSaysTheSameAsCsv() {
    for (int i = 0; i < 300; i++) {
      List<List<String>> rows = new ArrayList<>();
      for (int row = random.nextInt(200); row > 0; row--) {
        rows.add(List.of(value(), value(), value(), value()));
      }
      assertThat(results("members.ndjson", ndjson(rows)))
          .as("seed %d", seed)
          .isEqualTo(results("members.csv", quotedCsv(rows)));
    }
  }

  @Test
  void damageInAPlainFileSpoilsNoMemberBeforeIt() {
    for (int i = 0; i < 2_000; i++) {
      byte[] file = Exports.rows(100).getBytes(UTF_8);
      int at = 12 + random.nextInt(file.length - 12);
      file[at] = (byte) random.nextInt(256);
      int intact = (int) new String(Arrays.copyOf(file, at), UTF_8).lines().count() - 2;
      List<String> ids = idsUntilStopped("members.csv", file);
      assertThat(ids.size()).as("seed %d", seed).isGreaterThanOrEqualTo(Math.max(intact, 0));
      for (int id = 0; id < intact; id++) {
        assertThat(ids.get(id)).isEqualTo("u" + id);
      }
    }
  }

  @Test
  void aDamagedGzipFileIsReadWhollyOrRefused() {
    byte[] whole = Exports.join(Exports.gzip(Exports.rows(500)), Exports.gzip("v\nw\n"));
    List<String> members = Exports.read("members.csv.gz", whole).ids();
    for (int i = 0; i < 1_000; i++) {
      byte[] file = whole.clone();
      // Not the magic bytes: without them it is a plain file of garbage.
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        file[2 + random.nextInt(file.length - 2)] ^= (byte) (1 << random.nextInt(8));
      }
      Exports.Read read = new Exports.Read();
      try {
        Exports.read("members.csv.gz", file, ReadLimits.DEFAULT, read);
        assertThat(read.ids()).as("seed %d", seed).isEqualTo(members);
      } catch (ImportStoppedException e) {
        assertThat(e.getMessage()).contains("members.csv.gz").doesNotContain("u1");
      }
    }
  }

  @Test
  void ndjsonWithDamageEndsInAnOrderlyWayAndKeepsTheOtherLines() {
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int row = 0; row < 20; row++) {
        text.append("{\"n\":[1,{}],\"external_id\":\"u").append(row).append("\"}\n");
      }
      byte[] file = text.toString().getBytes(UTF_8);
      file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      Exports.Read read = Exports.read("members.ndjson", file);
      // One byte spoils one line, or joins two, or divides one.
      assertThat(read.members.size()).as("seed %d", seed).isGreaterThanOrEqualTo(18);
      assertThat(read.members.size() + read.rejected.size()).isBetween(19, 21);
    }
  }

  private List<String> idsUntilStopped(String name, byte[] file) {
    Exports.Read read = new Exports.Read();
    try {
      Exports.read(name, file, ReadLimits.DEFAULT, read);
    } catch (ImportStoppedException e) {
      assertThat(e.reason().name()).isEqualTo("EXPORT_CORRUPT");
    }
    return read.ids();
  }

  /** In the reference's words. */
  private static List<String> results(String name, byte[] file) {
    List<String> results = new ArrayList<>();
    MemberSink sink =
        new MemberSink() {
          @Override
          public void member(MemberId member) {
            results.add(member.kind().code() + "|" + member.id() + "|" + member.label());
          }

          @Override
          public void rejected(String objectName, long line, RowProblem problem) {
            results.add("-" + problem.name());
          }

          @Override
          public void progress(long bytesRead, long rows) {}
        };
    try {
      Exports.read(name, file, ReadLimits.DEFAULT, sink);
      return results;
    } catch (ImportStoppedException e) {
      return null;
    }
  }

  private byte[] csv(int rows, int piecesPerRow) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<String> header = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      header.add(COLUMNS[random.nextInt(COLUMNS.length)]);
    }
    file.writeBytes((String.join(",", header) + "\n").getBytes(UTF_8));
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < header.size(); column++) {
        file.writeBytes((column == 0 ? "" : ",").getBytes(UTF_8));
        for (int i = random.nextInt(piecesPerRow); i > 0; i--) {
          file.writeBytes(piece());
        }
      }
      file.writeBytes((random.nextBoolean() ? "\n" : "\r\n").getBytes(UTF_8));
    }
    return file.toByteArray();
  }

  private byte[] piece() {
    return random.nextInt(40) == 0
        ? STRAY[random.nextInt(STRAY.length)]
        : PIECES[random.nextInt(random.nextInt(3) == 0 ? PIECES.length : 3)].getBytes(UTF_8);
  }

  private byte[] tidyCsv(int rows) {
    StringBuilder text = new StringBuilder("note,external_id,device_id\n");
    for (int row = 0; row < rows; row++) {
      text.append("x".repeat(random.nextInt(40))).append(',');
      text.append(random.nextInt(20) == 0 ? "\"q\"\"\u20ac\n\"" : "u" + row).append(',');
      text.append(random.nextInt(3) == 0 ? "d\u00e9" : "");
      text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** A value without line breaks and quotes, which CSV and JSON can both say. */
  private String value() {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      value.append(piece.contains("\n") || piece.contains("\r") ? "-" : piece);
    }
    return random.nextInt(50) == 0 ? "\u20ac".repeat(325 + random.nextInt(10)) : value.toString();
  }

  private static byte[] ndjson(List<List<String>> rows) {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      ObjectNode object = json.createObjectNode();
      object.put("alias_name", row.get(1)).put("external_id", row.get(0));
      object.put("device_id", row.get(3)).put("alias_label", row.get(2));
      text.append(object).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] quotedCsv(List<List<String>> rows) {
    StringBuilder text = new StringBuilder("external_id,alias_name,alias_label,device_id\n");
    for (List<String> row : rows) {
      List<String> quoted = row.stream().map(v -> '"' + v.replace("\"", "\"\"") + '"').toList();
      text.append(String.join(",", quoted)).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }
}

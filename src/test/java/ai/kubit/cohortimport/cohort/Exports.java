package ai.kubit.cohortimport.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/** Writes parts of an export and reads them back. */
final class Exports {
  static final CohortKey COHORT = new CohortKey("acme", "c1");
  static final String PREFIX = "exports/acme/c1/";

  private Exports() {}

  /** What a reader told its sink. */
  static final class Read implements MemberSink {
    final List<MemberId> members = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<RowProblem> problems = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    RowNotes notes = new RowNotes(0, 0, 0, 0);

    @Override
    public void member(MemberId member) {
      members.add(member);
    }

    @Override
    public void rejected(String objectName, long line, RowProblem problem) {
      rejected.add(objectName + ":" + line + ":" + problem.name());
      problems.add(problem);
    }

    @Override
    public void progress(long bytesRead, long rows) {
      progress.add(bytesRead + "/" + rows);
    }

    /** The ids of external-id members. */
    List<String> ids() {
      return members.stream().map(MemberId::id).toList();
    }
  }

  static Read csv(String text) {
    return read("members.csv", text.getBytes(UTF_8));
  }

  static Read csv(String text, NullWords nullWords) {
    Read read = new Read();
    read.notes = read("members.csv", text.getBytes(UTF_8), ReadLimits.DEFAULT, nullWords, read);
    return read;
  }

  static Read ndjson(String text) {
    return read("members.ndjson", text.getBytes(UTF_8));
  }

  static Read read(String name, byte[] content) {
    return read(name, content, ReadLimits.DEFAULT);
  }

  static Read read(String name, byte[] content, ReadLimits limits) {
    Read read = new Read();
    read.notes = read(name, content, limits, NullWords.DEFAULT, read);
    return read;
  }

  static void read(String name, byte[] content, ReadLimits limits, MemberSink sink) {
    read(name, content, limits, NullWords.DEFAULT, sink);
  }

  private static RowNotes read(
      String name, byte[] content, ReadLimits limits, NullWords nullWords, MemberSink sink) {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + name, content);
    RowNotes notes =
        new MemberReader(store, limits).read(export(store, OptionalLong.empty()), nullWords, sink);
    if (store.openStreams() != 0) {
      throw new AssertionError("a stream was left open");
    }
    return notes;
  }

  /** All objects of the store as one export. */
  static CohortExport export(InMemoryObjectStore store, OptionalLong declaredRows) {
    List<StoredObject> parts = store.list("");
    return new CohortExport("members", parts.get(0).lastModified(), parts, declaredRows, List.of());
  }

  static byte[] gzip(String text) {
    return gzip(text.getBytes(UTF_8));
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  /** A header and so many rows: {@code u0}, {@code u1}, … */
  static String rows(int count) {
    StringBuilder text = new StringBuilder("external_id\n");
    for (int i = 0; i < count; i++) {
      text.append('u').append(i).append('\n');
    }
    return text.toString();
  }
}

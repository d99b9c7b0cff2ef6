package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One complete export of a cohort's members: a single object, or a finished folder. Its rows have
 * not been read or checked; {@link MemberReader} does that.
 *
 * @param name the folder's name, or the single object's
 * @param exportedAt when Kubit evaluated the cohort, if the manifest says so; otherwise when the
 *     single object, or the folder's last marker, was written
 * @param parts the objects that hold rows, in the byte order of their keys; may be empty
 * @param declaredRows how many rows all parts hold, if the manifest says so
 * @param notes one or two sentences about each thing that was written later than this export, but
 *     is not imported
 */
public record CohortExport(
    String name,
    Instant exportedAt,
    List<StoredObject> parts,
    OptionalLong declaredRows,
    List<String> notes) {
  public CohortExport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(exportedAt, "exportedAt");
    parts = List.copyOf(parts);
    Objects.requireNonNull(declaredRows, "declaredRows");
    notes = List.copyOf(notes);
  }

  /** The export that is a single object, without a manifest. */
  static CohortExport of(StoredObject single) {
    return new CohortExport(
        single.name(), single.lastModified(), List.of(single), OptionalLong.empty(), List.of());
  }

  /** The size of all parts in bytes, as they are stored: compressed parts count compressed. */
  public long bytes() {
    return parts.stream().mapToLong(StoredObject::size).sum();
  }

  CohortExport with(List<String> otherNotes) {
    return new CohortExport(name, exportedAt, parts, declaredRows, otherNotes);
  }

  /**
   * Identifies the content of an export and how it is read: SHA-256, as 64 hexadecimal digits, over
   * the name, each part's key, version and size, and the words that count as no value. Equal
   * fingerprints mean that the export need not be read again.
   */
  public String fingerprint(NullWords nullWords) {
    StringBuilder facts = new StringBuilder(name).append('\n');
    if (!nullWords.equals(NullWords.DEFAULT)) {
      facts.append(String.join("\0", nullWords.words())).append("\n\n");
    }
    for (StoredObject part : parts) {
      facts.append(part.key()).append('\0').append(part.etag()).append('\0').append(part.size());
      facts.append('\n');
    }
    byte[] bytes = facts.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

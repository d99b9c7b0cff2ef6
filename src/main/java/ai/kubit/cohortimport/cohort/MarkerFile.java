package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * A small JSON file by which a writer says what belongs to an export.
 *
 * @param object where it lies
 * @param export the name of the export's folder
 */
record MarkerFile(StoredObject object, String export) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads the JSON object in it.
   *
   * @throws UnusableManifestException if it is larger, something else, or archived
   */
  JsonNode read(ObjectStore exports, int maxMegabytes) {
    if (object.size() > (long) maxMegabytes << 20) {
      throw wrong("it is larger than %d MB".formatted(maxMegabytes));
    }
    JsonNode json;
    try {
      json = JSON.readTree(content(exports));
    } catch (JacksonException e) {
      throw wrong("it is not JSON, or names a field twice");
    } catch (IOException e) {
      throw new StorageException("reading bytes in memory", e);
    }
    if (!json.isObject()) {
      throw wrong("it is not a JSON object");
    }
    return json;
  }

  private byte[] content(ObjectStore exports) {
    try (InputStream content = exports.open(object)) {
      return content.readAllBytes();
    } catch (ArchivedException e) {
      throw new UnusableManifestException(
          shownName() + " lies in an archive (S3 Glacier), where nobody can read it",
          ExportFault.archived(object.key(), e));
    } catch (IOException e) {
      throw SourceStream.failure(object.key(), e);
    }
  }

  /** The exception for a file with such a problem: a clause. */
  UnusableManifestException wrong(String problem) {
    return new UnusableManifestException(
        shownName() + " is wrong: " + problem,
        ExportFault.badManifest(object.name(), export, problem));
  }

  /** The exception for a file that names a part which is not there as it says. */
  UnusableManifestException missing(String problem) {
    return new UnusableManifestException(
        shownName() + " does not fit: " + problem,
        ExportFault.missingPart(object.name(), export, problem));
  }

  private String shownName() {
    return ExportFault.shown(object.name());
  }
}

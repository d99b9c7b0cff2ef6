package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a folder says about itself in {@code manifest.json}. Both fields may be absent or null;
 * others are ignored.
 *
 * @param rows how many rows all parts hold together, not counting headers
 * @param evaluatedAt when Kubit evaluated the cohort
 */
record ExportManifest(OptionalLong rows, Optional<Instant> evaluatedAt) {
  static final ExportManifest NONE = new ExportManifest(OptionalLong.empty(), Optional.empty());

  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  static ExportManifest read(ObjectStore exports, StoredObject object, String export) {
    JsonNode manifest = json(content(exports, object, export), export);
    return new ExportManifest(
        rows(manifest.path("rows"), export), evaluatedAt(manifest.path("evaluatedAt"), export));
  }

  private static byte[] content(ObjectStore exports, StoredObject object, String export) {
    if (object.size() > MAX_BYTES) {
      throw ExportFault.badManifest(export, "it is larger than 1 MB");
    }
    try (InputStream content = exports.open(object)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw SourceStream.failure(object.key(), e);
    }
  }

  private static JsonNode json(byte[] content, String export) {
    JsonNode manifest;
    try {
      manifest = JSON.readTree(content);
    } catch (JacksonException e) {
      throw ExportFault.badManifest(export, "it is not JSON");
    } catch (IOException e) {
      throw new StorageException("reading bytes in memory", e);
    }
    if (!manifest.isObject()) {
      throw ExportFault.badManifest(export, "it is not a JSON object");
    }
    return manifest;
  }

  private static OptionalLong rows(JsonNode rows, String export) {
    if (rows.isMissingNode() || rows.isNull()) {
      return OptionalLong.empty();
    }
    if (!rows.isIntegralNumber() || !rows.canConvertToLong() || rows.longValue() < 0) {
      throw ExportFault.badManifest(export, "rows is no whole number from 0 on");
    }
    return OptionalLong.of(rows.longValue());
  }

  private static Optional<Instant> evaluatedAt(JsonNode evaluatedAt, String export) {
    if (evaluatedAt.isMissingNode() || evaluatedAt.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(evaluatedAt.asText()).toInstant());
    } catch (DateTimeException e) {
      throw ExportFault.badManifest(export, "evaluatedAt is no time such as 2026-11-22T09:00:00Z");
    }
  }
}

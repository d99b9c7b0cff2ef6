package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Quoted;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.ObjectStore.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The content of a folder's {@code manifest.json}. Both fields may be absent or null. Their names
 * may be in any case, because warehouses write them so. Other fields are refused. The project's
 * page "Exports: for data teams", chapter "Where", describes it.
 *
 * @param rows how many rows all parts hold together, without headers
 * @param evaluatedAt when Kubit evaluated the cohort
 */
record ExportManifest(OptionalLong rows, Optional<Instant> evaluatedAt) {
  static final ExportManifest NONE = new ExportManifest(OptionalLong.empty(), Optional.empty());

  private static final List<String> NAMES = List.of("rows", "evaluatedAt");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  static ExportManifest read(ObjectStore exports, StoredObject object, String export) {
    JsonNode manifest = json(content(exports, object, export), export);
    OptionalLong rows = OptionalLong.empty();
    Optional<Instant> evaluatedAt = Optional.empty();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> field : manifest.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        throw wrong(export, Quoted.name(field.getKey()) + " is there twice");
      }
      switch (name) {
        case "rows" -> rows = rows(field.getValue(), export);
        case "evaluatedat" -> evaluatedAt = evaluatedAt(field.getValue(), export);
        default -> throw unknown(field.getKey(), export);
      }
    }
    return new ExportManifest(rows, evaluatedAt);
  }

  private static UnusableManifestException unknown(String name, String export) {
    String hint =
        DidYouMean.to(name, NAMES)
            .map(nearest -> "did you mean %s?".formatted(nearest))
            .orElse("it may hold rows and evaluatedAt");
    return wrong(export, "its field %s is not known (%s)".formatted(Quoted.name(name), hint));
  }

  /**
   * Refuses a time at which the cohort cannot have been evaluated: before the year 2000, or more
   * than 5 minutes in the future.
   */
  ExportManifest possible(Instant now, String export) {
    evaluatedAt
        .filter(at -> at.isBefore(EARLIEST) || at.isAfter(now.plus(CLOCKS_DIFFER)))
        .ifPresent(
            at -> {
              throw wrong(
                  export,
                  ("its evaluatedAt, %s, cannot be right; it must lie"
                          + " between the year 2000 and now")
                      .formatted(at));
            });
    return this;
  }

  private static UnusableManifestException wrong(String export, String problem) {
    return new UnusableManifestException(
        "is wrong: " + problem, ExportFault.badManifest(export, problem));
  }

  private static byte[] content(ObjectStore exports, StoredObject object, String export) {
    if (object.size() > MAX_BYTES) {
      throw wrong(export, "it is larger than 1 MB");
    }
    try (InputStream content = exports.open(object)) {
      return content.readAllBytes();
    } catch (ArchivedException e) {
      throw new UnusableManifestException(
          "lies in an archive (S3 Glacier), where nobody can read it",
          ExportFault.archived(object.key(), e));
    } catch (IOException e) {
      throw SourceStream.failure(object.key(), e);
    }
  }

  private static JsonNode json(byte[] content, String export) {
    JsonNode manifest;
    try {
      manifest = JSON.readTree(content);
    } catch (JacksonException e) {
      throw wrong(export, "it is not JSON, or names a field twice");
    } catch (IOException e) {
      throw new StorageException("reading bytes in memory", e);
    }
    if (!manifest.isObject()) {
      throw wrong(export, "it is not a JSON object");
    }
    return manifest;
  }

  private static OptionalLong rows(JsonNode rows, String export) {
    if (rows.isMissingNode() || rows.isNull()) {
      return OptionalLong.empty();
    }
    if (!rows.isIntegralNumber() || !rows.canConvertToLong() || rows.longValue() < 0) {
      throw wrong(export, "rows is no whole number from 0 on");
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
      throw wrong(export, "evaluatedAt is no time such as 2026-11-22T09:00:00Z");
    }
  }
}

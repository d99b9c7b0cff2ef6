package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Quoted;
import ai.kubit.cohortimport.storage.ObjectStore;
import com.fasterxml.jackson.databind.JsonNode;
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
  private static final int MAX_MEGABYTES = 1;

  static ExportManifest read(ObjectStore exports, MarkerFile file) {
    JsonNode manifest = file.read(exports, MAX_MEGABYTES);
    OptionalLong rows = OptionalLong.empty();
    Optional<Instant> evaluatedAt = Optional.empty();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> field : manifest.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        throw file.wrong(Quoted.name(field.getKey()) + " is there twice");
      }
      switch (name) {
        case "rows" -> rows = rows(field.getValue(), file);
        case "evaluatedat" -> evaluatedAt = evaluatedAt(field.getValue(), file);
        default -> throw unknown(field.getKey(), file);
      }
    }
    return new ExportManifest(rows, evaluatedAt);
  }

  private static UnusableManifestException unknown(String name, MarkerFile file) {
    String hint =
        DidYouMean.to(name, NAMES)
            .map(nearest -> "did you mean %s?".formatted(nearest))
            .orElse("it may hold rows and evaluatedAt");
    return file.wrong("its field %s is not known (%s)".formatted(Quoted.name(name), hint));
  }

  /**
   * Refuses a time at which the cohort cannot have been evaluated: before the year 2000, or more
   * than 5 minutes in the future.
   */
  ExportManifest possible(Instant now, MarkerFile file) {
    evaluatedAt
        .filter(at -> at.isBefore(EARLIEST) || at.isAfter(now.plus(CLOCKS_DIFFER)))
        .ifPresent(
            at -> {
              throw file.wrong(
                  ("its evaluatedAt, %s, cannot be right; it must lie"
                          + " between the year 2000 and now")
                      .formatted(at));
            });
    return this;
  }

  private static OptionalLong rows(JsonNode rows, MarkerFile file) {
    if (rows.isMissingNode() || rows.isNull()) {
      return OptionalLong.empty();
    }
    if (!rows.isIntegralNumber() || !rows.canConvertToLong() || rows.longValue() < 0) {
      throw file.wrong("rows is no whole number from 0 on");
    }
    return OptionalLong.of(rows.longValue());
  }

  private static Optional<Instant> evaluatedAt(JsonNode evaluatedAt, MarkerFile file) {
    if (evaluatedAt.isMissingNode() || evaluatedAt.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(evaluatedAt.asText()).toInstant());
    } catch (DateTimeException e) {
      throw file.wrong("evaluatedAt is no time such as 2026-11-22T09:00:00Z");
    }
  }
}

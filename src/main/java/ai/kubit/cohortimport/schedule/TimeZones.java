package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Nearest;
import ai.kubit.cohortimport.input.Shown;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which time zones a schedule may name: {@code UTC} and the regions of the tz database that this
 * program was built with. Abbreviations and plain offsets know no clock changes, or not the ones
 * that people mean.
 */
public final class TimeZones {
  private TimeZones() {}

  /** The release of the tz database that this program was built with, such as {@code 2025b}. */
  public static String release() {
    return ZoneRulesProvider.getVersions("Etc/UTC").lastKey();
  }

  static Optional<ZoneId> read(Field field) {
    Optional<String> text = field.text(64);
    Optional<ZoneId> zone = text.filter(TimeZones::isKnown).map(ZoneId::of);
    if (text.isPresent() && zone.isEmpty()) {
      field.refuse(
          "must be a region such as Europe/Berlin, or UTC"
              + FieldError.NOT
              + Shown.text(text.get())
              + hint(text.get()));
    }
    return zone;
  }

  private static boolean isKnown(String id) {
    return id.equals("UTC") || (isRegion(id) && ZoneId.getAvailableZoneIds().contains(id));
  }

  private static boolean isRegion(String id) {
    return id.contains("/") && !id.startsWith("SystemV/");
  }

  private static String hint(String text) {
    Set<String> ids = ZoneId.getAvailableZoneIds();
    String city = "/" + text.toLowerCase(Locale.ROOT).replace(' ', '_');
    return ids.stream()
        .filter(id -> id.toLowerCase(Locale.ROOT).endsWith(city))
        .sorted()
        .findFirst()
        .or(() -> Optional.of(text).filter(TimeZones::isRegion).flatMap(id -> Nearest.to(id, ids)))
        .map(id -> "; did you mean " + id + "?")
        .orElse("");
  }
}

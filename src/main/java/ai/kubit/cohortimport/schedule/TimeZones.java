package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.DidYouMean;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Quoted;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which time zones a schedule may name: {@code UTC} and the regions of the tz database that this
 * program was built with. Abbreviations and plain offsets know no clock changes, or not the ones
 * that people mean.
 */
public final class TimeZones {
  /** {@code Etc/GMT+2} is two hours behind UTC: no offset may be answered with one of those. */
  private static final Pattern OFFSET =
      Pattern.compile("(?i)(etc/)?(utc|gmt|z)?\\s*[+-]?\\s*\\d{1,2}(:?\\d{2})?");

  private static final Pattern SAME_AS_UTC =
      Pattern.compile("(?i)(etc/)?(utc|gmt|z|uct|zulu|universal|greenwich)([+-]?0+(:?00)?)?");

  private TimeZones() {}

  /** The release of the tz database that this program was built with, such as {@code 2025b}. */
  public static String release() {
    return ZoneRulesProvider.getVersions("Etc/UTC").lastKey();
  }

  static Optional<ZoneId> read(Field field) {
    Optional<String> text = field.text(64);
    Optional<ZoneId> zone = text.flatMap(TimeZones::named);
    if (text.isPresent() && zone.isEmpty()) {
      field.refuse(
          "must be a region such as Europe/Berlin, or UTC"
              + FieldError.NOT
              + Quoted.text(text.get())
              + hint(text.get()));
    }
    return zone;
  }

  /** The zone, if it is one that a schedule may name. The JDK's set of all ids is a copy. */
  static Optional<ZoneId> named(String id) {
    if (!id.equals("UTC") && !isRegion(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(id));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isRegion(String id) {
    return id.contains("/") && !id.startsWith("SystemV/");
  }

  private static String hint(String text) {
    if (SAME_AS_UTC.matcher(text).matches()) {
      return "; did you mean UTC?";
    }
    if (OFFSET.matcher(text).matches()) {
      return "; an offset does not follow changes of the clock, so name a region";
    }
    Set<String> ids =
        ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith("Etc/"))
            .collect(Collectors.toSet());
    String city = "/" + text.toLowerCase(Locale.ROOT).replace(' ', '_');
    return ids.stream()
        .filter(id -> id.toLowerCase(Locale.ROOT).endsWith(city))
        .sorted()
        .findFirst()
        .or(
            () ->
                Optional.of(text).filter(TimeZones::isRegion).flatMap(id -> DidYouMean.to(id, ids)))
        .map(id -> "; did you mean " + id + "?")
        .orElse("");
  }
}

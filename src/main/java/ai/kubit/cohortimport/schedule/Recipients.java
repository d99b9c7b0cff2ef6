package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the addresses that get the mails. One address each, without a display name; ASCII only,
 * because SES takes nothing else (Amazon SES, "Destination": domains in Punycode).
 */
final class Recipients {
  private static final int MOST = 50;
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL_PART = 64;
  private static final String EXPECTATION =
      "a mail address such as ana@example.com, at most " + LONGEST + " characters";
  private static final Pattern STORED =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
  private static final Pattern LOCAL_PART =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern TOP_LEVEL =
      Pattern.compile("[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private Recipients() {}

  /** Reads addresses that were stored: one that gets no mail must not stop imports. */
  static List<String> read(Field field) {
    return read(field, element -> element.matching(EXPECTATION, Recipients::mayBeStored));
  }

  /** Reads addresses that a person puts, and says what is wrong with one that can get no mail. */
  static List<String> readNew(Field field) {
    return read(field, Recipients::address);
  }

  private static List<String> read(Field field, Function<Field, Optional<String>> reader) {
    List<String> addresses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Field element : field.list(1, MOST, "mail addresses").orElse(List.of())) {
      Optional<String> address = reader.apply(element);
      if (address.isPresent() && !seen.add(address.get().toLowerCase(Locale.ROOT))) {
        element.refuse("is in the list already");
        continue;
      }
      address.ifPresent(addresses::add);
    }
    return addresses;
  }

  private static boolean mayBeStored(String text) {
    return text.length() <= LONGEST && STORED.matcher(text).matches();
  }

  private static Optional<String> address(Field element) {
    Optional<String> text = element.parsed(EXPECTATION, Optional::of);
    Optional<String> objection = text.flatMap(Recipients::objection);
    objection.ifPresent(
        why -> element.refuse(why + FieldError.NOT + Quoted.text(text.orElseThrow())));
    return objection.isPresent() ? Optional.empty() : text;
  }

  private static Optional<String> objection(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || text.length() > LONGEST || text.indexOf(' ') >= 0) {
      return Optional.of("must be " + EXPECTATION);
    }
    String localPart = text.substring(0, at);
    String domain = text.substring(at + 1);
    if (!isAscii(domain)) {
      return Optional.of(
          "must have its domain in Punycode (ana@xn--mller-kva.de for ana@m\u00fcller.de): Amazon SES"
              + " sends to no others");
    }
    if (!isAscii(localPart)) {
      return Optional.of(
          "must have only ASCII characters before the @: Amazon SES sends to no others");
    }
    if (localPart.length() > LONGEST_LOCAL_PART) {
      return Optional.of("must have at most " + LONGEST_LOCAL_PART + " characters before the @");
    }
    return LOCAL_PART.matcher(localPart).matches() && isDomain(domain)
        ? Optional.empty()
        : Optional.of("must be " + EXPECTATION);
  }

  /** Of two labels at least: mail goes to domains, not to machines next door. */
  private static boolean isDomain(String text) {
    List<String> labels = List.of(text.split("\\.", -1));
    return labels.size() > 1
        && labels.stream().allMatch(label -> LABEL.matcher(label).matches())
        && TOP_LEVEL.matcher(labels.get(labels.size() - 1)).matches();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}

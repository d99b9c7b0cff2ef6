package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the addresses that get the mails. One address each, without a display name; ASCII only,
 * because SES takes nothing else (Amazon SES, "Destination": domains in Punycode).
 */
final class Recipients {
  private static final int MOST = 50;
  private static final int LONGEST = 254;
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  private Recipients() {}

  static List<String> read(Field field) {
    List<String> addresses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Field element : field.list(1, MOST, "mail addresses").orElse(List.of())) {
      Optional<String> address =
          element.matching(
              "a mail address such as ana@example.com, at most " + LONGEST + " characters",
              Recipients::isAddress);
      address
          .filter(text -> !seen.add(text.toLowerCase(Locale.ROOT)))
          .ifPresent(text -> element.refuse("names an address once more"));
      address.ifPresent(addresses::add);
    }
    return addresses;
  }

  private static boolean isAddress(String text) {
    return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
  }
}

package ai.kubit.cohortimport.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Documents;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents' table of settings is the one that people believe. */
class SettingsTest {
  private static final String NONE = "none";
  private static final Pattern ROW =
      Pattern.compile("\\| `(KUBIT_[A-Z_]+)` \\| (?:`([^`]+)`|none) \\|.*");

  @Test
  void theTableNamesEverySettingWithItsDefault() {
    assertThat(documented()).containsExactlyEntriesOf(configured());
  }

  @Test
  void aSettingWithoutDefaultIsOptional() {
    for (Method setting : ImporterConfig.class.getDeclaredMethods()) {
      assertThat(setting.isAnnotationPresent(WithDefault.class))
          .as(setting.getName())
          .isNotEqualTo(setting.getReturnType().equals(Optional.class));
    }
  }

  private static Map<String, String> documented() {
    Map<String, String> settings = new TreeMap<>();
    for (String line : Documents.lines()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String before = settings.put(row.group(1), Optional.ofNullable(row.group(2)).orElse(NONE));
        assertThat(before).as("%s stands twice in the table", row.group(1)).isNull();
      }
    }
    return settings;
  }

  private static Map<String, String> configured() {
    Map<String, String> settings = new TreeMap<>();
    for (Method setting : ImporterConfig.class.getDeclaredMethods()) {
      WithDefault byDefault = setting.getAnnotation(WithDefault.class);
      settings.put(variable(setting), byDefault == null ? NONE : byDefault.value());
    }
    return settings;
  }

  private static String variable(Method setting) {
    String words = setting.getName().replaceAll("([A-Z])", "_$1");
    return "KUBIT_" + words.toUpperCase(Locale.ROOT);
  }
}

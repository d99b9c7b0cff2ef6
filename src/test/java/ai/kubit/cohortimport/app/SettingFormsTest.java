package ai.kubit.cohortimport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingFormsTest {

  @ParameterizedTest
  @CsvSource({
    "KUBIT_LEG_LIMIT,     fast,     'KUBIT_LEG_LIMIT must be a positive duration, such as PT14M, not \"fast\".'",
    "KUBIT_LEG_LIMIT,     14 min,   KUBIT_LEG_LIMIT must be a positive duration",
    "KUBIT_MAX_WORKERS,   ten,      'KUBIT_MAX_WORKERS must be a whole number, such as 10, not \"ten\".'",
    "KUBIT_MAX_WORKERS,   1.5,      KUBIT_MAX_WORKERS must be a whole number",
    "KUBIT_MAX_WORKERS,   99999999999, KUBIT_MAX_WORKERS must be a whole number",
    "KUBIT_MAX_WORKERS,   '',       KUBIT_MAX_WORKERS is empty.",
    "KUBIT_BRAZE_URL,     'http://[',   'KUBIT_BRAZE_URL must be an address, such as http://127.0.0.1:8080.'",
    "KUBIT_STAGE,         '',       KUBIT_STAGE is empty.",
    "KUBIT_TABLE_SCHEDULES, ' ',    KUBIT_TABLE_SCHEDULES is empty.",
  })
  void aWrongFormIsNamedByItsVariableWithAWayOut(String variable, String value, String message) {
    String wrong = SettingForms.wrongIn(Map.of(variable, value)).orElseThrow();

    assertThat(wrong).startsWith(message).contains("unset it").doesNotContain("SRCFG", "kubit.");
  }

  @ParameterizedTest
  @CsvSource({
    "KUBIT_LEG_LIMIT,   PT14M",
    "KUBIT_LEG_LIMIT,   14m",
    "KUBIT_LEG_LIMIT,   30",
    "KUBIT_LEG_LIMIT,   ''",
    "KUBIT_MAX_WORKERS, 10",
    "KUBIT_BRAZE_URL,   http://127.0.0.1:9",
    "KUBIT_BRAZE_URL,   ''",
    "KUBIT_LOCAL_KEY,   ''",
    "KUBIT_STAGE,       prod",
  })
  void aRightFormIsNot(String variable, String value) {
    assertThat(SettingForms.wrongIn(Map.of(variable, value))).isEmpty();
  }

  @Test
  void nothingIsWrongWhereNothingIsSet() {
    assertThat(SettingForms.wrongIn(Map.of())).isEmpty();
  }

  /** A wrong address may hold a password. */
  @Test
  void aWrongAddressIsNotRepeated() {
    assertThat(SettingForms.wrongIn(Map.of("KUBIT_BRAZE_URL", "http://me:secret@[")).orElseThrow())
        .doesNotContain("secret");
  }

  /** A new setting needs its form here. */
  @Test
  void everySettingThatCanHaveAWrongFormIsLookedAt() {
    for (Method setting : ImporterConfig.class.getDeclaredMethods()) {
      String variable =
          "KUBIT_" + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      String type = setting.getGenericReturnType().getTypeName();
      boolean optional = setting.getReturnType().equals(Optional.class);
      if (!optional) {
        assertThat(SettingForms.wrongIn(Map.of(variable, ""))).as(variable).isPresent();
      }
      if (!type.contains("String")) {
        assertThat(SettingForms.wrongIn(Map.of(variable, "\u0000 ["))).as(variable).isPresent();
      }
    }
  }
}

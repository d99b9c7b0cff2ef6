package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Quoted;
import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms of the settings, asked before the framework reads them: its own message would name a
 * property that nobody has set, and no way out. What a value of the right form may be is for {@link
 * StartCheck}.
 */
public final class SettingForms {
  /**
   * A form that a value must have.
   *
   * @param wanted completes "must be"
   * @param shown whether a wrong value may be repeated: an address may hold a password
   * @param reader throws for every other value
   */
  private record Form(String variable, String wanted, boolean shown, Reader reader) {}

  private interface Reader {
    Object read(String value);
  }

  private static final List<Form> FORMS =
      List.of(
          new Form("KUBIT_MAX_WORKERS", "a whole number, such as 10", true, Integer::parseInt),
          new Form(
              "KUBIT_LEG_LIMIT",
              "a positive duration, such as PT14M",
              true,
              DurationConverter::parseDuration),
          new Form(
              "KUBIT_BRAZE_URL", "an address, such as http://127.0.0.1:8080", false, URI::create),
          new Form("KUBIT_BRAZE_CA_FILE", "the path of a PEM file", false, Path::of));

  /** An empty value is none for the others; for these it would take the place of the default. */
  private static final List<String> NEVER_EMPTY =
      List.of(
          "KUBIT_TABLE_SCHEDULES",
          "KUBIT_TABLE_EXECUTIONS",
          "KUBIT_TABLE_WORKSPACES",
          "KUBIT_BUCKET_EXPORTS",
          "KUBIT_BUCKET_STATE",
          "KUBIT_MAIL_FROM",
          "KUBIT_KEY_PREFIX",
          "KUBIT_MAX_WORKERS",
          "KUBIT_STAGE");

  private SettingForms() {}

  /** What is wrong with the first setting whose form is wrong: a sentence or two. */
  public static Optional<String> wrongIn(Map<String, String> environment) {
    for (String variable : NEVER_EMPTY) {
      if (environment.getOrDefault(variable, "-").isBlank()) {
        return Optional.of(
            variable + " is empty. Give it a value, or unset it: then its default holds.");
      }
    }
    return FORMS.stream()
        .flatMap(form -> problem(form, environment.getOrDefault(form.variable(), "")).stream())
        .findFirst();
  }

  private static Optional<String> problem(Form form, String value) {
    if (value.isBlank()) {
      return Optional.empty();
    }
    try {
      form.reader().read(value.strip());
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      String found = form.shown() ? FieldError.NOT + Quoted.text(value) : "";
      return Optional.of(
          "%s must be %s%s. Correct it, or unset it."
              .formatted(form.variable(), form.wanted(), found));
    }
  }
}

package ai.kubit.cohortimport.input;

import java.util.ArrayList;
import java.util.List;

/** Collects the errors of one input, at most so many that an answer stays readable. */
final class FieldErrors {
  static final int LIMIT = 100;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    if (errors.size() < LIMIT) {
      errors.add(new FieldError(field, message));
    } else if (errors.size() == LIMIT) {
      errors.add(new FieldError("...", "there are more errors; correct these first"));
    }
  }

  List<FieldError> list() {
    return List.copyOf(errors);
  }
}

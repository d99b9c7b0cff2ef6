package ai.kubit.cohortimport.command;

/**
 * One option of the command line.
 *
 * @param name without the leading dashes
 * @param form how its value is written
 * @param field the path of the event's field that it fills
 * @param help what it means, in one line
 */
public record Option(String name, ValueForm form, String field, String help) {

  /** How values are written, and what they become in the event. */
  public enum ValueForm {
    /** No value: true. */
    FLAG(""),
    /** No value: false. */
    NEGATION(""),
    /** Taken as it is. */
    TEXT(" TEXT"),
    /** A name of a closed set; written small, with dashes. */
    NAME(" NAME"),
    NUMBER(" NUMBER"),
    /** Texts with commas between them. */
    TEXTS(" TEXT,..."),
    /** Names with commas between them. */
    NAMES(" NAME,...");

    private final String placeholder;

    ValueForm(String placeholder) {
      this.placeholder = placeholder;
    }

    public boolean hasValue() {
      return this != FLAG && this != NEGATION;
    }
  }

  /** As it is typed. */
  public String dashed() {
    return "--" + name;
  }

  /** As it is typed, with what follows it. */
  public String usage() {
    return dashed() + form.placeholder;
  }
}

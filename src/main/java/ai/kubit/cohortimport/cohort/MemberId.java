package ai.kubit.cohortimport.cohort;

import java.util.Objects;

/**
 * One of Braze's identifiers of a user, as the export gives it. Ids are text and are compared
 * character by character. They are never trimmed, never normalised, and their case matters: {@code
 * "0017"} is not {@code "17"}.
 *
 * @param kind which identifier it is
 * @param id the external id, the alias name or the device id
 * @param label the alias label; empty for the other kinds
 */
public record MemberId(Kind kind, String id, String label) {

  /** Braze's identifiers that an export may carry. */
  public enum Kind {
    /** {@code external_id}: an identified user. */
    EXTERNAL_ID('E'),
    /** {@code alias_name} with {@code alias_label}. */
    ALIAS('A'),
    /** {@code device_id}: an anonymous user. */
    DEVICE_ID('D');

    private final char code;
    private final String letter;

    Kind(char code) {
      this.code = code;
      this.letter = String.valueOf(code);
    }

    /** The letter that stands for this kind in the files of the state bucket. */
    public char code() {
      return code;
    }

    /** The same letter as a text. */
    public String letter() {
      return letter;
    }

    /**
     * The kind that a letter stands for.
     *
     * @throws IllegalArgumentException if the letter stands for no kind
     */
    public static Kind ofCode(char code) {
      return switch (code) {
        case 'E' -> EXTERNAL_ID;
        case 'A' -> ALIAS;
        case 'D' -> DEVICE_ID;
        default -> throw new IllegalArgumentException("no kind of member id: " + (int) code);
      };
    }
  }

  public MemberId {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(label, "label");
  }

  public static MemberId externalId(String id) {
    return new MemberId(Kind.EXTERNAL_ID, id, "");
  }

  public static MemberId alias(String name, String label) {
    return new MemberId(Kind.ALIAS, name, label);
  }

  public static MemberId deviceId(String id) {
    return new MemberId(Kind.DEVICE_ID, id, "");
  }

  /**
   * Written by hand, because the generated method of a record is slower in the native executable.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof MemberId that
        && kind == that.kind
        && id.equals(that.id)
        && label.equals(that.label);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.code() + id.hashCode()) + label.hashCode();
  }

  /** Only the kind, because a member's id must never reach a log, a mail or an exception. */
  @Override
  public String toString() {
    return kind.name();
  }
}

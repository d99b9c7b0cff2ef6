package ai.kubit.cohortimport.cohort.parquet;

/**
 * A Parquet file cannot be read. The message is a clause for people, and has no value of the file.
 */
public final class ParquetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kind of problem. */
  public enum Problem {
    /** The file violates the format. The message completes "it is damaged: ". */
    DAMAGED,
    /**
     * The file may be correct, but this program cannot read it. The message completes "a Parquet
     * file ".
     */
    UNSUPPORTED,
    /**
     * To read the file would take more memory than is allowed. The message is a complete clause.
     */
    TOO_LARGE
  }

  private final Problem problem;
  private final String remedy;

  private ParquetException(Problem problem, String clause, String remedy) {
    super(clause);
    this.problem = problem;
    this.remedy = remedy;
  }

  static ParquetException damaged(String clause) {
    return new ParquetException(Problem.DAMAGED, clause, "Export the cohort again");
  }

  static ParquetException unsupported(String clause, String remedy) {
    return new ParquetException(Problem.UNSUPPORTED, clause, remedy);
  }

  static ParquetException tooLarge(String clause, String remedy) {
    return new ParquetException(Problem.TOO_LARGE, clause, remedy);
  }

  public Problem problem() {
    return problem;
  }

  /** What to do: a sentence without its full stop. */
  public String remedy() {
    return remedy;
  }
}

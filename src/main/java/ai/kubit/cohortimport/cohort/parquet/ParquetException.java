package ai.kubit.cohortimport.cohort.parquet;

/** Why a Parquet file cannot be read. Its message is a clause for people, and holds no value. */
public final class ParquetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What trouble it is. */
  public enum Problem {
    /** The file contradicts itself or the format. The clause completes "it is damaged: ". */
    DAMAGED,
    /** The file may be sound, but is not one that is read here. Completes "a Parquet file ". */
    UNSUPPORTED,
    /** Reading it would take more memory than there may be. A clause of its own. */
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

  /** What to do about it: a sentence without its full stop. */
  public String remedy() {
    return remedy;
  }
}

package ai.kubit.cohortimport.cohort.parquet;

/** Decodes bytes that should be UTF-8. */
@FunctionalInterface
public interface ValueDecoder {

  /** The text; null if the bytes are not UTF-8. */
  String decode(byte[] bytes, int offset, int length);
}

package ai.kubit.cohortimport.cohort.parquet;

/** Makes text of bytes that should be UTF-8. */
@FunctionalInterface
public interface ValueDecoder {

  /** The text; null where the bytes are not UTF-8. */
  String decode(byte[] bytes, int offset, int length);
}

package ai.kubit.cohortimport.cohort.parquet;

import java.util.Map;

/** Decodes pages, and keeps the dictionary that the pages of a row group use. */
final class PageDecoder {
  private static final Map<Integer, String> OTHERS =
      Map.of(4, "BIT_PACKED", 3, "RLE", 9, "BYTE_STREAM_SPLIT");

  private final ValueText text;
  private final PageMemory memory;
  private final boolean numbers;
  private Dictionary dictionary;
  private DeltaTexts texts;

  PageDecoder(ValueText text, PageMemory memory) {
    this.text = text;
    this.memory = memory;
    int physical = text.type().physical();
    this.numbers = physical == ColumnType.INT32 || physical == ColumnType.INT64;
  }

  void dictionary(Dictionary next) {
    forgetDictionary();
    dictionary = next;
  }

  void forgetDictionary() {
    if (dictionary != null) {
      memory.release(dictionary.held());
      dictionary = null;
    }
  }

  /**
   * The values of a page that are not null. The values of the page before can no longer be read.
   */
  PageValues values(PageHeader header, PageBytes bytes) throws ParquetException {
    if (texts != null) {
      memory.release(texts.held());
      texts = null;
    }
    int encoding = header.encoding();
    return switch (encoding) {
      case PageValues.PLAIN -> new PlainValues(bytes, text);
      case PageValues.PLAIN_DICTIONARY, PageValues.RLE_DICTIONARY -> byDictionary(bytes);
      default -> byDifferences(encoding, header.values(), bytes);
    };
  }

  /** Of nulls alone, some writers write no dictionary. */
  private PageValues byDictionary(PageBytes bytes) throws ParquetException {
    if (dictionary == null) {
      return () -> {
        throw ParquetException.damaged("a page refers to a dictionary that is not there");
      };
    }
    return new DictionaryValues(dictionary, bytes);
  }

  /** Values that are stored as differences. A page that has only nulls may have no bytes. */
  private PageValues byDifferences(int encoding, int mostValues, PageBytes bytes)
      throws ParquetException {
    if (numbers && encoding == PageValues.DELTA_BINARY_PACKED) {
      return bytes.left() == 0 ? nothing() : new DeltaNumbers(bytes, mostValues, text);
    }
    if (!numbers && encoding == PageValues.DELTA_LENGTH_BYTE_ARRAY) {
      return bytes.left() == 0 ? nothing() : new DeltaLengthTexts(bytes, mostValues, text);
    }
    if (!numbers && encoding == PageValues.DELTA_BYTE_ARRAY) {
      if (bytes.left() == 0) {
        return nothing();
      }
      texts = new DeltaTexts(bytes, mostValues, text, memory);
      return texts;
    }
    throw unsupported(encoding);
  }

  private static PageValues nothing() {
    return () -> {
      throw PageBytes.damaged();
    };
  }

  static ParquetException unsupported(int encoding) {
    return ParquetException.unsupported(
        "with the encoding " + OTHERS.getOrDefault(encoding, String.valueOf(encoding)),
        "Write it with the encodings plain, dictionary or delta");
  }
}

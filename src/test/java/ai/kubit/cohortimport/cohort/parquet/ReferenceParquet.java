package ai.kubit.cohortimport.cohort.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Writes files of one column, {@code external_id}, by the reference implementation's encoders: the
 * second version of pages, and the encodings that no warehouse at hand writes.
 */
public final class ReferenceParquet {
  /** How a file is written. */
  public record Form(
      boolean secondVersion,
      boolean dictionary,
      boolean numbers,
      boolean required,
      CompressionCodec codec,
      int rowsInAPage,
      int rowsInAGroup) {}

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final Form form;
  private final MessageType schema;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<RowGroup> groups = new ArrayList<>();

  private ReferenceParquet(Form form) {
    this.form = form;
    PrimitiveTypeName type = form.numbers() ? PrimitiveTypeName.INT64 : PrimitiveTypeName.BINARY;
    Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> column =
        form.required() ? Types.required(type) : Types.optional(type);
    if (!form.numbers()) {
      column = column.as(LogicalTypeAnnotation.stringType());
    }
    this.schema = new MessageType("cohort", column.named("external_id"));
  }

  /** The file with these values; null where a row has none. */
  public static byte[] write(List<String> values, Form form) {
    try {
      return new ReferenceParquet(form).written(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] written(List<String> values) throws IOException {
    file.write(MAGIC);
    for (int from = 0; from < values.size(); from += form.rowsInAGroup()) {
      writeGroup(values.subList(from, Math.min(values.size(), from + form.rowsInAGroup())));
    }
    int start = file.size();
    Util.writeFileMetaData(
        new FileMetaData(form.secondVersion() ? 2 : 1, elements(), values.size(), groups), file);
    int length = file.size() - start;
    file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    file.write(MAGIC);
    return file.toByteArray();
  }

  private void writeGroup(List<String> values) throws IOException {
    ParquetProperties properties =
        ParquetProperties.builder()
            .withWriterVersion(
                form.secondVersion() ? WriterVersion.PARQUET_2_0 : WriterVersion.PARQUET_1_0)
            .withDictionaryEncoding(form.dictionary())
            .withPageRowCountLimit(form.rowsInAPage())
            .build();
    PagesInMemory pages = new PagesInMemory(form.codec());
    ColumnDescriptor column = schema.getColumns().get(0);
    try (ColumnWriteStore store = properties.newColumnWriteStore(schema, descriptor -> pages)) {
      ColumnWriter writer = store.getColumnWriter(column);
      for (String value : values) {
        write(writer, value);
        store.endRecord();
      }
      store.flush();
    }
    long start = file.size();
    byte[] bytes = pages.bytes();
    file.write(bytes);
    ColumnMetaData metadata =
        new ColumnMetaData(
            form.numbers() ? Type.INT64 : Type.BYTE_ARRAY,
            List.of(),
            List.of("external_id"),
            form.codec(),
            values.size(),
            bytes.length,
            bytes.length,
            start + pages.dictionaryBytes());
    if (pages.dictionaryBytes() > 0) {
      metadata.setDictionary_page_offset(start);
    }
    ColumnChunk chunk = new ColumnChunk(start);
    chunk.setMeta_data(metadata);
    groups.add(new RowGroup(List.of(chunk), bytes.length, values.size()));
  }

  private void write(ColumnWriter writer, String value) {
    int defined = form.required() ? 0 : 1;
    if (value == null) {
      writer.writeNull(0, 0);
    } else if (form.numbers()) {
      writer.write(Long.parseLong(value), 0, defined);
    } else {
      writer.write(Binary.fromString(value), 0, defined);
    }
  }

  private List<SchemaElement> elements() {
    SchemaElement root = new SchemaElement("cohort");
    root.setNum_children(1);
    SchemaElement column = new SchemaElement("external_id");
    column.setType(form.numbers() ? Type.INT64 : Type.BYTE_ARRAY);
    column.setRepetition_type(
        form.required() ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL);
    if (!form.numbers()) {
      column.setConverted_type(ConvertedType.UTF8);
    }
    return List.of(root, column);
  }
}

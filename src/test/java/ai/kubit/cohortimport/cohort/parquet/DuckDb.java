package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A warehouse in this process: it writes the result of a query as it would to a bucket. */
public final class DuckDb implements AutoCloseable {
  private final Connection connection;
  private final Path directory;
  private int files;

  /** Writes its files into a directory of its own. */
  public DuckDb() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      directory = Files.createTempDirectory("duckdb");
      run("SET threads = 1");
      run("SET preserve_insertion_order = true");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a statement for its effect. */
  public void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  /** Makes a table of one column, {@code external_id}, anew; null where a row has no value. */
  public void table(String name, List<String> values) {
    run("CREATE OR REPLACE TABLE %s (external_id VARCHAR)".formatted(name));
    try (DuckDBAppender rows = ((DuckDBConnection) connection).createAppender("main", name)) {
      for (String value : values) {
        rows.beginRow();
        rows.append(value);
        rows.endRow();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a query as Parquet, with options such as {@code COMPRESSION zstd}. */
  public byte[] parquet(String query, String options) {
    return copy(query, "FORMAT parquet" + (options.isEmpty() ? "" : ", " + options));
  }

  /** The rows of a query as CSV with a header. */
  public byte[] csv(String query) {
    return copy(query, "FORMAT csv, HEADER");
  }

  private byte[] copy(String query, String options) {
    Path file = directory.resolve("file-" + files++);
    run("COPY (%s) TO '%s' (%s)".formatted(query, file, options));
    try {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
      Files.delete(directory);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

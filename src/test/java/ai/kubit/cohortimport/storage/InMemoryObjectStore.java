package ai.kubit.cohortimport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A bucket in memory, under the same contract test as the real one, with faults on demand. Safe for
 * use by several threads. Keys are ordered by code unit, which is byte order for all our keys.
 */
public final class InMemoryObjectStore implements ObjectStore {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private static final class Content {
    private final byte[] bytes;
    private final StoredObject facts;

    Content(byte[] bytes, StoredObject facts) {
      this.bytes = bytes;
      this.facts = facts;
    }

    StoredObject facts() {
      return facts;
    }
  }

  private record Fault(long afterBytes, Runnable change, IOException failure) {}

  private final Supplier<Instant> now;
  private final NavigableMap<String, Content> objects = new TreeMap<>();
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final Map<String, Fault> faults = new HashMap<>();
  private final List<String> rangesOpened = new ArrayList<>();
  private int calls;
  private int openStreams;
  private int pieceSize = Integer.MAX_VALUE;

  /** With a clock that stands still. */
  public InMemoryObjectStore() {
    this(() -> START);
  }

  /** With a clock for {@link StoredObject#lastModified()}. */
  public InMemoryObjectStore(Supplier<Instant> now) {
    this.now = now;
  }

  /** Makes the next call of any method of the port throw, once; several queue up. */
  public synchronized InMemoryObjectStore failNextCall(RuntimeException failure) {
    failures.add(failure);
    return this;
  }

  /** Makes the next reader of the object fail after so many bytes, with nothing to resume. */
  public synchronized InMemoryObjectStore breakReader(String key, long afterBytes) {
    faults.put(key, new Fault(afterBytes, () -> {}, new IOException("connection reset")));
    return this;
  }

  /** Replaces the object under its next reader, after so many bytes; null deletes it. */
  public synchronized InMemoryObjectStore changeUnderReader(
      String key, long afterBytes, byte[] newContent) {
    IOException failure =
        new IOException("could not go on", new ChangedException("changed: " + key, null));
    faults.put(key, new Fault(afterBytes, () -> replace(key, newContent), failure));
    return this;
  }

  /** Makes every read return so many bytes at most, as a slow network does. */
  public synchronized InMemoryObjectStore deliverInPieces(int bytes) {
    pieceSize = bytes;
    return this;
  }

  /** Writes an object as of a certain moment. */
  public synchronized InMemoryObjectStore putAt(Instant lastModified, String key, byte[] content) {
    Instant second = lastModified.truncatedTo(ChronoUnit.SECONDS);
    StoredObject facts = new StoredObject(key, content.length, etag(content), second);
    objects.put(key, new Content(content.clone(), facts));
    return this;
  }

  /** Writes an object of text. */
  public InMemoryObjectStore putText(String key, String content) {
    return putAt(now.get(), key, content.getBytes(StandardCharsets.UTF_8));
  }

  /** All keys, in order. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** The object's bytes, without counting as a call. */
  public synchronized Optional<byte[]> content(String key) {
    return Optional.ofNullable(objects.get(key)).map(content -> content.bytes.clone());
  }

  /** How often a method of the port was called. */
  public synchronized int calls() {
    return calls;
  }

  /** Which bytes were opened, one after another: {@code 0-100} for the first hundred. */
  public synchronized List<String> rangesOpened() {
    return List.copyOf(rangesOpened);
  }

  /** How many streams were opened and not yet closed. */
  public synchronized int openStreams() {
    return openStreams;
  }

  @Override
  public synchronized List<StoredObject> list(String prefix) {
    called();
    List<StoredObject> found = new ArrayList<>();
    for (Content content : objects.tailMap(prefix).values()) {
      if (!content.facts().key().startsWith(prefix)) {
        break;
      }
      found.add(content.facts());
    }
    return found;
  }

  @Override
  public synchronized Optional<StoredObject> find(String key) {
    called();
    return Optional.ofNullable(objects.get(key)).map(Content::facts);
  }

  @Override
  public synchronized InputStream open(StoredObject object, long from, long to) {
    called();
    Content content = objects.get(object.key());
    if (content == null || !content.facts().etag().equals(object.etag())) {
      throw new ChangedException("no longer the listed version: " + object.key(), null);
    }
    openStreams++;
    rangesOpened.add(from + "-" + to);
    byte[] bytes = Arrays.copyOfRange(content.bytes, (int) from, (int) to);
    return new Reader(bytes, faults.remove(object.key()), pieceSize);
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    called();
    return content(key);
  }

  @Override
  public synchronized void put(String key, byte[] content) {
    called();
    putAt(now.get(), key, content);
  }

  @Override
  public void put(String key, Path file) {
    try {
      put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void delete(Collection<String> keys) {
    called();
    objects.keySet().removeAll(List.copyOf(keys));
  }

  private void called() {
    calls++;
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized void replace(String key, byte[] content) {
    if (content == null) {
      objects.remove(key);
    } else {
      putAt(now.get(), key, content);
    }
  }

  private synchronized void closed() {
    openStreams--;
  }

  private static String etag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Reader extends InputStream {
    private final byte[] bytes;
    private final Fault fault;
    private final int pieceSize;
    private int position;
    private boolean closed;

    Reader(byte[] bytes, Fault fault, int pieceSize) {
      this.bytes = bytes;
      this.fault = fault;
      this.pieceSize = pieceSize;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (fault != null && position >= fault.afterBytes()) {
        fault.change().run();
        throw fault.failure();
      }
      if (position == bytes.length) {
        return -1;
      }
      long end = fault == null ? bytes.length : Math.min(bytes.length, fault.afterBytes());
      int count = (int) Math.min(Math.min(length, pieceSize), end - position);
      System.arraycopy(bytes, position, buffer, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        closed();
      }
    }
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The members of an export, cut into the finest partitions while they stream by: in memory up to a
 * limit, beyond it in one scratch file. Used by one thread; closing it deletes the file.
 */
public final class MemberScratch implements AutoCloseable {
  /** Bytes kept in memory before the scratch file is used. */
  public static final int MEMORY = 8 << 20;

  /** Scratch space that must stay free for everything else. */
  private static final long RESERVE = 16L << 20;

  private record Block(long offset, int length) {}

  /** Bytes that this process may still write to a directory's disk. */
  interface DiskSpace {
    long left(Path directory) throws IOException;
  }

  private final Path directory;
  private final DiskSpace disk;
  private final int memory;
  private final Buffer[] buffers = new Buffer[Partitions.FINEST.count()];
  private final List<List<Block>> blocks = new ArrayList<>();
  private long buffered;
  private long members;
  private FileChannel file;
  private long fileLength;

  /**
   * A scratch space.
   *
   * @param directory where a scratch file may be made
   * @param memory bytes to keep in memory
   */
  public MemberScratch(Path directory, int memory) {
    this(directory, memory, where -> Files.getFileStore(where).getUsableSpace());
  }

  MemberScratch(Path directory, int memory, DiskSpace disk) {
    this.directory = directory;
    this.memory = memory;
    this.disk = disk;
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new Buffer();
      blocks.add(new ArrayList<>(0));
    }
  }

  /**
   * Keeps one member; duplicates are kept too.
   *
   * @throws ImportStoppedException EXPORT_TOO_LARGE when the scratch space is too small
   */
  public void add(MemberId member) {
    Buffer buffer = buffers[Partitions.FINEST.of(member)];
    buffered += buffer.write(member);
    members++;
    if (buffered > memory) {
      spill();
    }
  }

  /** How many members were kept, duplicates included. */
  public long members() {
    return members;
  }

  /** The members of one partition of a cut, in the order they came. */
  Iterable<MemberId> partition(Partitions cut, int partition) {
    return () -> {
      List<DataInputStream> parts = new ArrayList<>();
      int first = cut.firstFinest(partition);
      for (int i = first; i < first + cut.finestPerPartition(); i++) {
        parts.add(open(i));
      }
      return new Members(
          new DataInputStream(new SequenceInputStream(Collections.enumeration(parts))));
    };
  }

  private void spill() {
    try {
      if (file == null) {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "members-", ".scratch");
        file =
            FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      }
      if (disk.left(directory) < buffered + RESERVE) {
        throw tooLarge();
      }
      for (int i = 0; i < buffers.length; i++) {
        spill(i);
      }
      buffered = 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Somebody else may have filled the disk between the look at it and the write. */
  private RuntimeException failed(IOException failure) {
    try {
      if (disk.left(directory) < RESERVE) {
        return tooLarge();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return new UncheckedIOException("the scratch file cannot be written", failure);
  }

  private void spill(int partition) throws IOException {
    Buffer buffer = buffers[partition];
    if (buffer.size() == 0) {
      return;
    }
    ByteBuffer bytes = buffer.bytes();
    blocks.get(partition).add(new Block(fileLength, bytes.remaining()));
    while (bytes.hasRemaining()) {
      fileLength += file.write(bytes, fileLength);
    }
    buffer.reset();
  }

  private ImportStoppedException tooLarge() {
    return new ImportStoppedException(
        Reason.EXPORT_TOO_LARGE,
        "The export is larger than the function's scratch space. Nothing was sent. Ask the"
            + " engineers who run this function to raise its ephemeral storage.",
        "scratch space ran out after %d members; %d bytes are on disk"
            .formatted(members, fileLength));
  }

  private DataInputStream open(int partition) {
    List<DataInputStream> parts = new ArrayList<>();
    for (Block block : blocks.get(partition)) {
      parts.add(new DataInputStream(new ByteArrayInputStream(load(block))));
    }
    parts.add(new DataInputStream(buffers[partition].stream()));
    return new DataInputStream(new SequenceInputStream(Collections.enumeration(parts)));
  }

  private byte[] load(Block block) {
    ByteBuffer bytes = ByteBuffer.allocate(block.length());
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, block.offset() + bytes.position()) < 0) {
          throw new IOException("the scratch file is shorter than it should be");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Members, encoded one after another: kind, then label and id with their lengths. */
  private static final class Buffer extends ByteArrayOutputStream {
    private final DataOutputStream data = new DataOutputStream(this);

    Buffer() {
      super(64);
    }

    int write(MemberId member) {
      int before = count;
      try {
        data.writeByte(member.kind().code());
        write(member.label());
        write(member.id());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return count - before;
    }

    private void write(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      data.writeShort(bytes.length);
      data.write(bytes);
    }

    ByteArrayInputStream stream() {
      return new ByteArrayInputStream(buf, 0, count);
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  private static final class Members implements Iterator<MemberId> {
    private final DataInputStream in;
    private int kind;

    Members(DataInputStream in) {
      this.in = in;
      advance();
    }

    private void advance() {
      try {
        kind = in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasNext() {
      return kind >= 0;
    }

    @Override
    public MemberId next() {
      if (kind < 0) {
        throw new NoSuchElementException();
      }
      try {
        String label = text();
        String id = text();
        MemberId member = new MemberId(MemberId.Kind.ofCode((char) kind), id, label);
        advance();
        return member;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String text() throws IOException {
      int length = in.readUnsignedShort();
      return length == 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * Keeps the members of an export, divided into slices: in memory up to a limit, and beyond it in
 * one scratch file. Not safe for several threads. Closing it deletes the file.
 */
public final class MemberScratch implements AutoCloseable {
  /** How many bytes are kept in memory before the scratch file is used. */
  public static final int MEMORY = 8 << 20;

  /** How many bytes of the disk must stay free for everything else. */
  private static final long RESERVE = 16L << 20;

  /** What was written to the file at one time when the memory was full: one slice after another. */
  private static final class Spill {
    private final long offset;
    private final int[] starts = new int[Partitions.SLICES + 1];

    /**
     * Creates a spill whose slices are not written yet.
     *
     * @param offset where the first slice begins in the file
     */
    Spill(long offset) {
      this.offset = offset;
    }

    void endsAt(int slice, long end) {
      starts[slice + 1] = (int) (end - offset);
    }

    long position(int slice) {
      return offset + starts[slice];
    }

    int length(int slice) {
      return starts[slice + 1] - starts[slice];
    }
  }

  /** Tells how many bytes this process may still write to the disk of a directory. */
  interface DiskSpace {
    long left(Path directory) throws IOException;
  }

  private final Path directory;
  private final DiskSpace disk;
  private final int memory;
  private final EncodedMember encoded = new EncodedMember();
  private final Buffer[] buffers = new Buffer[Partitions.SLICES];
  private final List<Spill> spills = new ArrayList<>();
  private long buffered;
  private long members;
  private FileChannel file;
  private long fileLength;

  /**
   * Creates an empty scratch.
   *
   * @param directory the directory for the scratch file
   * @param memory how many bytes to keep in memory
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
    }
  }

  /**
   * Keeps one member. Duplicates are kept, too.
   *
   * @throws ImportStoppedException EXPORT_TOO_LARGE if the disk is too small
   */
  public void add(MemberId member) {
    encoded.set(member);
    buffers[Partitions.sliceOfHash(encoded.hash())].write(encoded);
    buffered += encoded.length;
    members++;
    if (buffered > memory) {
      spill();
    }
  }

  /** How many members are kept, duplicates included. */
  public long members() {
    return members;
  }

  /** The members of one slice, in the order in which they were added. */
  Iterable<MemberId> slice(int slice) {
    return () -> new SliceMembers(slice);
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
      spills.add(written());
      buffered = 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * The exception for a failed write. Another process may have filled the disk after it was
   * checked.
   */
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

  private Spill written() throws IOException {
    Spill spill = new Spill(fileLength);
    for (int slice = 0; slice < buffers.length; slice++) {
      ByteBuffer bytes = buffers[slice].bytes();
      while (bytes.hasRemaining()) {
        fileLength += file.write(bytes, fileLength);
      }
      buffers[slice].count = 0;
      spill.endsAt(slice, fileLength);
    }
    return spill;
  }

  private ImportStoppedException tooLarge() {
    return new ImportStoppedException(
        Reason.EXPORT_TOO_LARGE,
        "The export is larger than the function's scratch space. Nothing was sent. Ask the"
            + " engineers who run this function to raise its ephemeral storage.",
        "scratch space ran out after %d members; %d bytes are on disk"
            .formatted(members, fileLength));
  }

  private byte[] load(Spill spill, int slice) {
    ByteBuffer bytes = ByteBuffer.allocate(spill.length(slice));
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, spill.position(slice) + bytes.position()) < 0) {
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

  /**
   * A member as bytes: the lengths of label and id, two bytes each, then the bytes whose hash
   * decides the partition.
   */
  private static final class EncodedMember {
    private static final int HEAD = 4;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[256];
    private int length;

    void set(MemberId member) {
      byte[] label = member.label().getBytes(StandardCharsets.UTF_8);
      byte[] id = member.id().getBytes(StandardCharsets.UTF_8);
      length = HEAD + 3 + label.length + id.length;
      if (length > bytes.length) {
        bytes = new byte[2 * length];
      }
      putShort(0, label.length);
      putShort(2, id.length);
      bytes[HEAD] = (byte) member.kind().code();
      bytes[HEAD + 1] = 0;
      System.arraycopy(label, 0, bytes, HEAD + 2, label.length);
      bytes[HEAD + 2 + label.length] = 0;
      System.arraycopy(id, 0, bytes, HEAD + 3 + label.length, id.length);
    }

    private void putShort(int at, int value) {
      bytes[at] = (byte) (value >>> 8);
      bytes[at + 1] = (byte) value;
    }

    long hash() {
      crc.reset();
      crc.update(bytes, HEAD, length - HEAD);
      return crc.getValue();
    }
  }

  /** Encoded members, one after another. */
  private static final class Buffer {
    private byte[] bytes = new byte[64];
    private int count;

    void write(EncodedMember member) {
      if (count + member.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + member.length));
      }
      System.arraycopy(member.bytes, 0, bytes, count, member.length);
      count += member.length;
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(bytes, 0, count);
    }
  }

  /**
   * The members of a slice: those in the file, in the order of the spills, then those in memory.
   */
  private final class SliceMembers implements Iterator<MemberId> {
    private final int slice;
    private final Iterator<Spill> onDisk = spills.iterator();
    private boolean last;
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    SliceMembers(int slice) {
      this.slice = slice;
    }

    @Override
    public boolean hasNext() {
      while (position == limit && !last) {
        position = 0;
        last = !onDisk.hasNext();
        bytes = last ? buffers[slice].bytes : load(onDisk.next(), slice);
        limit = last ? buffers[slice].count : bytes.length;
      }
      return position < limit;
    }

    @Override
    public MemberId next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int labelLength = readShort();
      int idLength = readShort();
      MemberId.Kind kind = MemberId.Kind.ofCode((char) bytes[position]);
      position += 2;
      String label = text(labelLength);
      position++;
      return new MemberId(kind, text(idLength), label);
    }

    private int readShort() {
      return (bytes[position++] & 0xff) << 8 | (bytes[position++] & 0xff);
    }

    private String text(int length) {
      String text = length == 0 ? "" : new String(bytes, position, length, StandardCharsets.UTF_8);
      position += length;
      return text;
    }
  }
}

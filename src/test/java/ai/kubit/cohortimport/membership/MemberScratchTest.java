package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberScratchTest {
  /**
   * What one member {@code u0} to {@code u9} takes: two lengths, kind, two NULs, two bytes of id.
   */
  private static final int BYTES = 2 + 2 + 1 + 2 + 2;

  @TempDir Path directory;

  private static List<MemberId> members(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                switch (i % 3) {
                  case 0 -> MemberId.externalId("u\uD83D\uDE00" + i);
                  case 1 -> MemberId.alias("a" + i, "label é");
                  default -> MemberId.deviceId("d\n" + i);
                })
        .toList();
  }

  private static List<MemberId> read(MemberScratch scratch, int slice) {
    List<MemberId> members = new ArrayList<>();
    scratch.slice(slice).forEach(members::add);
    return members;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 500, 0})
  void everyMemberComesBackInTheRightSliceInOrderAndAsOftenAsItCame(int memory) {
    List<MemberId> members = new ArrayList<>(members(200));
    members.addAll(members(50));
    try (MemberScratch scratch = new MemberScratch(directory, memory)) {
      members.forEach(scratch::add);

      assertThat(scratch.members()).isEqualTo(250);
      for (int slice = 0; slice < Partitions.SLICES; slice++) {
        int own = slice;
        List<MemberId> expected =
            members.stream().filter(m -> Partitions.sliceOf(m) == own).toList();
        assertThat(read(scratch, slice).equals(expected)).isTrue();
        assertThat(read(scratch, slice).equals(expected)).as("read twice").isTrue();
      }
    }
  }

  @Test
  void upToTheLimitNoFileIsMadeAndBeyondItOneThatClosingDeletes() {
    MemberScratch scratch = new MemberScratch(directory, 3 * BYTES);
    for (int i = 0; i < 3; i++) {
      scratch.add(MemberId.externalId("u" + i));
    }
    assertThat(files()).isEmpty();

    scratch.add(MemberId.externalId("u3"));
    scratch.add(MemberId.externalId("u4"));
    assertThat(
            IntStream.range(0, Partitions.SLICES).map(slice -> read(scratch, slice).size()).sum())
        .isEqualTo(5);

    scratch.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void theScratchDirectoryIsMadeWhenItIsNeeded() {
    Path later = directory.resolve("later");
    try (MemberScratch scratch = new MemberScratch(later, 0)) {
      assertThat(later).doesNotExist();
      scratch.add(MemberId.externalId("u"));
      assertThat(later).isDirectory();
    }
  }

  @Test
  void aPartitionThatIsReadToItsEndHasNoMore() {
    try (MemberScratch scratch = new MemberScratch(directory, 100)) {
      MemberId member = MemberId.externalId("u");
      scratch.add(member);
      Iterator<MemberId> members = scratch.slice(Partitions.sliceOf(member)).iterator();
      members.next();

      assertThat(members.hasNext()).isFalse();
      assertThatThrownBy(members::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void tooLittleScratchSpaceEndsTheImportBeforeAnythingIsSent() {
    long reserve = 16L << 20;
    try (MemberScratch enough = new MemberScratch(directory, 0, d -> reserve + BYTES)) {
      enough.add(MemberId.externalId("u0"));
      assertThat(enough.members()).isEqualTo(1);
    }
    try (MemberScratch little = new MemberScratch(directory, 0, d -> reserve + BYTES - 1)) {
      assertThatThrownBy(() -> little.add(MemberId.externalId("u0")))
          .isInstanceOfSatisfying(
              ImportStoppedException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.EXPORT_TOO_LARGE));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1000000000000, false"})
  void aWriteThatFailsOnAFullDiskSaysTooLargeAndOnAnyOtherIsOurs(long left, boolean tooLarge) {
    Iterator<Long> answers = List.of(Long.MAX_VALUE, left).iterator();
    MemberScratch scratch =
        new MemberScratch(
            directory,
            0,
            d -> {
              long answer = answers.next();
              if (answer == Long.MAX_VALUE) {
                throw new IOException("No space left on device");
              }
              return answer;
            });
    assertThatThrownBy(() -> scratch.add(MemberId.externalId("u0")))
        .isInstanceOf(tooLarge ? ImportStoppedException.class : UncheckedIOException.class);
    scratch.close();
  }
}

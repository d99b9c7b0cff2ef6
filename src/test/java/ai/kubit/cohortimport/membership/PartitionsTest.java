package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {
  /** CRC32C bit by bit, as its definition has it. */
  private static long crc32c(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
      }
    }
    return ~crc & 0xffff_ffffL;
  }

  private static byte[] hashed(MemberId member) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(member.kind().code());
    bytes.write(0);
    bytes.writeBytes(member.label().getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    bytes.writeBytes(member.id().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static MemberId randomMember(Random random) {
    String id = Long.toString(random.nextLong(), 36) + "é\uD83D\uDE00";
    return switch (random.nextInt(3)) {
      case 0 -> MemberId.externalId(id);
      case 1 -> MemberId.alias(id, "lábel" + random.nextInt(9));
      default -> MemberId.deviceId(id);
    };
  }

  @Test
  void theDefinitionGivesTheKnownCheckValue() {
    assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283L);
  }

  @Test
  void theHighBitsOfTheHashChooseThePartition() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      MemberId member = randomMember(random);
      long hash = crc32c(hashed(member));
      assertThat(new Partitions(256).of(member)).isEqualTo((int) (hash >> 24));
      assertThat(new Partitions(16).of(member)).isEqualTo((int) (hash >> 28));
      assertThat(new Partitions(1).of(member)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 256})
  void everyPartitionHoldsWholeSlices(int count) {
    Partitions cut = new Partitions(count);
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      MemberId member = randomMember(random);
      assertThat(cut.slices(cut.of(member))).contains(Partitions.sliceOf(member));
    }
    assertThat(cut.slicesPerPartition() * cut.count()).isEqualTo(Partitions.SLICES);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "65536, 1",
    "65537, 16",
    "1048576, 16",
    "1048577, 256",
    "10000000, 256",
  })
  void theCutGrowsWithTheCohort(long members, int count) {
    assertThat(Partitions.forMembers(members).count()).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2, 15, 17, 255, 257, 4096})
  void thereIsNoOtherCut(int count) {
    assertThatThrownBy(() -> new Partitions(count)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPartitionIsNamedByTwoHexadecimalDigits() {
    assertThat(Partitions.name(0)).isEqualTo("00");
    assertThat(Partitions.name(10)).isEqualTo("0a");
    assertThat(Partitions.name(255)).isEqualTo("ff");
  }
}

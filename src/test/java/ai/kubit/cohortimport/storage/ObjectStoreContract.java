package ai.kubit.cohortimport.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} keeps. */
abstract class ObjectStoreContract {

  /** An empty store, or one whose keys begin with something else than this test's. */
  abstract ObjectStore store();

  @Test
  void anObjectIsReadAsItWasWritten() throws IOException {
    ObjectStore store = store();
    byte[] content = everyByte(300_000);
    store.put("a/bytes", content);
    assertThat(read(store, found(store, "a/bytes"))).isEqualTo(content);
  }

  @Test
  void aSmallObjectIsReadWhole() {
    ObjectStore store = store();
    store.put("whole/here", new byte[] {1, 2, 3});

    assertThat(store.get("whole/here")).contains(new byte[] {1, 2, 3});
    assertThat(store.get("whole/nowhere")).isEmpty();
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    ObjectStore store = store();
    store.put("a/empty", new byte[0]);
    assertThat(found(store, "a/empty").size()).isZero();
    assertThat(read(store, found(store, "a/empty"))).isEmpty();
  }

  @Test
  void aFileIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
    ObjectStore store = store();
    Path file = Files.write(directory.resolve("file"), everyByte(200_001));
    store.put("a/file", file);
    assertThat(read(store, found(store, "a/file"))).isEqualTo(everyByte(200_001));
  }

  @Test
  void writingAgainReplacesTheObjectAndItsVersion() throws IOException {
    ObjectStore store = store();
    store.put("a/key", text("one"));
    StoredObject first = found(store, "a/key");
    store.put("a/key", text("other"));
    StoredObject second = found(store, "a/key");
    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertThat(second.size()).isEqualTo(5);
    assertThat(read(store, second)).isEqualTo(text("other"));
  }

  @Test
  void aListingHoldsWhatIsBelowThePrefixInByteOrder() {
    ObjectStore store = store();
    for (String key : List.of("l/c1/b", "l/c1/a/z", "l/c1/B", "l/c10/a", "l/c1/a.csv", "m")) {
      store.put(key, text(key));
    }
    assertThat(store.list("l/c1/"))
        .extracting(StoredObject::key)
        .containsExactly("l/c1/B", "l/c1/a.csv", "l/c1/a/z", "l/c1/b");
    assertThat(store.list("nothing/")).isEmpty();
  }

  @Test
  void aListingTellsTheSameFactsAsALookUp() {
    ObjectStore store = store();
    store.put("f/key", text("content"));
    assertThat(store.list("f/")).containsExactly(found(store, "f/key"));
    assertThat(found(store, "f/key").etag()).isNotEmpty().doesNotContain("\"");
  }

  @Test
  void anAbsentObjectIsNotFound() {
    assertThat(store().find("a/absent")).isEmpty();
  }

  @Test
  void aReplacedObjectIsNotOpened() {
    ObjectStore store = store();
    store.put("a/replaced", text("one"));
    StoredObject listed = found(store, "a/replaced");
    store.put("a/replaced", text("two"));
    assertThatThrownBy(() -> read(store, listed)).isInstanceOf(ChangedException.class);
  }

  @Test
  void aDeletedObjectIsNotOpened() {
    ObjectStore store = store();
    store.put("a/deleted", text("one"));
    StoredObject listed = found(store, "a/deleted");
    store.delete(List.of("a/deleted"));
    assertThatThrownBy(() -> read(store, listed)).isInstanceOf(ChangedException.class);
  }

  @Test
  void moreThanOnePageIsListedAndDeleted() {
    ObjectStore store = store();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      keys.add("pages/%04d".formatted(i));
      store.put(keys.get(i), new byte[0]);
    }
    assertThat(store.list("pages/")).extracting(StoredObject::key).isEqualTo(keys);
    store.delete(keys);
    assertThat(store.list("pages/")).isEmpty();
  }

  @Test
  void deletingWhatIsNotThereIsNoError() {
    ObjectStore store = store();
    store.put("d/kept", text("kept"));
    store.delete(List.of("d/absent"));
    store.delete(List.of());
    assertThat(found(store, "d/kept").size()).isEqualTo(4);
  }

  @Test
  void aStreamMayBeLeftEarly() throws IOException {
    ObjectStore store = store();
    store.put("a/left", everyByte(100_000));
    try (InputStream stream = store.open(found(store, "a/left"))) {
      assertThat(stream.read()).isZero();
      assertThat(stream.read()).isEqualTo(1);
    }
    assertThat(read(store, found(store, "a/left"))).hasSize(100_000);
  }

  static StoredObject found(ObjectStore store, String key) {
    return store.find(key).orElseThrow();
  }

  static byte[] read(ObjectStore store, StoredObject object) throws IOException {
    try (InputStream stream = store.open(object)) {
      return stream.readAllBytes();
    }
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] everyByte(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void aListingHoldsKeysOfAnyCharacters() {
    ObjectStore store = store();
    List<String> keys =
        List.of(
            "any/a\u0001b", "any/a b+c%20&<d>\"", "any/a\u0085\u202Ee", "any/\u00e9/\ud83d\ude00");
    for (String key : keys) {
      store.put(key, text("x"));
    }
    assertThat(store.list("any/"))
        .extracting(StoredObject::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }
}

package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class InMemoryObjectStoreTest extends ObjectStoreContract {
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void aFailureIsThrownOnce() {
    store.failNextCall(new IllegalStateException("as ordered"));
    assertThatThrownBy(() -> store.find("a")).hasMessage("as ordered");
    assertThat(store.find("a")).isEmpty();
    assertThat(store.calls()).isEqualTo(2);
  }

  @Test
  void anObjectChangesUnderItsReader() throws IOException {
    store.put("a", everyByte(100));
    store.changeUnderReader("a", 40, text("new"));
    StoredObject listed = found(store, "a");
    try (InputStream stream = store.open(listed)) {
      assertThat(stream.readNBytes(40)).isEqualTo(everyByte(40));
      assertThatThrownBy(stream::read)
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(ChangedException.class);
      assertThat(store.openStreams()).isEqualTo(1);
    }
    assertThat(store.openStreams()).isZero();
    assertThat(read(store, found(store, "a"))).isEqualTo(text("new"));
  }

  @Test
  void aReaderBreaks() throws IOException {
    store.put("a", everyByte(100));
    store.breakReader("a", 0);
    assertThatThrownBy(() -> read(store, found(store, "a"))).isInstanceOf(IOException.class);
    assertThat(read(store, found(store, "a"))).hasSize(100);
  }
}

package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A bucket as one process reaches it. */
final class GatedStore implements ObjectStore {
  private final ObjectStore store;
  private final Gate gate;
  private final Running process;
  private final Port port;

  GatedStore(ObjectStore store, Gate gate, Running process, Port port) {
    this.store = store;
    this.gate = gate;
    this.process = process;
    this.port = port;
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return gate.pass(process, port, () -> store.list(prefix));
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return gate.pass(process, port, () -> store.find(key));
  }

  @Override
  public InputStream open(StoredObject object, long from, long to) {
    return gate.pass(process, port, () -> store.open(object, from, to));
  }

  @Override
  public Optional<byte[]> get(String key) {
    return gate.pass(process, port, () -> store.get(key));
  }

  @Override
  public void put(String key, byte[] content) {
    gate.pass(
        process,
        port,
        () -> {
          store.put(key, content);
          return true;
        });
  }

  @Override
  public void put(String key, Path file) {
    gate.pass(
        process,
        port,
        () -> {
          store.put(key, file);
          return true;
        });
  }

  @Override
  public void delete(Collection<String> keys) {
    gate.pass(
        process,
        port,
        () -> {
          store.delete(keys);
          return true;
        });
  }
}

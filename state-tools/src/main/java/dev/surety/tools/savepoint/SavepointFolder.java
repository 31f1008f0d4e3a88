package dev.surety.tools.savepoint;

import dev.surety.flink.RouteState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * A savepoint or retained checkpoint as its {@code _metadata} describes it, checked to be one of
 * this job. Any Flink file system path.
 */
public final class SavepointFolder {

  private final String path;
  private final CheckpointMetadata metadata;
  private final OperatorState route;

  private SavepointFolder(String path, CheckpointMetadata metadata, OperatorState route) {
    this.path = path;
    this.metadata = metadata;
    this.route = route;
  }

  /**
   * @param path its folder, as a path or URI
   * @throws BrokenSavepoint if there is none, it can't be read, or it is of another job
   */
  public static SavepointFolder open(String path) {
    CheckpointMetadata metadata = load(path);
    OperatorState route =
        metadata.getOperatorStates().stream()
            .filter(operator -> operator.getOperatorID().equals(routeId().getOperatorId()))
            .findFirst()
            .orElseThrow(
                () ->
                    new BrokenSavepoint(
                        "the savepoint %s is of another job: it has no operator with the uid '%s'"
                            .formatted(path, RouteState.UID),
                        null));
    return new SavepointFolder(path, metadata, route);
  }

  private static CheckpointMetadata load(String path) {
    try {
      return SavepointLoader.loadSavepointMetadata(path);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new BrokenSavepoint(
          "no savepoint can be read at %s: %s; give the folder that holds its file _metadata"
              .formatted(path, BrokenSavepoint.root(e)),
          e);
    }
  }

  static OperatorIdentifier routeId() {
    return OperatorIdentifier.forUid(RouteState.UID);
  }

  public String path() {
    return path;
  }

  /** The checkpoint's number: the epoch that a job started from it continues. */
  public long checkpoint() {
    return metadata.getCheckpointId();
  }

  /** Of ROUTE; keys cannot be spread over more subtasks. */
  public int maxParallelism() {
    return route.getMaxParallelism();
  }

  /** Names of what ROUTE keeps once for all keys. */
  Set<String> operatorStates() {
    return route.getStates().stream()
        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
        .flatMap(handle -> handle.getStateNameToPartitionOffsets().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Whether all of it is known here: what is not would be lost.
   *
   * @throws BrokenSavepoint if it is not
   */
  void checkOperatorState() {
    Set<String> unknown = operatorStates();
    RouteState.BROADCAST.forEach(state -> unknown.remove(state.getName()));
    RouteState.LISTS.forEach(state -> unknown.remove(state.getName()));
    if (!unknown.isEmpty()) {
      throw new BrokenSavepoint(
          "the savepoint %s has states %s, which this build does not know and would lose; use the version that wrote it"
              .formatted(path, unknown),
          null);
    }
  }

  /** Every operator with state. */
  public List<SavedOperator> operators() {
    return metadata.getOperatorStates().stream().map(SavedOperator::of).toList();
  }

  /** What was changed by hand, oldest first. */
  public List<EditRecord> edits() {
    return EditRecord.read(path);
  }

  /** How ROUTE's keyed state is laid out. */
  public Layout layout() {
    Optional<KeyedStateHandle> keyed = keyedState().findFirst();
    if (keyed.isEmpty() || keyed.get() instanceof KeyGroupsSavepointStateHandle) {
      return Layout.CANONICAL;
    }
    if (keyed.get() instanceof KeyGroupsStateHandle) {
      return Layout.HASHMAP;
    }
    if (keyed.get() instanceof IncrementalRemoteKeyedStateHandle) {
      return Layout.ROCKSDB;
    }
    throw new BrokenSavepoint(
        "the savepoint %s holds %s, which can't be read; take one in canonical format"
            .formatted(path, keyed.get().getClass().getSimpleName()),
        null);
  }

  /** Files with ROUTE's keyed state, where that is canonical. */
  List<KeyGroupsStateHandle> canonical() {
    return keyedState().map(KeyGroupsStateHandle.class::cast).toList();
  }

  private Stream<KeyedStateHandle> keyedState() {
    return route.getStates().stream().flatMap(subtask -> subtask.getManagedKeyedState().stream());
  }

  /** The form of keyed state, which says who can read it. */
  public enum Layout {
    /** For any state backend. */
    CANONICAL,
    /** The hashmap backend's own. */
    HASHMAP,
    /** RocksDB's own files. */
    ROCKSDB;

    /** RocksDB wherever it can: it does not hold all keys in memory. */
    StateBackend backend() {
      return this == HASHMAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  /** Files of this savepoint that lie outside its folder: it could not be moved, or kept alone. */
  List<Path> foreignFiles() throws IOException {
    Path folder = new Path(path);
    Path home = folder.makeQualified(folder.getFileSystem());
    return metadata.getOperatorStates().stream()
        .flatMap(operator -> operator.getStates().stream())
        .flatMap(SavepointFolder::files)
        .filter(file -> !file.getParent().equals(home))
        .distinct()
        .toList();
  }

  private static Stream<Path> files(OperatorSubtaskState subtask) {
    Stream<StreamStateHandle> operator =
        Stream.concat(
                subtask.getManagedOperatorState().stream(), subtask.getRawOperatorState().stream())
            .map(handle -> handle.getDelegateStateHandle());
    Stream<StreamStateHandle> keyed =
        Stream.concat(subtask.getManagedKeyedState().stream(), subtask.getRawKeyedState().stream())
            .filter(KeyGroupsStateHandle.class::isInstance)
            .map(handle -> ((KeyGroupsStateHandle) handle).getDelegateStateHandle());
    return Stream.concat(operator, keyed)
        .filter(FileStateHandle.class::isInstance)
        .map(handle -> ((FileStateHandle) handle).getFilePath());
  }

  /** Bytes of all state together. */
  public long bytes() {
    return metadata.getOperatorStates().stream().mapToLong(StateObject::getStateSize).sum();
  }
}

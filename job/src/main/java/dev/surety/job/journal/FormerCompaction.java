package dev.surety.job.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.compactor.operator.CompactCoordinatorStateHandlerFactory;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorRequest;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorRequestSerializer;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorRequestTypeInfo;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.PendingFileRecoverable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Either;
import org.apache.flink.util.function.SerializableSupplierWithException;

/**
 * Lets out the files that wait, hidden, in states of jobs that joined their journal's files
 * themselves. In place of the operator that Flink has for it, which keeps what it was restored with
 * in its state for ever, and fails where a later run has joined those files already.
 */
final class FormerCompaction extends AbstractStreamOperator<CommittableMessage<FileSinkCommittable>>
    implements OneInputStreamOperator<
        Either<CommittableMessage<FileSinkCommittable>, CompactorRequest>,
        CommittableMessage<FileSinkCommittable>> {

  private static final long serialVersionUID = 1L;

  /** Names and forms of Flink's states: part of the savepoints that have them. */
  private static final ListStateDescriptor<byte[]> REQUESTS =
      new ListStateDescriptor<>(
          "remaining_requests_raw_state", BytePrimitiveArraySerializer.INSTANCE);

  private static final int REQUESTS_MAGIC = 0xa946be83;

  private final Committables committables;
  private final Path dir;

  private transient BulkBucketWriter<?, String> writer;
  private transient List<CompactorRequest> restored;

  private FormerCompaction(Committables committables, Path dir) {
    this.committables = committables;
    this.dir = dir;
  }

  /** A serializer of files that are being finished; made where it is used. */
  interface Committables
      extends SerializableSupplierWithException<
          SimpleVersionedSerializer<FileSinkCommittable>, IOException> {}

  /**
   * What is finished passes; the operators have the uids of those that joined files.
   *
   * @param dir of the journal
   */
  static DataStream<CommittableMessage<FileSinkCommittable>> releasedBefore(
      DataStream<CommittableMessage<FileSinkCommittable>> finished,
      Committables committables,
      Path dir) {
    SingleOutputStreamOperator<Either<CommittableMessage<FileSinkCommittable>, CompactorRequest>>
        waiting =
            finished
                .forward()
                .transform(
                    "what waited to be joined",
                    new EitherTypeInfo<>(
                        finished.getType(), new CompactorRequestTypeInfo(committables)),
                    new CompactCoordinatorStateHandlerFactory(committables))
                .uid("FileSinkCompactorCoordinator");
    waiting.getTransformation().setParallelism(finished.getParallelism(), false);
    SingleOutputStreamOperator<CommittableMessage<FileSinkCommittable>> released =
        waiting
            .forward()
            .transform(
                "what was being joined",
                finished.getType(),
                new FormerCompaction(committables, dir))
            .uid("FileSinkCompactorOperator");
    released.getTransformation().setParallelism(finished.getParallelism(), false);
    return released;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ListState<byte[]> requests = context.getOperatorStateStore().getListState(REQUESTS);
    restored = new ArrayList<>();
    for (byte[] each : requests.get()) {
      restored.addAll(requests(each));
    }
    requests.clear();
  }

  private List<CompactorRequest> requests(byte[] state) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(state);
    int version = in.readInt();
    in.readInt();
    if (version != 1 || in.readInt() != REQUESTS_MAGIC) {
      throw new IOException(
          "files of the journal wait in the state in a form that this version does not know");
    }
    List<CompactorRequest> requests = new ArrayList<>();
    CompactorRequestSerializer each = new CompactorRequestSerializer(committables.get());
    for (int checkpoints = in.readInt(); checkpoints > 0; checkpoints--) {
      in.readLong();
      requests.addAll(SimpleVersionedSerialization.readVersionAndDeserializeList(each, in));
    }
    return requests;
  }

  @Override
  public void open() throws Exception {
    super.open();
    writer =
        new BulkBucketWriter<>(
            FileSystem.get(dir.toUri()).createRecoverableWriter(), JournalFileWriter::new);
    for (CompactorRequest request : restored) {
      release(request);
    }
    restored = null;
  }

  @Override
  public void processElement(
      StreamRecord<Either<CommittableMessage<FileSinkCommittable>, CompactorRequest>> element)
      throws Exception {
    if (element.getValue().isLeft()) {
      output.collect(new StreamRecord<>(element.getValue().left()));
    } else {
      release(element.getValue().right());
    }
  }

  /** Both once more, if the same state is restored once more, without any harm. */
  private void release(CompactorRequest request) throws IOException {
    for (FileSinkCommittable hidden : request.getCommittableToCompact()) {
      show(hidden.getPendingFile());
    }
    for (FileSinkCommittable done : request.getCommittableToPassthrough()) {
      if (done.hasPendingFile()) {
        show(done.getPendingFile());
      }
      if (done.hasCompactedFileToCleanup()) {
        Path joined = done.getCompactedFileToCleanup();
        joined.getFileSystem().delete(joined, false);
      }
    }
  }

  private void show(PendingFileRecoverable file) throws IOException {
    Path path = file.getPath();
    FileSystem files = path.getFileSystem();
    Path visible = new Path(path.getParent(), path.getName().replaceFirst("^\\.", ""));
    if (files.exists(visible)) {
      return;
    }
    try {
      writer.recoverPendingFile(file).commitAfterRecovery();
    } catch (FileNotFoundException e) {
      LOG.debug("{} is not there any more", path, e);
    }
    if (!path.equals(visible) && files.exists(path)) {
      files.rename(path, visible);
    }
    if (!files.exists(visible)) {
      LOG.warn(
          "The journal file {} is gone: a later run has joined it into a larger one, where its rows"
              + " are, or somebody has deleted it, and readers will find a hole in the seq of its"
              + " keys.",
          path);
    }
  }
}

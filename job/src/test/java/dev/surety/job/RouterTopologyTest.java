package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;

class RouterTopologyTest {

  private static final JobSettings SETTINGS =
      OptionsLoader.of(
          Map.of("kafka.bootstrap.servers", "localhost:9092", "journal.path", "file:///tmp/j"));

  /**
   * A savepoint finds state by these. A line that is missing or changed here means that no running
   * job can be upgraded without losing that state.
   */
  @Test
  void theUidsAreThoseOnRecord() throws IOException {
    List<String> uids =
        graph(new Configuration()).getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .sorted()
            .toList();

    assertThat(uids).doesNotContainNull().doesNotHaveDuplicates().isEqualTo(onRecord());
  }

  @Test
  void everyTypeHasASerializerOfItsOwn() {
    StreamGraph graph = graph(new Configuration());

    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    assertThat(graph.getStreamNodes())
        .flatExtracting(node -> List.of(node.getTypeSerializersIn()))
        .allSatisfy(
            serializer ->
                assertThat(serializer.getClass().getSimpleName()).isNotEqualTo("KryoSerializer"));
  }

  @Test
  void parsingHappensInTheTaskThatReads() {
    JobGraph graph = graph(new Configuration()).getJobGraph();

    assertThat(graph.getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.contains("requests -> ") && name.contains("featurize"))
        .anyMatch(name -> name.contains("feedback -> parse feedback"));
  }

  @Test
  void controlRecordsKeepTheirOrder() {
    assertThat(graph(new Configuration()).getStreamNodes())
        .filteredOn(node -> node.getOperatorName().contains("control"))
        .hasSize(2)
        .allSatisfy(node -> assertThat(node.getParallelism()).isEqualTo(1));
  }

  @Test
  void whatFlinkLeavesOpenIsSetForARouter() {
    StreamGraph graph = graph(new Configuration());

    assertThat(graph.getStreamNodes())
        .allSatisfy(node -> assertThat(node.getBufferTimeout()).isZero());
    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(10_000);
    assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
    assertThat(graph.getExecutionConfig().isUseSnapshotCompression()).isTrue();
    Configuration job = graph.getJobConfiguration();
    assertThat(job.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
    assertThat(job.get(RocksDBConfigurableOptions.COMPACTION_STYLE))
        .isEqualTo(CompactionStyle.UNIVERSAL);
    assertThat(job.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
        .containsExactly(CompressionType.LZ4_COMPRESSION);
  }

  @Test
  void whatFlinkIsToldStands() {
    Configuration flink = new Configuration();
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(7));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
    flink.set(PipelineOptions.GENERIC_TYPES, true);
    flink.set(ExecutionOptions.SNAPSHOT_COMPRESSION, false);
    flink.set(RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.LEVEL);

    StreamGraph graph = graph(flink);
    assertThat(graph.getJobConfiguration().get(RocksDBConfigurableOptions.COMPACTION_STYLE))
        .isEqualTo(CompactionStyle.LEVEL);

    assertThat(graph.getStreamNodes())
        .allSatisfy(node -> assertThat(node.getBufferTimeout()).isEqualTo(7));
    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(3_000);
    assertThat(graph.getExecutionConfig().isUseSnapshotCompression()).isFalse();
    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  private static StreamGraph graph(Configuration flink) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    RouterTopology.build(env, SETTINGS);
    return env.getStreamGraph();
  }

  private static List<String> onRecord() throws IOException {
    try (InputStream file = RouterTopologyTest.class.getResourceAsStream("/uids.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

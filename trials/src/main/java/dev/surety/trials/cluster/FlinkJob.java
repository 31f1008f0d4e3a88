package dev.surety.trials.cluster;

import java.util.List;
import org.apache.flink.api.common.JobStatus;

/**
 * A job as REST shows it.
 *
 * @param id 32 hexadecimal digits
 */
public record FlinkJob(String id, JobStatus status, List<Vertex> vertices) {

  /**
   * A chain of operators.
   *
   * @param parallelism its subtasks
   * @param running those of them that run
   */
  public record Vertex(String id, String name, int parallelism, int running) {}

  public FlinkJob {
    vertices = List.copyOf(vertices);
  }

  /** Whether every subtask of every vertex runs. */
  public boolean runsEverywhere() {
    return status == JobStatus.RUNNING
        && vertices.stream().allMatch(vertex -> vertex.running() == vertex.parallelism());
  }

  /** Whether it has ended for good. */
  public boolean hasEnded() {
    return status.isGloballyTerminalState();
  }
}

package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that can't start. One that can, and what becomes of its jobs when processes die, is in
 * {@code ClusterITCase} and {@code ManifestITCase}; a job that goes on from a retained checkpoint
 * in {@code ClusterITCase}.
 */
class StandaloneClusterITCase {

  private static final Path REPOSITORY = Path.of("..");

  @Test
  void showsTheLogOfAProcessThatDiesAtStart(@TempDir Path work) throws Exception {
    ClusterSettings broken =
        ClusterSettings.in(work, FlinkJars.ofBuild(REPOSITORY))
            .withTaskManagers(1, 1)
            .with("env.java.opts.all", "-XX:NoSuchFlag");

    assertThatThrownBy(() -> StandaloneCluster.start(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("Unrecognized VM option 'NoSuchFlag'");
  }
}

package dev.surety.testing;

import java.nio.file.Path;

/** The schemas of the Flink Kubernetes operator, {@code shared/k8s} beside the repository. */
public final class K8sFolder {

  private K8sFolder() {}

  /**
   * Where the schemas are. Tests that call this carry {@code @Requires(Outside.K8S)}.
   *
   * @throws IllegalStateException if no folder above the working folder has {@code shared/k8s}
   */
  public static Path path() {
    return DataFolder.beside("k8s")
        .orElseThrow(() -> new IllegalStateException(Outside.K8S.mend()));
  }
}

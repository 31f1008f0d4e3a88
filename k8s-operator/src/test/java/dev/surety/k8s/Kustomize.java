package dev.surety.k8s;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real {@code kubectl kustomize}; needs no cluster. */
final class Kustomize {

  private static final int TIMEOUT_SECONDS = 60;

  private Kustomize() {}

  /**
   * @param folder with a {@code kustomization.yaml}, relative to this module
   * @throws IOException with what kubectl said, if it refuses
   */
  static Manifests build(String folder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("kustomize", ".yaml");
    Path errors = Files.createTempFile("kustomize", ".err");
    try {
      Process kubectl =
          new ProcessBuilder("kubectl", "kustomize", folder)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!kubectl.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        kubectl.destroyForcibly();
        throw new IOException("kubectl kustomize " + folder + " did not end");
      }
      if (kubectl.exitValue() != 0) {
        throw new IOException(
            "kubectl kustomize %s: %s".formatted(folder, Files.readString(errors)));
      }
      return Manifests.read(Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}

package dev.surety.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A thing outside the repository that some tests need. */
public enum Outside {
  /** The real data sets, beside the repository in {@code ../shared/data}. */
  DATA("put the data sets into ../shared/data, beside the repository") {
    @Override
    boolean present() {
      return DataFolder.find().isPresent();
    }
  },
  /**
   * The schemas of the Flink Kubernetes operator, beside the repository in {@code ../shared/k8s},
   * and what builds overlays.
   */
  K8S(
      "put the operator's schemas into ../shared/k8s, beside the repository, and kubectl 1.27 or"
          + " newer on the PATH") {
    @Override
    boolean present() {
      return DataFolder.beside("k8s").isPresent() && onPath("kubectl").isPresent();
    }
  },
  /** Prometheus with its rule checker. */
  PROMETHEUS("install prometheus: it brings promtool, which must be on the PATH") {
    @Override
    boolean present() {
      return onPath("promtool").isPresent();
    }
  },
  /** A browser for pages. */
  CHROMIUM("install chromium: it must be on the PATH") {
    @Override
    boolean present() {
      return onPath("chromium").isPresent();
    }
  },
  /** Node with a Kafka client and SDKs, for docs/gateways and the front door. */
  NODE(
      "install nodejs, and where NODE_PATH leads the packages that .ci/run names:"
          + " npm install --prefix DIR kafkajs@2.2.4 openai@6.30.1 ...") {
    @Override
    boolean present() {
      return onPath("node").isPresent() && Interpreters.nodeModules().isPresent();
    }
  },
  /** Python with a Kafka client, for the gateway of docs/gateways. */
  PYTHON("install python3 and confluent-kafka (Debian: python3-confluent-kafka)") {
    @Override
    boolean present() {
      return Interpreters.python().isPresent();
    }
  };

  private final String mend;

  Outside(String mend) {
    this.mend = mend;
  }

  abstract boolean present();

  String mend() {
    return mend;
  }

  /** The word for it in {@code SURETY_REQUIRE}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no constant has this word
   */
  static Outside of(String word) {
    return Arrays.stream(values())
        .filter(outside -> outside.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "SURETY_REQUIRE names '%s'; known are %s"
                        .formatted(word, Arrays.stream(values()).map(Outside::word).toList())));
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

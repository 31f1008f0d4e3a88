package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that people submit, as the build left it. */
class JobJarITCase {

  private static final Path TARGET = Path.of("../job/target");
  private static final int MOST_MEGABYTES = 32;

  private static Path jar;
  private static Set<String> classes;

  @BeforeAll
  static void findTheJar() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(TARGET, "surety-job-[0-9]*.jar")) {
      jar = jars.iterator().next();
    }
    classes = classes(jar);
    System.out.printf("%s: %,d bytes, %,d classes%n", jar, Files.size(jar), classes.size());
  }

  /** Two copies of a class in two class loaders are two classes: such errors show late. */
  @Test
  void holdsNothingThatAFlinkDistributionProvides() throws IOException {
    Set<String> provided = new HashSet<>();
    String classpath = Files.readString(TARGET.resolve("flink-classpath.txt")).strip();
    for (String library : classpath.split(File.pathSeparator)) {
      provided.addAll(classes(Path.of(library)));
    }
    assertThat(provided).contains("org/apache/flink/streaming/api/graph/StreamGraph.class");

    Set<String> twice = new HashSet<>(classes);
    twice.retainAll(provided);
    assertThat(twice).isEmpty();
  }

  @Test
  void holdsWhatTheJobNeedsBesides() {
    assertThat(classes)
        .contains(
            "dev/surety/job/RouterJob.class",
            "dev/surety/flink/RoutingFunction.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "org/apache/avro/Schema.class",
            "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class");
  }

  @Test
  void holdsNoBrokerNoEmbeddingRuntimeAndNothingOfTests() {
    List<String> strangers =
        List.of(
            "kafka/server/",
            "org/apache/kafka/controller/",
            "org/apache/kafka/metadata/",
            "scala/",
            "org/junit/",
            "org/assertj/",
            "picocli/",
            "dev/langchain4j/",
            "ai/onnxruntime/",
            "ai/djl/");

    assertThat(classes).noneMatch(name -> strangers.stream().anyMatch(name::startsWith));
    assertThat(jar)
        .satisfies(file -> assertThat(Files.size(file)).isLessThan(MOST_MEGABYTES << 20));
  }

  @Test
  void startsWithTheJobAndKnowsItsVersion() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String version =
          new String(
              file.getInputStream(file.getEntry("dev/surety/domain/version.properties"))
                  .readAllBytes());
      assertThat(jar.getFileName())
          .hasToString("surety-job-" + version.strip().substring("version=".length()) + ".jar");
      assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo(RouterJob.class.getName());
    }
  }

  private static Set<String> classes(Path library) throws IOException {
    Set<String> names = new HashSet<>();
    try (JarFile file = new JarFile(library.toFile())) {
      file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .filter(name -> !name.endsWith("module-info.class"))
          .forEach(names::add);
    }
    return names;
  }
}

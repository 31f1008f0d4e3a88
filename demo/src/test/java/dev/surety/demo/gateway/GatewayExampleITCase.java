package dev.surety.demo.gateway;

import static dev.surety.demo.gateway.RouterPlay.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.TopicLayout;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of the library is what people copy: it compiles and runs as printed. */
class GatewayExampleITCase {

  private static final Path ROOT = Path.of("..");
  private static final BinaryOperator<String> MODELS =
      (model, prompt) -> model + " says: it depends";

  /** Between the signs that Javadoc has around it. */
  private static String example() throws Exception {
    String page =
        Files.readString(ROOT.resolve("client/src/main/java/dev/surety/client/package-info.java"));
    String from = "<pre>{@code\n";
    int start = page.indexOf(from) + from.length();
    return page.substring(start, page.indexOf(" * }</pre>", start)).replaceAll("(?m)^ \\* ?", "");
  }

  private static Class<?> compiled(Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("Assistant.java"), example());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    var files = compiler.getStandardFileManager(null, null, null);
    boolean done =
        compiler
            .getTask(
                said,
                files,
                null,
                List.of("-d", folder.toString(), "-Xlint:all,-processing,-path", "-proc:none"),
                null,
                files.getJavaFileObjects(source))
            .call();
    assertThat(said.toString()).isEmpty();
    assertThat(done).isTrue();
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, GatewayExampleITCase.class.getClassLoader());
    return loader.loadClass("Assistant");
  }

  @Test
  void itCompilesAndRunsAsPrinted(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      Class<?> example = compiled(folder);
      // What it opens by itself waits 100 ms for the router: the test may take longer to play it.
      Method open = example.getMethod("open", String.class, BinaryOperator.class);
      Object opened = open.invoke(null, kafka.bootstrap(), MODELS);
      ((Gateway) example.getMethod("gateway").invoke(opened)).close();
      try (Gateway gateway =
              Gateway.open(
                  GatewaySettings.builder(clients).timeout(Duration.ofMinutes(1)).build());
          RouterPlay router = new RouterPlay(clients, Topics.DEFAULT)) {
        Object assistant =
            example
                .getConstructor(Gateway.class, BinaryOperator.class)
                .newInstance(gateway, MODELS);
        CompletableFuture<?> answer =
            (CompletableFuture<?>)
                example
                    .getMethod("answer", String.class, String.class, String.class)
                    .invoke(assistant, "acme", "gold", "Is it so?");
        RoutingRequest request = RequestJson.read(first(clients, Topics.DEFAULT.requests()));
        router.say(decision(new TenantTier("acme", "gold"), request.requestId(), "small"));

        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("small says: it depends");
        assertThat(request.tag()).isEqualTo("chat");
        Feedback feedback = FeedbackJson.read(first(clients, Topics.DEFAULT.feedback()));
        assertThat(feedback.model()).isEqualTo("small");
        assertThat(feedback.decisionId()).isEqualTo("id-small");
        assertThat(feedback.outputTokens()).isEqualTo("small says: it depends".length() / 4);
      }
    }
  }

  /** The page for those who write gateways prints the same. */
  @Test
  void thePageShowsTheSameExample() throws Exception {
    assertThat(Files.readString(ROOT.resolve("docs/client.md")))
        .contains("```java\n" + example() + "```");
  }

  private static byte[] first(Map<String, Object> clients, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients, bytes, bytes)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (int i = 0; i < 60; i++) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          return record.value();
        }
      }
    }
    throw new AssertionError("nothing came on " + topic);
  }
}

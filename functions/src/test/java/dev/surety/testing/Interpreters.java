package dev.surety.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What runs programs in other languages, with a Kafka client for each. */
public final class Interpreters {

  private static final long SECONDS = 120;

  private Interpreters() {}

  /** What programs in Node need: a Kafka client, SDKs, a gateway; {@code .ci/run} has versions. */
  static final List<String> PACKAGES =
      List.of(
          "kafkajs",
          "openai",
          "@anthropic-ai/sdk",
          "ai",
          "@ai-sdk/openai",
          "@ai-sdk/openai-compatible",
          "@openrouter/sdk",
          "@langchain/openai",
          "@langchain/core",
          "zod",
          "@portkey-ai/gateway",
          "@hono/node-server",
          "@hono/node-ws");

  /** The folder for {@code NODE_PATH} in which these are: named there, or where CI puts tools. */
  public static Optional<Path> nodeModules() {
    Stream<String> named =
        Arrays.stream(env("NODE_PATH", "").split(File.pathSeparator)).filter(f -> !f.isBlank());
    String cache = env("XDG_CACHE_HOME", env("HOME", ".") + "/.cache");
    return Stream.concat(named, Stream.of(cache + "/surety/tools/node_modules"))
        .map(Path::of)
        .filter(folder -> PACKAGES.stream().map(folder::resolve).allMatch(Files::isDirectory))
        .findFirst();
  }

  /** A Python that knows confluent_kafka: Debian's own, or the first on the PATH. */
  public static Optional<String> python() {
    return Stream.of("/usr/bin/python3", "python3").filter(Interpreters::knowsKafka).findFirst();
  }

  private static boolean knowsKafka(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import confluent_kafka")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String env(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}

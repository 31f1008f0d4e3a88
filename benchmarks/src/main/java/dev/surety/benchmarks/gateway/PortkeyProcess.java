package dev.surety.benchmarks.gateway;

import dev.surety.demo.kafka.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Portkey's gateway, on this machine alone, where Node and its package are installed. */
final class PortkeyProcess implements AutoCloseable {

  private static final String PROGRAM = "@portkey-ai/gateway/build/start-server.js";

  private final Process process;
  private final int port;

  private PortkeyProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where its program is: where NODE_PATH leads, or where CI puts tools. */
  static Optional<Path> program() {
    String cache =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getenv("HOME") + "/.cache");
    String named = System.getenv().getOrDefault("NODE_PATH", "");
    return Stream.concat(
            Arrays.stream(named.split(File.pathSeparator)).filter(folder -> !folder.isBlank()),
            Stream.of(cache + "/surety/tools/node_modules"))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder for what it prints
   */
  static PortkeyProcess start(Path program, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path loopback = folder.resolve("loopback.cjs");
    try (InputStream script = PortkeyProcess.class.getResourceAsStream("loopback.cjs")) {
      Files.write(loopback, script.readAllBytes());
    }
    int port = LoopbackPorts.free();
    Process process =
        new ProcessBuilder(
                List.of(
                    "node",
                    "--require",
                    loopback.toString(),
                    program.toString(),
                    "--headless",
                    "--port=" + port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("portkey.log").toFile())
            .start();
    return new PortkeyProcess(process, port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

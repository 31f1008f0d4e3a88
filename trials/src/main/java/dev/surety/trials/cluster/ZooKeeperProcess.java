package dev.surety.trials.cluster;

import dev.surety.demo.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/**
 * A ZooKeeper server as a JVM of its own on 127.0.0.1: the one that Flink brings along, from the
 * jars of the cluster.
 */
public final class ZooKeeperProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final int port;
  private final ChildJvm process;

  private ZooKeeperProcess(int port, ChildJvm process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server on a free port and returns once it listens.
   *
   * @param folder holds its configuration, log and data
   * @throws IOException if the process ends, or doesn't listen after 3 minutes
   */
  public static ZooKeeperProcess start(Path folder, FlinkJars flink) throws IOException {
    Path root = Files.createDirectories(folder.toAbsolutePath().normalize());
    int port = LoopbackPorts.free();
    Path configuration = Files.writeString(root.resolve("zoo.cfg"), configuration(root, port));
    ChildJvm process =
        ChildJvm.start(
            "zookeeper",
            ChildJvm.quickToStart(
                "-Xmx128m",
                "-cp",
                flink.classPath(),
                FlinkZooKeeperQuorumPeer.class.getName(),
                "--zkConfigFile",
                configuration.toString(),
                "--peerId",
                "1"),
            root,
            root.resolve("zookeeper.log"));
    ZooKeeperProcess zooKeeper = new ZooKeeperProcess(port, process);
    try {
      Poll.until("ZooKeeper listens", START_TIMEOUT, zooKeeper::listens, seen -> seen);
    } catch (IOException e) {
      process.kill();
      throw e;
    }
    return zooKeeper;
  }

  /** Where clients find it, {@code 127.0.0.1:PORT}. */
  public String address() {
    return LoopbackAddresses.HOST + ":" + port;
  }

  /** SIGTERM, and SIGKILL if it is there 5 seconds later. */
  @Override
  public void close() throws IOException {
    process.askToStop();
    process.awaitStop(STOP_TIMEOUT);
  }

  private boolean listens() throws IOException {
    process.requireAlive();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(LoopbackAddresses.HOST, port), (int) CONNECT_TIMEOUT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A session may last from two ticks on: short ones, as a dead leader's must end soon. */
  private static String configuration(Path root, int port) {
    return """
        dataDir=%s
        clientPort=%d
        clientPortAddress=%s
        tickTime=500
        admin.enableServer=false
        """
        .formatted(root.resolve("data"), port, LoopbackAddresses.HOST);
  }
}

package dev.surety.trials.cluster;

import dev.surety.demo.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;

/**
 * Where a cluster listens on 127.0.0.1. The ports stay the same when the JobManager is started
 * again, so that the others find it.
 */
record LoopbackAddresses(int rpcPort, int restPort, int blobPort) {

  static final String HOST = "127.0.0.1";

  static LoopbackAddresses free() throws IOException {
    return new LoopbackAddresses(LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free());
  }

  URI rest() {
    return URI.create("http://" + HOST + ":" + restPort);
  }
}

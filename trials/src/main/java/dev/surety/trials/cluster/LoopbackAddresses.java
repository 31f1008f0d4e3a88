package dev.surety.trials.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * Where a cluster listens on 127.0.0.1. The ports stay the same when the JobManager is started
 * again, so that the others find it.
 */
record LoopbackAddresses(int rpcPort, int restPort, int blobPort) {

  static final String HOST = "127.0.0.1";

  /** Three ports that are free now. All are held at once, so no two are the same. */
  static LoopbackAddresses free() throws IOException {
    InetAddress host = InetAddress.getByName(HOST);
    try (ServerSocket rpc = new ServerSocket(0, 1, host);
        ServerSocket rest = new ServerSocket(0, 1, host);
        ServerSocket blob = new ServerSocket(0, 1, host)) {
      return new LoopbackAddresses(rpc.getLocalPort(), rest.getLocalPort(), blob.getLocalPort());
    }
  }

  URI rest() {
    return URI.create("http://" + HOST + ":" + restPort);
  }
}

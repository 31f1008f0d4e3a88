package dev.surety.testing;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.AddressResolution;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.pekko.PekkoRpcSystemLoader;

/**
 * Pekko, loaded once in a JVM of tests. Each Flink that starts in it would unpack Pekko's jar and
 * load all of it anew, into a class loader of its own that ends with that Flink: two seconds of a
 * core, where jobs of tests mostly bring a Flink each. Flink finds this class by its name in {@code
 * META-INF/services}; the Flinks of processes don't have it on their class path.
 */
public final class SharedRpcSystem implements RpcSystemLoader {

  /** What is loaded when the first Flink starts. */
  private static final class Loaded {

    private static final RpcSystem PEKKO =
        new PekkoRpcSystemLoader().loadRpcSystem(new Configuration());

    static {
      // Its unpacked jar is a temporary file.
      Runtime.getRuntime().addShutdownHook(new Thread(PEKKO::close, "close-pekko"));
    }
  }

  /** Before Flink's own, which says 0. */
  @Override
  public int getLoadPriority() {
    return -1;
  }

  @Override
  public RpcSystem loadRpcSystem(Configuration flink) {
    return new Lent(Loaded.PEKKO);
  }

  /** The same, but that it stays when the Flink that has it ends. */
  private record Lent(RpcSystem pekko) implements RpcSystem {

    @Override
    public RpcServiceBuilder localServiceBuilder(Configuration flink) {
      return pekko.localServiceBuilder(flink);
    }

    @Override
    public RpcServiceBuilder remoteServiceBuilder(
        Configuration flink, String externalAddress, String externalPortRange) {
      return pekko.remoteServiceBuilder(flink, externalAddress, externalPortRange);
    }

    @Override
    public String getRpcUrl(
        String host, int port, String endpoint, AddressResolution resolution, Configuration flink)
        throws UnknownHostException {
      return pekko.getRpcUrl(host, port, endpoint, resolution, flink);
    }

    @Override
    public InetSocketAddress getInetSocketAddressFromRpcUrl(String url) throws Exception {
      return pekko.getInetSocketAddressFromRpcUrl(url);
    }

    @Override
    public long getMaximumMessageSizeInBytes(Configuration flink) {
      return pekko.getMaximumMessageSizeInBytes(flink);
    }
  }
}

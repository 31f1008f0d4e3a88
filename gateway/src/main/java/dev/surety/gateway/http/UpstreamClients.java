package dev.surety.gateway.http;

import dev.surety.gateway.options.UpstreamSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** One client for each upstream; of one event loop, so that a request never changes threads. */
final class UpstreamClients {

  private static final int LONGEST_HEADERS = 64 << 10;

  private final Map<String, HttpClient> byName = new HashMap<>();

  /** Connections that a request has been sent on; of this event loop alone. */
  private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());

  UpstreamClients(Vertx vertx, List<UpstreamSettings> upstreams) {
    for (UpstreamSettings upstream : upstreams) {
      byName.put(
          upstream.name(),
          vertx
              .httpClientBuilder()
              // What breaks is told to the attempt that used it, and reported there.
              .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
              // A builder heeds no pool in the client's options: five connections were all there
              // were.
              .with(new PoolOptions().setHttp1MaxSize(upstream.connections()))
              .with(
                  new HttpClientOptions()
                      .setConnectTimeout((int) upstream.connectWithin().toMillis())
                      .setMaxHeaderSize(LONGEST_HEADERS)
                      .setKeepAliveTimeout((int) upstream.keepAlive().toSeconds())
                      .setVerifyHost(true)
                      // It is asked for plain bytes; some that stand between compress all the same.
                      .setDecompressionSupported(true)
                      .setTcpNoDelay(true))
              .build());
    }
  }

  HttpClient of(UpstreamSettings upstream) {
    return byName.get(upstream.name());
  }

  /** Whether something was sent on a connection before; from now on it was. */
  boolean isUsed(HttpConnection connection) {
    return !used.add(connection);
  }
}

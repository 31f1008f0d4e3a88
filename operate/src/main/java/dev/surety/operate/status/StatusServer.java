package dev.surety.operate.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shows a board as a page at {@code /} and as JSON at {@code /status.json}, to whoever can reach
 * it: there is no log-in. Only reads.
 */
public final class StatusServer implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int BACKLOG = 50;

  /** Tenants that a page shows unless it looks for others. */
  private static final int MOST_TENANTS = 60;

  /** Names under which a machine is known to itself. */
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Board board;
  private final StatusPage page = new StatusPage();
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, StatusServer::daemon);

  private StatusServer(Board board, HttpServer server) {
    this.board = board;
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @param address with port 0 for a free one
   * @throws IOException if the port is taken; names it
   */
  public static StatusServer start(Board board, InetSocketAddress address) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException(
          "port %d of %s can't be listened on: %s; choose another, or 0 for a free one"
              .formatted(address.getPort(), address.getHostString(), e.getMessage()),
          e);
    }
    StatusServer status = new StatusServer(board, server);
    server.createContext("/", status::answer);
    server.setExecutor(status.threads);
    server.start();
    return status;
  }

  /** Where it is. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://%s:%d/"
        .formatted(host.contains(":") ? '[' + host + ']' : host, address.getPort());
  }

  void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "this server is only read: GET\n");
      } else if (!isOwnName(exchange)) {
        send(exchange, 421, "text/plain", "this server answers to its own names only\n");
      } else if (path.equals("/")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", page.securityPolicy());
        send(exchange, 200, "text/html", page.write(board, MOST_TENANTS, now()));
      } else if (path.equals("/status.json")) {
        send(exchange, 200, "application/json", json(exchange.getRequestURI().getRawQuery()));
      } else {
        send(exchange, 404, "text/plain", "there are / and /status.json\n");
      }
    }
  }

  private String json(String query) {
    Map<String, String> parameters = parameters(query);
    return StatusJson.of(
            board,
            parameters.get("tenant"),
            parameters.getOrDefault("find", ""),
            MOST_TENANTS,
            now())
        .toString();
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int is = pair.indexOf('=');
      if (is > 0) {
        parameters.put(pair.substring(0, is), URLDecoder.decode(pair.substring(is + 1), UTF_8));
      }
    }
    return parameters;
  }

  /**
   * A server on loopback is reached by its own names. Any other is a page elsewhere that had its
   * name point here, to read with the eyes of whoever opened it.
   */
  private boolean isOwnName(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return !server.getAddress().getAddress().isLoopbackAddress()
        || host != null && OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "status-page");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

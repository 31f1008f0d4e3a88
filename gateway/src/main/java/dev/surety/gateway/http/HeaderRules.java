package dev.surety.gateway.http;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers pass the door. */
final class HeaderRules {

  /** They are about one connection, or about what the door reads itself. */
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "content-encoding",
          "accept-encoding",
          "host",
          "expect");

  /** Who the client is, is the door's business: the upstream knows the door. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of(
          "authorization",
          "x-api-key",
          "api-key",
          "cookie",
          "forwarded",
          "via",
          "x-real-ip",
          "origin",
          "referer",
          "openai-organization",
          "openai-project",
          "idempotency-key");

  private static final Set<String> OF_THE_UPSTREAM =
      Set.of("set-cookie", "server", "date", "alt-svc");

  private HeaderRules() {}

  static void toUpstream(MultiMap from, MultiMap to) {
    Set<String> ofThisConnection = ofThisConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OWN.contains(name)
          && !ofThisConnection.contains(name)
          && !OF_THE_CLIENT.contains(name)
          && !name.startsWith("x-surety-")
          && !name.startsWith("x-stainless-")
          && !name.startsWith("x-forwarded-")
          && !name.startsWith("sec-")) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** What {@code Connection} names ends with the connection, whatever it is. */
  private static Set<String> ofThisConnection(MultiMap headers) {
    List<String> values = headers.getAll("connection");
    if (values.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String value : values) {
      for (String name : value.split(",")) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  static void toClient(MultiMap from, MultiMap to) {
    Set<String> ofThisConnection = ofThisConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OWN.contains(name)
          && !ofThisConnection.contains(name)
          && !OF_THE_UPSTREAM.contains(name)
          && !name.startsWith("x-surety-")
          && !name.equals("x-request-id")
          && !name.equals("x-should-retry")
          && !name.startsWith("access-control-")) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }
}

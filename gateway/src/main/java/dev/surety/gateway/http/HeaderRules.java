package dev.surety.gateway.http;

import io.vertx.core.MultiMap;
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
          "openai-organization",
          "openai-project",
          "idempotency-key");

  private static final Set<String> OF_THE_UPSTREAM =
      Set.of("set-cookie", "server", "date", "alt-svc");

  private HeaderRules() {}

  static void toUpstream(MultiMap from, MultiMap to) {
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OWN.contains(name)
          && !OF_THE_CLIENT.contains(name)
          && !name.startsWith("x-surety-")
          && !name.startsWith("x-stainless-")
          && !name.startsWith("x-forwarded-")) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  static void toClient(MultiMap from, MultiMap to) {
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OWN.contains(name)
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

package dev.surety.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Scripts in pages of other origins ({@code cors.origins}). A browser asks beforehand, without a
 * key, whether they may, and shows them no answer that does not say so.
 */
final class Browsers {

  private static final String ANY = "*";

  /** Seconds that a browser need not ask again; some heed no more than ten minutes. */
  private static final String KEPT = "600";

  /** What scripts may read of an answer's head. */
  private static final String SHOWN =
      "x-request-id, x-surety-request-id, x-surety-decision-id, x-surety-model,"
          + " x-surety-instead-of, x-surety-reason, x-surety-solicit, x-surety-overhead-ms,"
          + " x-should-retry, retry-after, retry-after-ms";

  private final Set<String> origins;
  private final boolean any;

  Browsers(List<String> origins) {
    this.origins = new HashSet<>(origins);
    any = origins.contains(ANY);
  }

  /**
   * Says in the answer's head whether the page that asks may read it, and answers a question that
   * is that and nothing else.
   *
   * @return whether it has been answered
   */
  boolean answers(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return false;
    }
    MultiMap head = request.response().headers();
    if (!any) {
      head.add("vary", "origin"); // caches between must not show one page's answer to another
    }
    String origin = request.getHeader("origin");
    boolean allowed = origin != null && (any || origins.contains(origin));
    if (allowed) {
      head.set("access-control-allow-origin", any ? ANY : origin);
      head.set("access-control-expose-headers", SHOWN);
    }
    if (!request.method().equals(HttpMethod.OPTIONS)
        || request.getHeader("access-control-request-method") == null) {
      return false;
    }
    if (allowed) {
      head.set("access-control-allow-methods", "GET, POST");
      String asked = request.getHeader("access-control-request-headers");
      if (asked != null) {
        head.set("access-control-allow-headers", asked);
      }
      head.set("access-control-max-age", KEPT);
      request.response().setStatusCode(204).end();
    } else {
      FrontDesk.refuse(
          request,
          ApiError.invalid(
              403,
              "origin_not_allowed",
              null,
              "Pages of this origin may not ask here; 'cors.origins' lists those that may."));
    }
    return true;
  }
}

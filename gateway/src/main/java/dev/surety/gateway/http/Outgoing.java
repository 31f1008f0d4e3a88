package dev.surety.gateway.http;

import dev.surety.gateway.body.RequestFacts;
import dev.surety.gateway.options.UpstreamSettings;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Locale;

/** A client's request on its way to an upstream: where it goes, and with which headers. */
final class Outgoing {

  private Outgoing() {}

  static RequestOptions to(
      UpstreamSettings upstream, RequestFacts facts, HttpServerRequest client) {
    String query = client.query();
    return to(upstream, facts.api().path() + (query == null ? "" : '?' + query));
  }

  /** Something of the door's own. */
  static RequestOptions to(UpstreamSettings upstream, String path) {
    URI url = upstream.url();
    boolean tls = url.getScheme().equals("https");
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setSsl(tls)
        .setHost(url.getHost())
        .setPort(url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80)
        .setURI(url.getRawPath() + path);
  }

  static void headers(
      HttpServerRequest client, UpstreamSettings upstream, HttpClientRequest request) {
    HeaderRules.toUpstream(client.headers(), request.headers());
    String type = client.getHeader("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
      // It has been read as JSON; curl without a header calls it a form, which upstreams refuse.
      request.putHeader("content-type", "application/json");
    }
    ownHeaders(upstream, request);
  }

  /** Those that the upstream has from the door: its key, and what the options say. */
  static void ownHeaders(UpstreamSettings upstream, HttpClientRequest request) {
    request.putHeader("accept-encoding", "identity");
    upstream.headers().forEach((name, value) -> request.putHeader(name, value.reveal()));
    if (upstream.key() != null) {
      boolean bearer = upstream.keyHeader().equalsIgnoreCase("authorization");
      request.putHeader(upstream.keyHeader(), (bearer ? "Bearer " : "") + upstream.key().reveal());
    }
  }
}

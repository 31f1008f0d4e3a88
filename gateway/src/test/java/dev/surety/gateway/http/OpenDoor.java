package dev.surety.gateway.http;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.options.DoorOptionsReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A door on loopback with an upstream of two models behind it: {@code small}, there called {@code
 * provider-small}, and {@code large}, there {@code provider-large-2026-01-01}, which lacks nothing.
 */
final class OpenDoor implements AutoCloseable {

  final Upstream upstream = new Upstream();
  final FakeRouter router = new FakeRouter();
  final DoorServer server;
  final String key;
  final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  OpenDoor(String... options) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("surety-door");
    Path keys = folder.resolve("keys.jsonl");
    key = NewKey.add(keys, new TenantTier("acme", "gold"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "--listen.port=0",
                "--listen.event-loops=1",
                "--kafka.bootstrap.servers=127.0.0.1:1",
                "--api-keys.file=" + keys,
                "--upstreams.sim.url=" + upstream.url(),
                "--upstreams.sim.key-env=SIM_KEY",
                "--upstreams.sim.models.small=provider-small",
                "--upstreams.sim.models.large=provider-large-2026-01-01",
                "--upstreams.sim.lacks.small=vision,audio"));
    all.addAll(List.of(options));
    server =
        DoorServer.open(
            DoorOptionsReader.read(null, Map.of("SIM_KEY", "upstream-secret"), all),
            new KeyRing(keys),
            router);
  }

  String base() {
    return "http://127.0.0.1:" + server.port();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base() + path))
        .header("authorization", "Bearer " + key);
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        to(path).header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  HttpClient http() {
    return http;
  }

  HttpResponse<String> chat(String more, String... headers)
      throws IOException, InterruptedException {
    return post("/v1/chat/completions", ask(more), headers);
  }

  static String ask(String more) {
    return "{\"model\":\"surety\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
        .formatted(more);
  }

  String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  @Override
  public void close() throws Exception {
    server.close();
    upstream.close();
  }
}

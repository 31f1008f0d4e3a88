package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.http.DoorServer;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.options.DoorOptionsReader;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.route.RouterLink;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice.Said;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A real door before a simulated upstream, and each thing that can go wrong with it. */
final class DoorTrouble implements AutoCloseable {

  private static final String CANCELLED = "surety_gateway_cancelled_total";
  private static final String HELD = "surety_gateway_bodies_bytes";
  private static final int ROOM = 64 << 10;
  private static final int PLACES = 16;
  private static final int LONG_BODY = 60_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedUpstream upstream;
  private final DoorServer door;
  private final String key;
  private final String greedy;
  private final List<InputStream> stalled = new ArrayList<>();
  private final Exposition shown;
  private final Socket filler;
  private int left;

  /**
   * Opens it.
   *
   * @param link how it comes to its decisions
   */
  DoorTrouble(Path keys, Function<DoorSettings, RouterLink> link) throws Exception {
    key = NewKey.add(keys, new TenantTier("acme", "gold"));
    greedy = NewKey.add(keys, new TenantTier("globex", "free"));
    upstream =
        SimulatedUpstream.open(0, 1, SpeakingPace.AT_ONCE, asked -> new Said("It depends", 10, 2));
    DoorSettings settings =
        DoorOptionsReader.read(
            null,
            Map.of(),
            List.of(
                "--listen.port=0",
                "--listen.event-loops=1",
                "--kafka.bootstrap.servers=127.0.0.1:1",
                "--api-keys.file=" + keys,
                "--decision.default-models=second",
                "--answer.first-token-within=1 h",
                "--answer.idle-after=1 h",
                "--key.max-in-flight=" + PLACES,
                "--request.max-body=64 kb",
                "--request.max-bodies=64 kb",
                "--request.body-timeout=1 h",
                "--judge.upstream=sim",
                "--judge.model=judge",
                "--upstreams.sim.url=" + upstream.url(),
                "--upstreams.sim.models.first=first",
                "--upstreams.sim.models.second=second",
                "--upstreams.sim.models.broken=broken",
                "--upstreams.sim.models.slow=slow"));
    door = DoorServer.open(settings, new KeyRing(keys), link.apply(settings));
    shown = new Exposition(door.port());
    filler = new Socket("127.0.0.1", door.port());
  }

  Exposition shown() {
    return shown;
  }

  void served() throws Exception {
    assertThat(status(ask("surety", ""))).isEqualTo(200);
  }

  /** What the router chooses first has too much to do. */
  void failover() throws Exception {
    String busy = ",\"simulate\":{\"status\":429,\"models\":[\"first\"]}";
    assertThat(status(ask("surety", busy))).isEqualTo(200);
  }

  void failing() throws Exception {
    assertThat(status(ask("broken", ",\"simulate\":{\"status\":500}"))).isGreaterThanOrEqualTo(500);
  }

  void withoutKey() throws Exception {
    HttpRequest stranger = to("sk-nobody-made-it", ask("surety", ""));
    assertThat(http.send(stranger, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
  }

  /** A client that begins to send a long body, and takes its time: there is room for no other. */
  void fill() throws Exception {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: door\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
            .formatted(key, LONG_BODY);
    filler.getOutputStream().write((head + "x".repeat(LONG_BODY - 1)).getBytes(UTF_8));
    awaitAtLeast(HELD, LONG_BODY - 1);
  }

  /** Once it is {@linkplain #fill filled}. */
  void turnedAway() throws Exception {
    assertThat(status(ask("surety", ",\"user\":\"" + "x".repeat(ROOM - LONG_BODY) + '"')))
        .isEqualTo(503);
  }

  /** A tenant takes all of its places with streams that stall. */
  void takePlaces() throws Exception {
    String stalls = ask("second", ",\"stream\":true,\"simulate\":{\"stall_after\":1}");
    for (int i = 0; i < PLACES; i++) {
      InputStream begun = http.send(to(greedy, stalls), BodyHandlers.ofInputStream()).body();
      assertThat(begun.read()).isPositive();
      stalled.add(begun);
    }
  }

  /** Once they are {@linkplain #takePlaces taken}. */
  void heldBack() throws Exception {
    HttpRequest more = to(greedy, ask("surety", ""));
    assertThat(http.send(more, BodyHandlers.discarding()).statusCode()).isEqualTo(429);
  }

  /** The router wants a label of the answer, and the judge talks of something else. */
  void judgedInVain() throws Exception {
    HttpRequest asked =
        HttpRequest.newBuilder(to(key, ask("surety", "")), (name, value) -> true)
            .header("x-surety-tag", SteadyRouter.JUDGED)
            .build();
    assertThat(http.send(asked, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  /** A client that has read the first word, and goes. */
  void leaving() throws Exception {
    String stalls = ",\"stream\":true,\"simulate\":{\"stall_after\":1}";
    HttpResponse<InputStream> begun =
        http.send(to(key, ask("second", stalls)), BodyHandlers.ofInputStream());
    assertThat(begun.body().read()).isPositive();
    begun.body().close();
    left++;
  }

  /** Those who have gone are missed a moment later. */
  void awaitLeft() throws Exception {
    awaitAtLeast(CANCELLED, left);
  }

  private void awaitAtLeast(String metric, double value) throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (shown.sum(metric) < value) {
      assertThat(System.nanoTime()).as("%s at %s", metric, value).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  /** A stream that lets its reader wait for longer than 5 s. */
  CompletableFuture<HttpResponse<String>> slow() {
    String late = ",\"stream\":true,\"simulate\":{\"first_token_ms\":5100}";
    return http.sendAsync(to(key, ask("slow", late)), BodyHandlers.ofString());
  }

  private int status(String body) throws IOException, InterruptedException {
    return http.send(to(key, body), BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest to(String as, String body) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + door.port() + "/v1/chat/completions"))
        .header("authorization", "Bearer " + as)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String ask(String model, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it so?\"}]%s}"
        .formatted(model, more);
  }

  @Override
  public void close() throws Exception {
    filler.close();
    for (InputStream stream : stalled) {
      stream.close();
    }
    door.close();
    upstream.close();
  }
}

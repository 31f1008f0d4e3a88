package dev.surety.demo.door;

import dev.surety.demo.kafka.Folders;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.http.DoorServer;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.options.DoorOptionsReader;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.route.KafkaLink;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The door as in production, with a key for each tenant and models that are simulated. */
public final class DemoDoor implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;

  private final Path folder;
  private final Map<TenantTier, String> keys;
  private final SimulatedUpstream upstream;
  private final KafkaLink link;
  private final DoorServer server;

  private DemoDoor(
      Path folder,
      Map<TenantTier, String> keys,
      SimulatedUpstream upstream,
      KafkaLink link,
      DoorServer server) {
    this.folder = folder;
    this.keys = keys;
    this.upstream = upstream;
    this.link = link;
    this.server = server;
  }

  /**
   * Opens it on this machine. It looks for Kafka by itself, so the topics need not be there yet.
   *
   * @param port 0 takes a free one
   * @param models by the router's names, which are the upstream's, too; the first answers where
   *     nothing is known
   * @param tenants who gets a key
   * @param budget how long a request waits for the router: longer than in production, where broker,
   *     job and users do not share one machine
   * @param judge the model that judges answers, by its name there, or {@code null} for none
   * @throws IOException if the port is taken
   */
  public static DemoDoor open(
      int port,
      String brokers,
      List<String> models,
      List<TenantTier> tenants,
      Duration budget,
      SpeakingPace pace,
      String judge,
      Voice voice)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("surety-demo-door-");
    Path file = folder.resolve("keys.jsonl");
    Map<TenantTier, String> keys = new LinkedHashMap<>();
    for (TenantTier tenant : tenants) {
      keys.put(tenant, NewKey.add(file, tenant));
    }
    SimulatedUpstream upstream = SimulatedUpstream.open(0, 1, pace, voice);
    try {
      List<String> options = options(port, brokers, file, models, budget, upstream);
      if (judge != null) {
        options.addAll(List.of("--judge.upstream=simulated", "--judge.model=" + judge));
      }
      DoorSettings settings = DoorOptionsReader.read(null, Map.of(), options);
      KeyRing ring = new KeyRing(file);
      KafkaLink link = new KafkaLink(settings);
      return new DemoDoor(folder, keys, upstream, link, DoorServer.open(settings, ring, link));
    } catch (IOException | RuntimeException e) {
      upstream.close();
      Folders.deleteTree(folder);
      throw e;
    }
  }

  private static List<String> options(
      int port,
      String brokers,
      Path keys,
      List<String> models,
      Duration budget,
      SimulatedUpstream upstream) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--listen.port=" + port,
                "--kafka.bootstrap.servers=" + brokers,
                "--api-keys.file=" + keys,
                "--decision.budget=" + budget.toMillis() + " ms",
                "--decision.default-models=" + models.get(0),
                "--upstreams.simulated.url=" + upstream.url()));
    models.forEach(
        model -> options.add("--upstreams.simulated.models.%s=%s".formatted(model, model)));
    return options;
  }

  /** What a client takes for its base URL. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port() + "/v1";
  }

  /** The key of a tenant, or {@code null} if it was given none. */
  public String key(TenantTier tenant) {
    return keys.get(tenant);
  }

  /** What to type to be the first tenant. */
  public List<String> invitation() {
    Map.Entry<TenantTier, String> first = keys.entrySet().iterator().next();
    return Invitation.of(baseUrl(), first.getKey(), first.getValue());
  }

  /** Waits until it knows standings, or that there are none. */
  public void awaitReady(Duration within) throws IOException, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!link.isReady()) {
      if (System.nanoTime() > end) {
        throw new IOException("the front door was not ready within " + within.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Waits until Kafka has what was reported before. */
  public void flush(Duration within) throws InterruptedException {
    link.flush(within);
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      upstream.close();
      Folders.deleteTree(folder);
    }
  }
}

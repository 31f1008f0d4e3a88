package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import dev.surety.trials.soak.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;

/**
 * Upgrade, roll back, rescale and restore as {@code docs/deploy.md} types them, in a shell of an
 * operator: {@code flink} is Flink's own command line, {@code ./surety} the launcher.
 */
final class DeployPage {

  static final String HEADING = "### Further apart";
  private static final String PAUSE = "sleep ";

  private final Ground ground;
  private final Shop shop;
  private final Path folder;
  private final Map<String, Path> places;

  private DeployPage(Ground ground, Shop shop) throws IOException {
    this.ground = ground;
    this.shop = shop;
    folder = Files.createDirectories(ground.folder().resolve("shell"));
    Files.createSymbolicLink(folder.resolve("surety-job.jar"), ground.site().jar());
    Files.createSymbolicLink(
        folder.resolve("surety"), ground.repository().resolve("surety").toAbsolutePath());
    places =
        Map.of(
            "/state/savepoints", ground.site().savepoints(),
            "/state/checkpoints", ground.site().checkpoints(),
            "/state/journal", shop.journal());
  }

  static Exercise exercise(DrillScale scale) {
    return Exercise.survived(
        "deploy-page",
        "what docs/deploy.md types is typed: upgrade, roll back, rescale, restore yesterday's",
        ground -> walk(ground, scale));
  }

  private static Finding walk(Ground ground, DrillScale scale) throws Exception {
    PageWalk page = PageWalk.of(ground.repository().resolve("docs/deploy.md"), HEADING);
    try (Shop shop = Shop.open(ground, "deploy-page")) {
      DeployPage operator = new DeployPage(ground, shop);
      List<String> untrue = page.on(command -> operator.type(command, scale));
      Files.write(ground.folder().resolve("deploy-page.txt"), page.transcript());
      untrue.forEach(line -> shop.require(false, line));
      if (operator.running().isEmpty()) {
        shop.start(shop.run().from(operator.newestSavepoint()));
      }
      shop.serve(SOME);
      return shop.settle(
          SURVIVED, page.steps().size() + " commands say what the page says that they say");
    }
  }

  private String type(String command, DrillScale scale) throws IOException, InterruptedException {
    if (command.startsWith(PAUSE)) {
      // For as long as it takes here, not for as long as it took there.
      shop.goOn(scale.checkpoints());
      return "";
    }
    String said = bash(command);
    for (String job : running()) {
      shop.take(job);
      shop.rest().awaitRunning(job, Shop.LIMIT);
      shop.serve(1);
      shop.goOn(1);
    }
    return said;
  }

  private Set<String> running() throws IOException {
    Set<String> running = new HashSet<>();
    for (String job : shop.rest().knownJobs()) {
      JobStatus status = shop.rest().job(job).status();
      if (status == JobStatus.CANCELLING) {
        shop.rest().awaitEnd(job, Shop.LIMIT); // the command does not wait for it
      } else if (!status.isGloballyTerminalState()) {
        running.add(job);
      }
    }
    return running;
  }

  private String newestSavepoint() throws IOException {
    try (Stream<Path> savepoints = Files.list(ground.site().savepoints())) {
      return savepoints
          .max(Comparator.comparing(savepoint -> savepoint.toFile().lastModified()))
          .orElseThrow()
          .toString();
    }
  }

  private String bash(String command) throws IOException, InterruptedException {
    Site site = ground.site();
    String shell =
        """
        flink() { java @%s -XX:TieredStopAtLevel=1 -cp "$FLINK_JARS" org.apache.flink.client.cli.CliFrontend "$@"; }
        OPTIONS="%s"
        """
            .formatted(site.flink().javaOptions(), String.join(" ", shop.run().arguments()));
    ProcessBuilder process =
        new ProcessBuilder("bash", "-c", shell + inPlace(command))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    process.environment().put("FLINK_JARS", site.flink().classPath());
    process.environment().put("FLINK_CONF_DIR", site.configurationFolder().toString());
    Process running = process.start();
    running.getOutputStream().close();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!running.waitFor(1, TimeUnit.MINUTES)) {
      running.destroyForcibly();
      throw new IOException(command + " does not end");
    }
    return asOnThePage(said);
  }

  private String inPlace(String command) {
    String in = command;
    for (Map.Entry<String, Path> each : places.entrySet()) {
      in = in.replace(each.getKey(), each.getValue().toString());
    }
    return in;
  }

  private String asOnThePage(String said) {
    String out = said;
    for (Map.Entry<String, Path> each : places.entrySet()) {
      out = out.replace(each.getValue().toString(), each.getKey());
    }
    return out;
  }
}

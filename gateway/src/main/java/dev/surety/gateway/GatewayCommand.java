package dev.surety.gateway;

import dev.surety.gateway.http.DoorServer;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.keys.KeysCommand;
import dev.surety.gateway.options.DoorOptionsReader;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.route.KafkaLink;
import dev.surety.output.terminal.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code surety gateway}. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = KeysCommand.class,
    synopsisSubcommandLabel = "[keys]",
    description = {
      "The front door: OpenAI's API over HTTP, before any upstream that speaks it. Runs until"
          + " SIGTERM or Ctrl-C.",
      "Every option of docs/gateway-options.md may stand in the file, in the environment"
          + " (SURETY_GATEWAY_LISTEN_PORT) and here (--listen.port=8080); what stands later here"
          + " wins."
    })
public final class GatewayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of options.")
  private Path config;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::serve);
  }

  private int serve() throws Exception {
    DoorSettings settings = DoorOptionsReader.read(config, System.getenv(), options);
    KeyRing keys = new KeyRing(settings.keyFile());
    DoorServer server = DoorServer.open(settings, keys, new KafkaLink(settings));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "surety-stop"));
    spec.commandLine()
        .getOut()
        .printf(
            "Front door: http://%s:%d/v1  (Ctrl-C ends it)%n",
            settings.listening().address(), server.port());
    spec.commandLine().getOut().flush();
    stopped.await();
    return 0;
  }

  private static void stop(DoorServer server, CountDownLatch stopped) {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}

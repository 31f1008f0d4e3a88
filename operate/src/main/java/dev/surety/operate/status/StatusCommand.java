package dev.surety.operate.status;

import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.KafkaFailure;
import dev.surety.output.terminal.TerminalWidth;
import dev.surety.wire.json.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "How every tenant stands: promised and delivered, owed, spent and saved. Read from the"
            + " standings topic, which the job writes with traffic.")
public final class StatusCommand implements Callable<Integer> {

  private static final long REDRAW_MILLIS = 2_000;
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Mixin private Brokers brokers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = TopicNames.STANDINGS,
      description = "The standings topic (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's tiers.")
  private String tenant;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "40",
      description = "Show so many, what needs a look first (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "All of it as one JSON object.")
  private boolean json;

  @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "Columns that lines may have; less important ones of the table give way (default: the"
              + " variable COLUMNS, else the terminal's width, else "
              + TerminalWidth.USUAL
              + ").")
  private Integer width;

  @Option(
      names = "--serve",
      paramLabel = "PORT",
      description = "Serve it as a live page, until Ctrl-C; 0 takes a free port.")
  private Integer port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Where to serve the page (default: ${DEFAULT-VALUE}, this machine only). There is no"
              + " log-in: put a proxy that asks for one before any other address.")
  private String address;

  @Override
  public Integer call() throws Exception {
    check();
    try (StandingsFeed feed = StandingsFeed.read(brokers.consumer(), topic)) {
      if (port != null) {
        serve(feed);
      } else if (watch) {
        watch(feed);
      } else {
        show(feed.board());
      }
      return 0;
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  private void check() {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top takes a number of at least 1.");
    }
    if (width != null && width < 1) {
      throw new ParameterException(spec.commandLine(), "--width takes a number of at least 1.");
    }
    if (port != null && (port < 0 || port > HIGHEST_PORT)) {
      throw new ParameterException(
          spec.commandLine(), "--serve takes a port from 0 to " + HIGHEST_PORT + ".");
    }
    if (port != null && (watch || json || tenant != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--serve goes without --watch, --json and --tenant: the page finds tenants, and"
              + " /status.json has the same for machines.");
    }
  }

  /** Asked anew each time: windows change their size. */
  private int width() {
    return width == null ? TerminalWidth.current() : width;
  }

  private void show(Board board) {
    PrintWriter out = spec.commandLine().getOut();
    long now = System.currentTimeMillis();
    if (json) {
      out.println(
          watch
              ? StatusJson.of(board, tenant, "", Integer.MAX_VALUE, now).toString()
              : StatusJson.of(board, tenant, "", Integer.MAX_VALUE, now).toPrettyString());
    } else {
      List<String> lines = StatusText.lines(board, tenant, top, now, width());
      lines.forEach(out::println);
    }
    out.flush();
  }

  /** Ends with the process: Ctrl-C, or the end of the pipe that reads it. */
  private void watch(StandingsFeed feed) throws IOException, InterruptedException {
    feed.follow();
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = System.console() != null && !json;
    while (!out.checkError() && feed.board().stopped() == null) {
      if (terminal) {
        out.print(CLEAR);
      }
      show(feed.board());
      Thread.sleep(REDRAW_MILLIS);
    }
    if (feed.board().stopped() != null) {
      throw new IOException(feed.board().stopped());
    }
  }

  private void serve(StandingsFeed feed) throws IOException, InterruptedException {
    feed.follow();
    InetSocketAddress at = new InetSocketAddress(address, port);
    if (at.isUnresolved()) {
      throw new ParameterException(
          spec.commandLine(), "--address " + address + " is no address of this machine.");
    }
    try (StatusServer server = StatusServer.start(feed.board(), at)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Status page: " + server.url() + "  (Ctrl-C ends it)");
      out.flush();
      Thread.currentThread().join();
    }
  }
}

package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.Interpreters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who reads what the demo prints, and types it. */
final class NewUser {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final ByteArrayOutputStream screen;

  /** What the printed curl got. */
  HttpResponse<String> answer;

  /** What the thumb got. */
  HttpResponse<String> taken;

  /** Judgements on the status page before the thumb and after it. */
  long judgedBefore;

  long judgedAfter;

  /** What the printed program said; empty where there is no Node. */
  Optional<String> program = Optional.empty();

  NewUser(ByteArrayOutputStream screen) {
    this.screen = screen;
  }

  /**
   * Waits until the demo has no traffic of its own any more, and types what it has printed.
   *
   * @param requests of the first tenant until now
   */
  void play(long requests) throws IOException, InterruptedException {
    String printed = await("Ctrl-C");
    String last = printed.substring(printed.lastIndexOf("Ask as a customer"));
    List<String> commands = commands(last);
    Matcher status = Pattern.compile("Status: +(http\\S+)").matcher(printed);
    status.find();
    String board = status.group(1).replaceFirst("/$", "") + "/status.json";

    answer = curl(commands.get(0));
    // All that came before is in a standing that has this request in it.
    awaitFigure(board, "requests", n -> n > requests);
    judgedBefore = figure(board, "labels");
    taken = curl(commands.get(1));
    judgedAfter = awaitFigure(board, "labels", n -> n > judgedBefore);

    Optional<Path> modules = Interpreters.nodeModules();
    if (modules.isPresent()) {
      String script = last.substring(last.indexOf("// Node"), last.indexOf("Broker, job"));
      program = Optional.of(node(script, modules.get()));
    }
  }

  private String await(String text) throws InterruptedException, IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      String printed = screen.toString(UTF_8);
      if (printed.contains(text)) {
        return printed;
      }
      Thread.sleep(20);
    }
    throw new IOException("the demo never printed '" + text + "': " + screen.toString(UTF_8));
  }

  /** The curls, each as one line. */
  private static List<String> commands(String printed) {
    return printed
        .replaceAll("\\\\\\R\\s*", "")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("curl "))
        .toList();
  }

  /** Does what curl does with such words. */
  private HttpResponse<String> curl(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    HttpRequest.Builder request = HttpRequest.newBuilder();
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-H" -> {
          String[] header = words.get(++i).split(": ", 2);
          request.header(header[0], header[1]);
        }
        case "-d" -> request.POST(BodyPublishers.ofString(words.get(++i)));
        default -> {
          if (words.get(i).startsWith("http")) {
            request.uri(URI.create(words.get(i)));
          }
        }
      }
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private long awaitFigure(String board, String name, LongPredicate enough)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    long seen = figure(board, name);
    while (!enough.test(seen) && System.nanoTime() < end) {
      Thread.sleep(50);
      seen = figure(board, name);
    }
    return seen;
  }

  /** Of the first tenant, as its page has it. */
  private long figure(String board, String name) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(board)).build();
    JsonNode page = json.readTree(http.send(request, BodyHandlers.ofString()).body());
    for (JsonNode key : page.path("tenants")) {
      if (key.path("tenant").asText().equals("acme")) {
        return key.path(name).asLong();
      }
    }
    throw new IOException("acme is not on the page: " + page);
  }

  private static String node(String script, Path modules) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("node", "-e", script).redirectErrorStream(true);
    builder.environment().put("NODE_PATH", modules.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said;
  }
}

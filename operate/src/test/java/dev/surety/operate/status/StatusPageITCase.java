package dev.surety.operate.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.testing.Browser;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page from its own server, by hand and in a real browser. */
class StatusPageITCase {

  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final long SECOND = 1_000;

  /** What a hostile tenant would be called. */
  private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\"><b>&amp;";

  @TempDir private Path folder;
  private final Board board = new Board();
  private StatusServer server;

  @BeforeEach
  void serve() throws IOException {
    long now = System.currentTimeMillis();
    for (int i = 0; i <= 300; i++) {
      long seen = now - (300 - i) * 10 * SECOND;
      double wave = 0.03 * Math.sin(i / 20.0);
      board.put(Given.standing("acme", 0.93 + wave, 3 + 20 * wave, 1_000 + 7 * i), seen);
      board.put(
          Given.standing("a-tenant-with-quite-a-long-name-of-its-own", 0.85, i, 90 + i), seen);
      board.put(Given.standing(HOSTILE, 0.89, 1, 100 + 3 * i), seen);
    }
    board.put(
        Given.builder("everything", 0.92, 2, 4_000)
            .open(List.of("large"))
            .halfOpen(List.of("a-model-with-a-name-as-long-as-they-come"))
            .allowed(List.of("large", "eu-small"))
            .budget(
                new BudgetStanding(
                    new BudgetTerms(500, BudgetTerms.Period.MONTH, ZoneOffset.UTC, true),
                    now - 3_600 * SECOND,
                    now + 3_600 * SECOND,
                    123))
            .deadline(
                new DeadlineStanding(
                    new DeadlineTerms(Measure.TOTAL, 2000, 0.95, Precedence.QUALITY),
                    now - 3_600 * SECOND,
                    4_000,
                    120,
                    -3,
                    0.002,
                    false))
            .build(),
        now - 20 * SECOND);
    server = StatusServer.start(board, new InetSocketAddress("127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theSameFactsAreThereForMachines() throws Exception {
    JsonNode status = new ObjectMapper().readTree(get("status.json?find=ACME").body());

    assertThat(status.path("totals").path("keys").asInt()).isEqualTo(1);
    JsonNode acme = status.path("tenants").path(0);
    assertThat(acme.path("tenant").asText()).isEqualTo("acme");
    assertThat(acme.path("requests").asLong()).isEqualTo(3_100);
    assertThat(acme.path("saved").asDouble()).isEqualTo(0.9);
    assertThat(acme.path("path")).hasSizeBetween(60, StatusJson.MOST_POINTS);
    assertThat(status.path("hour")).hasSizeBetween(60, StatusJson.MOST_POINTS);
    assertThat(get("nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyElsesNameGetsAnAnswer() throws Exception {
    assertThat(statusLine("GET / HTTP/1.1\r\nHost: evil.example\r\n")).contains("421");
    assertThat(statusLine("GET / HTTP/1.1\r\nHost: localhost:1\r\n")).contains("200");
    assertThat(statusLine("GET /status.json?tenant=%FF&x HTTP/1.1\r\nHost: localhost\r\n"))
        .contains("200");
    assertThat(statusLine("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"))
        .contains("405");
  }

  @Test
  @Requires(Outside.CHROMIUM)
  void fitsPhoneAndDeskRunsNoForeignScriptAndHasADarkSide() throws Exception {
    assertThat(get("").body()).doesNotContain("https:", "@import", "url(", "<img");
    Browser browser = new Browser(folder);
    HttpServer framed = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    framed.createContext("/", server::answer);
    for (int width : List.of(PHONE, DESK)) {
      byte[] frame = Browser.frame("/", width).getBytes(StandardCharsets.UTF_8);
      framed.createContext(
          "/" + width,
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, frame.length);
            exchange.getResponseBody().write(frame);
            exchange.close();
          });
    }
    framed.start();
    URI site = URI.create("http://127.0.0.1:" + framed.getAddress().getPort() + "/");
    try {
      for (int width : List.of(PHONE, DESK)) {
        Browser.View view = browser.visit(site.resolve("/" + width));
        assertThat(view.console()).isEmpty();
        assertThat(view.seen().path("title").asText()).isEqualTo("Promises now");
        assertThat(view.seen().path("text").asText())
            .contains("2 of 4", "1 missed", "acme / gold", HOSTILE, Given.MODEL, "within the noise")
            .contains(
                "kept from all tenants, as many met failures: large open,"
                    + " a-model-with-a-name-as-long-as-they-come probed",
                "allowed: large, eu-small",
                "of 500 USD a month spent",
                "95.0 % within 2,000 ms promised, 97.0 % of 4,000 answers were");
        assertThat(view.seen().path("charts").asInt()).isEqualTo(1 + 3 * 2);
        assertThat(view.seen().path("resources"))
            .allSatisfy(url -> assertThat(url.asText()).startsWith(site.toString()));
        assertThat(view.seen().path("width").asInt()).isBetween(width - 20, width);
        assertThat(view.seen().path("scrollWidth").asInt())
            .as("no scrolling sideways at " + width)
            .isLessThanOrEqualTo(view.seen().path("width").asInt());
      }
      Browser.View dark =
          browser.visit(site.resolve("/" + DESK), "--blink-settings=preferredColorScheme=0");
      assertThat(dark.seen().path("background").asText()).isEqualTo("rgb(20, 23, 28)");
    } finally {
      framed.stop(0);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** The first line of the answer to what no well-behaved client would send. */
  private String statusLine(String request) throws IOException {
    URI at = URI.create(server.url());
    try (Socket socket = new Socket(at.getHost(), at.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }
}

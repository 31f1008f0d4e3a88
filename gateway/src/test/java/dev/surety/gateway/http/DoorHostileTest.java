package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes is answered with what is wrong, never with a fault of the door. */
class DoorHostileTest {

  private static OpenDoor door;

  @BeforeAll
  static void open() throws Exception {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() throws Exception {
    door.close();
  }

  /** Sends bytes and reads what comes until the other side ends, or answers in full. */
  private static String raw(byte[]... parts) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", door.server.port())) {
      socket.setSoTimeout(20_000);
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] some = new byte[8192];
      for (int n; (n = socket.getInputStream().read(some)) > 0; ) {
        read.write(some, 0, n);
        if (isWhole(read.toString(ISO_8859_1))) {
          break;
        }
      }
      return read.toString(ISO_8859_1);
    }
  }

  private static boolean isWhole(String answer) {
    int body = answer.indexOf("\r\n\r\n") + 4;
    int length = answer.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    return body > 3
        && length > 0
        && answer.length() - body
            >= Integer.parseInt(answer.substring(length + 16, answer.indexOf('\r', length)));
  }

  private static byte[] post(String more, String body) {
    return ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
            + door.key
            + "\r\n"
            + more
            + (more.contains("chunked") ? "" : "content-length: " + body.length() + "\r\n")
            + "\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"surety\"",
        "{\"model\":\"surety\"} {}",
        "{\"model\":null}",
        "{\"model\":7,\"messages\":[]}",
        "{\"model\":[\"surety\"]}",
        "{\"model\":\"surety\",\"stream\":\"true\"}",
        "{\"model\":\"surety\",\"stream\":1}",
        "{\"model\":\"surety\",\"stream_options\":{\"include_usage\":\"yes\"},\"stream\":true}",
        "{\"model\":\"\u00ff\",\"messages\":[]}",
        "{'model':'surety'}",
      })
  void bodiesThatAreNoRequestsAreToldSo(String body) throws Exception {
    assertThat(raw(post("", body)))
        .startsWith("HTTP/1.1 400")
        .contains("{\"error\":{\"message\":")
        .contains("\"type\":\"invalid_request_error\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"messages\":[]",
        "\"messages\":null",
        "\"messages\":\"hi\"",
        "\"messages\":{}",
        "\"messages\":[null,7,[[]],{\"role\":7,\"content\":[null,7,{\"type\":null}]}]",
        "\"messages\":[{\"content\":null}],\"stream_options\":null",
        "\"messages\":[],\"stream_options\":[],\"n\":2",
        "\"models\":\"small\",\"metadata\":7,\"user\":{},\"tools\":{},\"modalities\":7",
        "\"max_tokens\":-5,\"max_completion_tokens\":1e99,\"text\":[],\"response_format\":7",
        "\"previous_response_id\":{},\"prompt_cache_key\":[],\"instructions\":7",
      })
  void whatTheDoorNeedNotUnderstandIsTheUpstreamsToJudge(String fields) throws Exception {
    assertThat(raw(post("", "{\"model\":\"surety\"," + fields + "}"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void depthHasAnEnd() throws Exception {
    assertThat(raw(post("", "{\"model\":\"surety\",\"x\":" + "[".repeat(100_000))))
        .startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD,/v1/chat/completions,405",
    "OPTIONS,/v1/chat/completions,405",
    "DELETE,/v1/models,405",
    "GET,/v1/route,405",
    "GET,/,404",
    "GET,//v1/models,404",
    "GET,/v1/models/%zz,404",
    "GET,/v1/chat/completions/,404",
    "POST,/v1/models/small,405",
    "GET,/v1/../v1/models,404",
    "HEAD,/health,200",
  })
  void methodsAndPathsThatAreNotThereAreToldSo(String method, String path, int status)
      throws Exception {
    String answer =
        raw(
            "%s %s HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer %s\r\n\r\n"
                .formatted(method, path, door.key)
                .getBytes(ISO_8859_1));

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    if (method.equals("HEAD")) {
      assertThat(answer).endsWith("\r\n\r\n");
    }
  }

  @Test
  void aFaultOfTheDoorLeavesNobodyWaiting() throws Exception {
    try (OpenDoor own = new OpenDoor()) {
      own.router.answer =
          request -> {
            throw new IllegalStateException("a fault that a test has made");
          };
      for (String path : List.of("/v1/route", "/v1/chat/completions")) {
        var answer = own.post(path, OpenDoor.ask(",\"candidates\":[\"small\"]"));
        assertThat(answer.statusCode()).as(path).isEqualTo(500);
        assertThat(answer.body()).contains("door_failed");
      }
    }
  }

  @Test
  void headersTwiceAndTooLongMakeNoFault() throws Exception {
    String ask = OpenDoor.ask("");
    String twice = "authorization: Bearer nobody\r\nx-request-id: a\r\nx-request-id: b\r\n";
    assertThat(raw(post(twice, ask))).startsWith("HTTP/1.1 200").contains("x-request-id: a\r\n");
    assertThat(raw(post("x-request-id: \u00e4\u00ff\r\n", ask))).startsWith("HTTP/1.1 200");
    assertThat(raw(post("content-length: 3\r\n", ask))).startsWith("HTTP/1.1 400");
    assertThat(raw(post("x-long: " + "y".repeat(70_000) + "\r\n", ask))).startsWith("HTTP/1.1 431");
    for (String header : List.of("x-stainless-timeout: NaN", "x-stainless-retry-count: -1e9")) {
      assertThat(raw(post(header + "\r\n", ask))).as(header).startsWith("HTTP/1.1 200");
    }
  }

  /** A client as old as HTTP/1.0 knows no chunks: the end of the connection is the end. */
  @Test
  void whoSpeaksHttp10GetsItsAnswerStreamedOrNot() throws Exception {
    for (String more : List.of("", ",\"stream\":true")) {
      String asked = new String(post("", OpenDoor.ask(more)), ISO_8859_1);
      String answer = raw(asked.replace("HTTP/1.1\r\n", "HTTP/1.0\r\n").getBytes(ISO_8859_1));
      assertThat(answer).startsWith("HTTP/1.0 200").doesNotContain("chunked");
      assertThat(answer).contains(more.isEmpty() ? "Hello world" : " world\"}").contains("Hello");
      assertThat(more.isEmpty() || answer.endsWith("data: [DONE]\n\n")).isTrue();
    }
  }

  @Test
  void whatIsSentInOneGoIsAnsweredInItsOrder() throws Exception {
    String first = new String(post("x-request-id: one\r\n", OpenDoor.ask("")), ISO_8859_1);
    String second = new String(post("x-request-id: two\r\n", OpenDoor.ask("")), ISO_8859_1);
    String last = "GET /v1/models HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", door.server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((first + second + last).getBytes(ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(all.split("HTTP/1.1 ")).hasSize(4);
      assertThat(all.indexOf("x-request-id: one")).isLessThan(all.indexOf("x-request-id: two"));
      assertThat(all).contains("HTTP/1.1 401");
    }
  }

  /** Nobody holds a connection with a head that never ends; who has asked may rest. */
  @Test
  void whoSendsAHeadByTheByteIsSentAway() throws Exception {
    try (OpenDoor hurried = new OpenDoor("--request.body-timeout=2 s");
        Socket rests = to(hurried, asked(hurried));
        Socket silent = to(hurried, "");
        Socket slow = to(hurried, "POST /v1/chat/completions HTTP/1.1\r\nho")) {
      assertThat(rests.getInputStream().read()).isEqualTo('H');
      for (Socket one : List.of(slow, silent)) {
        one.setSoTimeout(20_000);
        assertThat(one.getInputStream().read()).isEqualTo(-1);
      }
      rests.setSoTimeout(20_000);
      rests.getInputStream().skipNBytes(rests.getInputStream().available());
      rests.getOutputStream().write(asked(hurried).getBytes(ISO_8859_1));
      assertThat(rests.getInputStream().read()).isEqualTo('H');
    }
  }

  private static String asked(OpenDoor of) {
    return new String(post("", OpenDoor.ask("")), ISO_8859_1).replace(door.key, of.key);
  }

  /** A connection on which this has been sent at once. */
  private static Socket to(OpenDoor of, String begin) throws IOException {
    Socket socket = new Socket("127.0.0.1", of.server.port());
    socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
    return socket;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "content-type: application/x-www-form-urlencoded\r\n",
        "content-type: text/plain; charset=latin1\r\n",
        "content-type: ;;;\r\n",
      })
  void whatHasBeenReadAsJsonGoesUpstreamAsJson(String type) throws Exception {
    door.upstream.seen.clear();
    assertThat(raw(post(type, OpenDoor.ask("")))).startsWith("HTTP/1.1 200");
    assertThat(door.upstream.seen.element().headers())
        .containsEntry("content-type", "application/json");
  }

  @Test
  void aTypeOfJsonStaysAsTheClientHasIt() throws Exception {
    door.upstream.seen.clear();
    raw(post("content-type: Application/vnd.api+JSON; charset=utf-8\r\n", OpenDoor.ask("")));
    assertThat(door.upstream.seen.element().headers())
        .containsEntry("content-type", "Application/vnd.api+JSON; charset=utf-8");
  }

  @Test
  void namesOfModelsGoIntoNoHeaderAndNotOnForEver() throws Exception {
    String evil = "{\"model\":\"x\\r\\nset-cookie: a=b\\r\\n\\r\\n<script>%s\",\"messages\":[]}";
    String answer = raw(post("", evil.formatted("y".repeat(50_000))));
    assertThat(answer).startsWith("HTTP/1.1 404").hasSizeLessThan(2_000);
    assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContain("set-cookie");
    String all = "\"x\",".repeat(300_000);
    assertThat(
            raw(
                post(
                    "",
                    "{\"messages\":[],\"models\":[" + all.substring(0, all.length() - 1) + "]}")))
        .startsWith("HTTP/1.1 400")
        .contains("\"param\":\"models\"");
  }

  @Test
  void bodiesInPiecesAreTakenAndBrokenOnesAreNot() throws Exception {
    String ask = OpenDoor.ask("");
    String chunked = "transfer-encoding: chunked\r\n";
    String pieces =
        "1\r\n{\r\n"
            + Integer.toHexString(ask.length() - 1)
            + "\r\n"
            + ask.substring(1)
            + "\r\n0\r\n\r\n";
    assertThat(raw(post(chunked, pieces))).startsWith("HTTP/1.1 200");
    assertThat(raw(post(chunked, "zz\r\n{"))).doesNotContain("door_failed");
    assertThat(raw(post("content-encoding: gzip\r\n", "\u001f\u008b\b")))
        .startsWith("HTTP/1.1 415");
    assertThat(door.chat("").statusCode()).isEqualTo(200);
  }
}

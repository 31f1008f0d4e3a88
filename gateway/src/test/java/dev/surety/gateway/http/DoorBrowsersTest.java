package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages in browsers may ask where the operator has said so, and nowhere else. */
class DoorBrowsersTest {

  private static final String ORIGIN = "https://app.example.com";
  private static final String ALLOW = "access-control-allow-origin";

  /** What a browser sends before the OpenAI SDK's question: no key is in it. */
  private static HttpResponse<String> preflight(OpenDoor door, String origin, String path)
      throws Exception {
    return door.send(
        HttpRequest.newBuilder(java.net.URI.create(door.base() + path))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,x-stainless-lang")
            .build());
  }

  private static HttpResponse<String> ask(OpenDoor door, String origin, String more)
      throws Exception {
    return door.chat(more, "origin", origin);
  }

  @Test
  void withoutTheOptionNoPageIsLetIn() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(preflight(door, ORIGIN, "/v1/chat/completions").statusCode()).isEqualTo(401);
      HttpResponse<String> answer = ask(door, ORIGIN, "");
      assertThat(answer.statusCode()).as("who is no browser does not care").isEqualTo(200);
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  void aPageOfAnOriginOnTheListMayAskAndReadTheAnswer() throws Exception {
    try (OpenDoor door = new OpenDoor("--cors.origins=http://localhost:3000, " + ORIGIN)) {
      for (String path : List.of("/v1/chat/completions", "/v1/models", "/v1/feedback")) {
        HttpResponse<String> may = preflight(door, ORIGIN, path);
        assertThat(may.statusCode()).isEqualTo(204);
        assertThat(may.headers().firstValue(ALLOW)).hasValue(ORIGIN);
        assertThat(may.headers().firstValue("access-control-allow-methods")).hasValue("GET, POST");
        assertThat(may.headers().firstValue("access-control-allow-headers"))
            .hasValue("authorization,content-type,x-stainless-lang");
        assertThat(may.headers().allValues("vary")).contains("origin");
      }
      for (String more : List.of("", ",\"stream\":true", ",\"stream\":7")) {
        HttpResponse<String> answer = ask(door, ORIGIN, more);
        assertThat(answer.headers().allValues(ALLOW)).as(more).containsExactly(ORIGIN);
        assertThat(answer.headers().firstValue("access-control-expose-headers"))
            .hasValueSatisfying(shown -> assertThat(shown).contains("x-surety-decision-id"));
      }
      HttpResponse<String> stranger =
          door.send(
              HttpRequest.newBuilder(java.net.URI.create(door.base() + "/v1/models"))
                  .header("origin", ORIGIN)
                  .build());
      assertThat(stranger.statusCode()).as("a preflight is no key").isEqualTo(401);
      assertThat(stranger.headers().firstValue(ALLOW)).as("its page may read why").isPresent();
      assertThat(door.upstream.seen)
          .as("whose page it is, is not the upstream's business")
          .allSatisfy(seen -> assertThat(seen.headers()).doesNotContainKey("origin"));
    }
  }

  @Test
  void anotherOriginIsToldNothing() throws Exception {
    try (OpenDoor door = new OpenDoor("--cors.origins=" + ORIGIN)) {
      for (String other :
          List.of(
              "https://evil.example",
              "https://app.example.com.evil.example",
              "http://app.example.com",
              "https://app.example.com:444",
              "null")) {
        HttpResponse<String> may = preflight(door, other, "/v1/chat/completions");
        assertThat(may.statusCode()).as(other).isEqualTo(403);
        assertThat(may.body()).contains("\"code\":\"origin_not_allowed\"");
        assertThat(may.headers().firstValue(ALLOW)).isEmpty();
        assertThat(ask(door, other, "").headers().firstValue(ALLOW)).isEmpty();
      }
    }
  }

  @Test
  void aStarIsAllOfThem() throws Exception {
    try (OpenDoor door = new OpenDoor("--cors.origins=*")) {
      for (String origin : List.of(ORIGIN, "null")) {
        assertThat(preflight(door, origin, "/v1/responses").headers().firstValue(ALLOW))
            .hasValue("*");
        assertThat(ask(door, origin, "").headers().firstValue(ALLOW)).hasValue("*");
      }
    }
  }

  /** An OPTIONS that asks for no permission is a method like others. */
  @Test
  void onlyWhatABrowserAsksBeforehandIsAnsweredWithoutAKey() throws Exception {
    try (OpenDoor door = new OpenDoor("--cors.origins=" + ORIGIN)) {
      HttpRequest.Builder bare =
          HttpRequest.newBuilder(java.net.URI.create(door.base() + "/v1/models"))
              .method("OPTIONS", BodyPublishers.noBody())
              .header("origin", ORIGIN);
      assertThat(door.send(bare.build()).statusCode()).isEqualTo(401);
    }
  }
}

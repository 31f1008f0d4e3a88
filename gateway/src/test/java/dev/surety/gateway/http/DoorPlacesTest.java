package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.KeyPlaces;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A tenant that sends more than is answered is held back, and nobody else is. */
class DoorPlacesTest {

  private static final String HELD =
      "surety_gateway_held_back_total{tenant=\"acme\",tier=\"gold\"} ";

  private static CompletableFuture<HttpResponse<String>> chat(OpenDoor door) {
    return door.http()
        .sendAsync(
            door.to("/v1/chat/completions").POST(BodyPublishers.ofString(OpenDoor.ask(""))).build(),
            BodyHandlers.ofString());
  }

  @Test
  void pastItsPlacesATenantIsTurnedAwayUntilOneOfItsRequestsIsAnswered() throws Exception {
    try (OpenDoor door = new OpenDoor("--key.max-in-flight=2")) {
      assertThat(door.metrics()).as("there before the first").contains(HELD + "0.0");
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      CountDownLatch asked = new CountDownLatch(2);
      door.router.answer =
          request -> {
            asked.countDown();
            return goOn.thenApply(v -> FakeRouter.decided(request, "small"));
          };
      List<CompletableFuture<HttpResponse<String>>> first = List.of(chat(door), chat(door));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

      HttpResponse<String> third = door.chat("");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("retry-after")).hasValue("1");
      assertThat(third.body()).contains("\"code\":\"too_many_in_flight\"");
      HttpResponse<String> decision = door.post("/v1/route", "{\"candidates\":[\"small\"]}");
      assertThat(decision.statusCode()).isEqualTo(429);
      assertThat(door.metrics()).contains(HELD + "2.0");

      goOn.complete(null);
      for (CompletableFuture<HttpResponse<String>> one : first) {
        assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(door.chat("").statusCode()).as("its places are free again").isEqualTo(200);
      }
    }
  }

  @Test
  void whoLeavesGivesItsPlaceBack() throws Exception {
    try (OpenDoor door = new OpenDoor("--key.max-in-flight=1")) {
      CountDownLatch asked = new CountDownLatch(1);
      door.router.answer =
          request -> {
            asked.countDown();
            return new CompletableFuture<>();
          };
      try (Caller caller = new Caller(door, "")) {
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(door.chat("").statusCode()).isEqualTo(429);
      }
      while (!door.metrics().contains("status=\"499\"")) {
        Thread.sleep(20);
      }
      door.router.decide("small");
      assertThat(door.chat("").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatIsNoneTakesNoPlaceForLong() throws Exception {
    try (OpenDoor door = new OpenDoor("--key.max-in-flight=1")) {
      for (int i = 0; i < 3; i++) {
        assertThat(door.post("/v1/chat/completions", "{").statusCode()).isEqualTo(400);
      }
      assertThat(door.chat("").statusCode()).isEqualTo(200);
    }
  }

  @Property(tries = 50)
  void noKeyHasMoreThanItsPlacesAndNoneIsLost(
      @ForAll List<@IntRange(max = 5) Integer> steps,
      @ForAll @IntRange(min = 1, max = 3) int most) {
    KeyPlaces places = new KeyPlaces(most);
    int[] held = new int[3];
    for (int step : steps) {
      int key = step / 2;
      TenantTier tenant = new TenantTier("t" + key, "gold");
      if (step % 2 == 0) {
        assertThat(places.take(tenant)).isEqualTo(held[key] < most);
        held[key] += held[key] < most ? 1 : 0;
      } else if (held[key] > 0) {
        places.give(tenant);
        held[key]--;
      }
    }
  }
}

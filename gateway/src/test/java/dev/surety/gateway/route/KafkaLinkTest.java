package dev.surety.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.gateway.options.DoorOptionsReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KafkaLinkTest {

  @Test
  void oneThatStillSeeksKafkaClosesWithoutAWord() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true));
    // It takes connections, and never says anything.
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      KafkaLink link =
          new KafkaLink(
              DoorOptionsReader.read(
                  null,
                  Map.of(),
                  List.of(
                      "--kafka.bootstrap.servers=127.0.0.1:" + mute.getLocalPort(),
                      "--api-keys.file=keys.jsonl",
                      "--upstreams.sim.url=http://127.0.0.1:1/v1",
                      "--upstreams.sim.models.small=small")));
      mute.accept(); // it has begun to seek
      Thread opener =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("surety-door-opens"))
              .findFirst()
              .orElseThrow();
      link.close();

      opener.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(opener.isAlive()).isFalse();
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString()).doesNotContain("Exception in thread");
  }
}

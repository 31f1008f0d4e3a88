package dev.surety.demo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

  /** Though nobody listens there yet. */
  @Test
  void nobodyElseIsGivenAPortThatWasGivenBefore() throws Exception {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertThat(given.add(LoopbackPorts.free())).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
        assertThat(given).as("the system has its own").doesNotContain(any.getLocalPort());
      }
    }
  }

  @Test
  void onWhichSomebodyListensIsTakenUntilItIsLeft() throws Exception {
    int port = LoopbackPorts.free();
    assertThat(LoopbackPorts.isTaken(port)).isFalse();
    try (ServerSocket here = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(LoopbackPorts.isTaken(here.getLocalPort())).isTrue();
    }
    assertThat(LoopbackPorts.isTaken(port)).isFalse();
  }
}

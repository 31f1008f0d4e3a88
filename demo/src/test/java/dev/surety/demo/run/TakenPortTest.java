package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Nothing is started when the front door's port is taken. */
class TakenPortTest {

  @Test
  void theDoorsPortIsNamedAtOnce() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      DemoSettings settings =
          CommandLine.populateCommand(
              new DemoSettings(), "--requests=10", "--door-port=" + taken.getLocalPort());
      PrintStream silent = new PrintStream(OutputStream.nullOutputStream());

      assertThatThrownBy(() -> new DemoRun(settings, silent, new CountDownLatch(1)).run())
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Port %d on 127.0.0.1 is taken. Choose another, or 0 for a free one.",
              taken.getLocalPort());
    }
  }
}

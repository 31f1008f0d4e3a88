package dev.surety.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The peer does what it is measured for: it learns which models satisfy, and takes them. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "vw-jni has a native library for Linux on x86-64 alone")
class VowpalWabbitTest {

  @TempDir Path folder;

  /** In a JVM of its own, which is told where the library is, as those of the benchmark are. */
  @Test
  void learnsWhichModelsSatisfy() throws Exception {
    assertThat(VowpalWabbit.install(folder)).isEmpty();
    Path printed = folder.resolve("printed");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                VowpalWabbit.installedIn(folder),
                "-cp",
                System.getProperty("java.class.path"),
                VowpalWabbitTest.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(printed)).isZero();
    String[] satisfied = Files.readString(printed).strip().split(" ");
    assertThat(Long.parseLong(satisfied[1])).isGreaterThan(Long.parseLong(satisfied[0]));
  }

  /** Prints how many of 2,000 answers satisfied, at first and after 20,000. */
  public static void main(String[] args) throws IOException {
    try (VowpalWabbit peer = new VowpalWabbit(11)) {
      long early = satisfied(peer, 0, 2_000);
      satisfied(peer, 2_000, 20_000);
      System.out.println(early + " " + satisfied(peer, 20_000, 22_000));
    }
  }

  private static long satisfied(VowpalWabbit peer, int from, int to) {
    long satisfied = 0;
    for (int t = from; t < to; t++) {
      RoutingRequest request =
          RoutingRequest.builder(Integer.toString(t), new TenantTier("acme", "gold"), t)
              .promptChars(400)
              .inputTokens(100)
              .tag("tag-" + t % 16)
              .build();
      satisfied += WarmKey.satisfies(request, peer.decideAndLearn(request)) ? 1 : 0;
    }
    return satisfied;
  }
}

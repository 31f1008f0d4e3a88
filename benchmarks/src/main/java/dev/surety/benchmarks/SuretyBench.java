package dev.surety.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.Main;

/** The command {@code ./surety bench}: the benchmarks of this module, with the options of JMH. */
public final class SuretyBench {

  private SuretyBench() {}

  public static void main(String[] args) throws IOException {
    Main.main(args);
  }
}

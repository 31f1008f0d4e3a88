package dev.surety.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.Main;

/**
 * The command {@code ./surety bench}: the benchmarks of this module, with the options of JMH;
 * {@code ./surety bench idle-tenants [N]} prints what tenants that were seen once keep.
 */
public final class SuretyBench {

  private SuretyBench() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals("idle-tenants")) {
      System.exit(IdleTenants.main(args));
    }
    Main.main(args);
  }
}

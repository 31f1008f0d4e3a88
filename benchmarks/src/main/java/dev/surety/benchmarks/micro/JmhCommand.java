package dev.surety.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code ./surety bench jmh ...}: JMH itself, with its own options, over these benchmarks. */
@Command(
    name = "jmh",
    description = "JMH itself over the benchmarks of this house; jmh -h lists its options.")
public final class JmhCommand implements Callable<Integer> {

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  private boolean version;

  @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
  private boolean help;

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Main.main(words.toArray(String[]::new));
    return 0;
  }
}

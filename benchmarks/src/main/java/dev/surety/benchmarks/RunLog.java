package dev.surety.benchmarks;

/** Takes a line about how far a run is. */
@FunctionalInterface
public interface RunLog {

  void say(String line);
}

package dev.surety.benchmarks;

/** Takes a line about how far a run is. */
@FunctionalInterface
public interface Progress {

  void say(String line);
}

package dev.surety.flink;

/** Makes what is kept of keys nearer than Flink's states, once a function that opens has these. */
@FunctionalInterface
public interface NearKeysMaker {

  NearKeys on(KeyedStates states);
}

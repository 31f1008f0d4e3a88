package dev.surety.flink;

/** The key whose state Flink's keyed states give. Only an operator can go from one to another. */
interface CurrentKey {

  String get();

  void set(String key);
}

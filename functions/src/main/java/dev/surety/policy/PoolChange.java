package dev.surety.policy;

/** One change of a key's model table; a slot names the same model for ever. */
public sealed interface PoolChange {

  int slot();

  /**
   * A model appeared, or came back, or its price rose from or fell to (next to) nothing: that has
   * no ratio.
   *
   * @param model its name
   * @param costUsd cost of one answer by its list, as it is taken to be before any was seen
   * @param newcomer whether the tenant had decided requests before
   */
  record Added(int slot, String model, double costUsd, boolean newcomer) implements PoolChange {}

  /** A model left the pool. */
  record Removed(int slot) implements PoolChange {}

  /**
   * A model's price changed.
   *
   * @param ratio new expected cost over the old one, above 0 and finite
   * @param costUsd expected cost of one answer from now on
   */
  record Repriced(int slot, double ratio, double costUsd) implements PoolChange {}
}

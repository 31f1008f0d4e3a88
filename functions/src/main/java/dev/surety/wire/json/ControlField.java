package dev.surety.wire.json;

/**
 * All there is to say about one field of a control record: codec, JSON Schema, reference page and
 * the check of files that people write ask here.
 *
 * @param required whether a record must have it
 * @param fallback what is meant where it is absent; {@code null} where that is nothing
 * @param rule what its value must be
 * @param description for people, whole sentences; {@code null} where it is no part of the contract
 */
record ControlField<T>(
    String name, boolean required, T fallback, ControlRule<T> rule, String description) {

  static <T> ControlField<T> required(String name, ControlRule<T> rule, String description) {
    return new ControlField<>(name, true, null, rule, description);
  }

  static <T> ControlField<T> optional(
      String name, ControlRule<T> rule, T fallback, String description) {
    return new ControlField<>(name, false, fallback, rule, description);
  }

  /** What states and journals have beside the contract. */
  static <T> ControlField<T> ofStates(String name, ControlRule<T> rule, T fallback) {
    return new ControlField<>(name, false, fallback, rule, null);
  }

  boolean isOfContract() {
    return description != null;
  }
}

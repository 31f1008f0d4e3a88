package dev.surety.operate.prices;

import java.util.List;
import java.util.Map;

/**
 * What a list says of one model.
 *
 * @param name as the list has it
 * @param input US dollars for a million input tokens
 * @param output US dollars for a million output tokens
 * @param cachedInput US dollars for a million input tokens read from a cache; {@link Double#NaN} if
 *     the list does not say, or says that they are free
 * @param others prices that no record of a model has, by the list's name, as the list writes them
 * @param announced what it will cost from a later time on, in the order of time
 * @param fault why it can't be used, or {@code null}; then the prices mean nothing
 */
public record ListedPrice(
    String name,
    double input,
    double output,
    double cachedInput,
    Map<String, String> others,
    List<Announced> announced,
    String fault) {

  /**
   * A price of later.
   *
   * @param from epoch milliseconds
   */
  public record Announced(long from, double input, double output, double cachedInput) {}

  static ListedPrice faulty(String name, String fault) {
    return new ListedPrice(name, Double.NaN, Double.NaN, Double.NaN, Map.of(), List.of(), fault);
  }
}

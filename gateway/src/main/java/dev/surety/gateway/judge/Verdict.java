package dev.surety.gateway.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Set;

/**
 * What a judge's answer says and took.
 *
 * @param score 0 to 1, or NaN if it is no verdict
 * @param inputTokens or -1
 * @param outputTokens or -1
 */
record Verdict(double score, int inputTokens, int outputTokens) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String THOUGHT = "</think>";
  private static final Set<String> GOOD = Set.of("satisfied", "yes", "true");
  private static final Set<String> BAD =
      Set.of("unsatisfied", "dissatisfied", "not satisfied", "no", "false");

  /** Reads an answer of {@code /chat/completions}. */
  static Verdict read(byte[] body) {
    try {
      JsonNode said = JSON.readTree(body);
      JsonNode usage = said.path("usage");
      return new Verdict(
          score(said.path("choices").path(0).path("message").path("content").asText("")),
          usage.path("prompt_tokens").asInt(-1),
          usage.path("completion_tokens").asInt(-1));
    } catch (java.io.IOException e) {
      return new Verdict(Double.NaN, -1, -1);
    }
  }

  boolean isReadable() {
    return !Double.isNaN(score);
  }

  /** One word, a number from 0 to 1, or an object with {@code satisfied} or {@code score}. */
  static double score(String said) {
    String text = said.substring(Math.max(0, said.lastIndexOf(THOUGHT))).replace(THOUGHT, "");
    int open = text.indexOf('{');
    int close = text.lastIndexOf('}');
    if (open >= 0 && close > open) {
      return object(text.substring(open, close + 1));
    }
    String word = bare(text);
    return GOOD.contains(word) ? 1 : BAD.contains(word) ? 0 : number(word);
  }

  private static double object(String text) {
    try {
      JsonNode said = JSON.readTree(text);
      JsonNode satisfied = said.path("satisfied");
      if (satisfied.isBoolean()) {
        return satisfied.asBoolean() ? 1 : 0;
      }
      return said.path("score").isNumber() ? within(said.get("score").asDouble()) : Double.NaN;
    } catch (JsonProcessingException e) {
      return Double.NaN;
    }
  }

  /** Without the marks and stops that models put around a word. */
  private static String bare(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    boolean negative = from > 0 && text.charAt(from - 1) == '-';
    return (negative ? "-" : "") + text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static double number(String text) {
    try {
      return within(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double within(double score) {
    return score >= 0 && score <= 1 ? score : Double.NaN;
  }
}

package dev.surety.operate.prices;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which names a model, or a provider, of a list goes by: {@code {"or": [{"starts_with": "a"},
 * {"regex": "^b-\\d+$"}]}}, as pydantic/genai-prices writes it. Names are in small letters there.
 */
record NameRule(Predicate<String> test) {

  /** A name that is longer is none: some expressions take for ever on long ones. */
  private static final int LONGEST_NAME = 200;

  private static final NameRule NONE = new NameRule(name -> false);

  /** Of a clause; what is no clause that is known goes by no name. */
  static NameRule of(JsonNode clause) {
    if (!clause.isObject() || clause.size() != 1) {
      return NONE;
    }
    Map.Entry<String, JsonNode> only = clause.properties().iterator().next();
    String text = only.getValue().asText();
    return switch (only.getKey()) {
      case "equals" -> new NameRule(text::equals);
      case "starts_with" -> new NameRule(name -> name.startsWith(text));
      case "ends_with" -> new NameRule(name -> name.endsWith(text));
      case "contains" -> new NameRule(name -> name.contains(text));
      case "regex" -> regex(text);
      case "or" -> {
        List<NameRule> parts = parts(only.getValue());
        yield new NameRule(name -> parts.stream().anyMatch(part -> part.test.test(name)));
      }
      case "and" -> {
        List<NameRule> parts = parts(only.getValue());
        yield new NameRule(
            name -> !parts.isEmpty() && parts.stream().allMatch(part -> part.test.test(name)));
      }
      default -> NONE;
    };
  }

  private static List<NameRule> parts(JsonNode clauses) {
    List<NameRule> parts = new ArrayList<>();
    clauses.forEach(clause -> parts.add(of(clause)));
    return parts;
  }

  private static NameRule regex(String text) {
    try {
      return new NameRule(Pattern.compile(text).asPredicate());
    } catch (PatternSyntaxException e) {
      return NONE;
    }
  }

  boolean fits(String name) {
    return name.length() <= LONGEST_NAME && test.test(name.strip().toLowerCase(Locale.ROOT));
  }
}

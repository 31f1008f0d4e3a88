package dev.surety.lab.data;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes prompts from {@code prompt-templates.json}: an opening, up to three further conditions
 * (the more, the harder) and an ending. {@code {slot}} draws a word, {@code {int:LOW:HIGH}} a
 * number.
 */
record PromptTemplates(Map<String, List<String>> slots, Map<String, Domain> domains) {

  private static final Pattern SLOT = Pattern.compile("\\{(?:int:(\\d+):(\\d+)|(\\w+))}");

  /** The parts that the prompts of a domain are made of. */
  record Domain(List<String> openings, List<String> more, String ending) {}

  static PromptTemplates load() {
    return PublishedFacts.resource("prompt-templates.json", PromptTemplates.class);
  }

  /**
   * A prompt of this domain.
   *
   * @param difficulty 0 (easiest) to 1
   */
  String prompt(String domain, double difficulty, SplittableRandom random) {
    Domain parts = domains.get(domain);
    StringBuilder prompt = new StringBuilder(pick(parts.openings(), random));
    int conditions = (int) (difficulty * (parts.more().size() + 1));
    for (int i = 0; i < Math.min(conditions, parts.more().size()); i++) {
      prompt.append('\n').append(parts.more().get(i));
    }
    return fill(prompt.append('\n').append(parts.ending()), random);
  }

  private String fill(CharSequence template, SplittableRandom random) {
    return SLOT.matcher(template)
        .replaceAll(slot -> Matcher.quoteReplacement(value(slot.group(1), slot, random)));
  }

  private String value(String low, MatchResult slot, SplittableRandom random) {
    if (low == null) {
      return pick(slots.get(slot.group(3)), random);
    }
    int high = Integer.parseInt(slot.group(2));
    return String.valueOf(random.nextInt(Integer.parseInt(low), high + 1));
  }

  private static String pick(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}

package dev.surety.stream;

import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the JSON of requests and feedback, by one seed: the ordinary, the odd and the ill-made. */
final class StreamRecords {

  private static final List<String> WORDS =
      List.of("prove", "sum", "poem", "translate", "code", "é", "why", "list", "中文", "fix");
  private static final List<String> ERRORS =
      List.of("timeout", "429 too many requests", "context length exceeded", "500", "odd");
  private static final List<String> SOURCES = List.of("user", "judge", "solicited", "implicit");
  private static final List<String> NAMES =
      List.of("a-cheap", "b-middle", "c-dear", "d-new", "cheap-2024", "nobody-knows");

  private final SplittableRandom chance;

  StreamRecords(SplittableRandom chance) {
    this.chance = chance;
  }

  String request(int number, TenantTier key, long time) {
    StringBuilder json = begin("r" + number, key, time);
    if (rarely(0.7)) {
      text(json, "prompt", prompt());
    } else if (rarely(0.5)) {
      json.append(",'embedding':[").append(real()).append(",-0.25,").append(real()).append(']');
    }
    if (rarely(0.6)) {
      json.append(",'input_tokens':").append(chance.nextInt(rarely(0.05) ? 20000 : 900));
    }
    if (rarely(0.4)) {
      json.append(",'max_output_tokens':").append(1 + chance.nextInt(2000));
    }
    if (rarely(0.1)) {
      json.append(",'candidates':['").append(any(NAMES)).append("','b-middle']");
    } else if (rarely(0.02)) {
      json.append(",'candidates':['").append(any(NAMES)).append("']");
    }
    if (rarely(0.06)) {
      text(json, "pinned_model", any(NAMES));
    }
    if (rarely(key.tier().equals("shadow") ? 0.9 : 0.1)) {
      text(json, "incumbent", any(NAMES));
    }
    if (rarely(0.3)) {
      text(json, "conversation_id", "c" + chance.nextInt(50));
    }
    if (rarely(0.8)) {
      text(json, "tag", any(WORDS));
    }
    if (rarely(0.2)) {
      json.append(",'attributes':{'team':'").append(any(WORDS)).append("','app':'x'}");
    }
    return end(json);
  }

  /** On a decision's answer, or on one without a decision. */
  String feedback(Decision decision, long time) {
    StringBuilder json = begin(decision.requestId(), decision.key(), time);
    text(json, "model", model(decision));
    if (rarely(0.7)) {
      text(json, "decision_id", rarely(0.03) ? "0123456789abcdef" : decision.decisionId());
    }
    boolean money = rarely(0.75);
    if (!money || rarely(0.5)) {
      json.append(rarely(0.5) ? ",'satisfied':" + rarely(0.7) : ",'score':" + real());
    }
    if (money) {
      json.append(",'input_tokens':").append(chance.nextInt(4000));
      json.append(",'output_tokens':").append(chance.nextInt(1500));
    }
    if (rarely(0.3)) {
      json.append(",'cost_usd':").append(real() / 100);
    }
    if (rarely(0.2)) {
      json.append(",'cached_input_tokens':").append(chance.nextInt(500));
      json.append(",'reasoning_tokens':").append(chance.nextInt(300));
    }
    if (rarely(0.5)) {
      json.append(",'latency_ms':").append(chance.nextInt(30_000));
    }
    if (rarely(0.1)) {
      text(json, "error", any(ERRORS));
      json.append(",'final':").append(rarely(0.3));
    }
    if (rarely(0.7)) {
      text(json, "source", any(SOURCES));
    }
    if (rarely(0.1)) {
      json.append(",'attempt':").append(chance.nextInt(3));
    }
    return end(json);
  }

  private String model(Decision decision) {
    if (rarely(0.1)) {
      return any(NAMES);
    }
    return rarely(0.1) && !decision.fallbacks().isEmpty()
        ? decision.fallbacks().get(0)
        : decision.model();
  }

  private String prompt() {
    StringBuilder prompt = new StringBuilder();
    for (int i = chance.nextInt(40); i >= 0; i--) {
      prompt.append(any(WORDS)).append(i == 7 ? "\\n" : " ");
    }
    return prompt.toString();
  }

  boolean rarely(double share) {
    return chance.nextDouble() < share;
  }

  private double real() {
    return chance.nextInt(1001) / 1000.0;
  }

  private String any(List<String> of) {
    return of.get(chance.nextInt(of.size()));
  }

  private static StringBuilder begin(String id, TenantTier key, long time) {
    StringBuilder json = new StringBuilder("{'request_id':'").append(id).append('\'');
    text(json, "tenant", key.tenant());
    text(json, "tier", key.tier());
    text(json, "time", Instant.ofEpochMilli(time).toString());
    return json;
  }

  private static void text(StringBuilder json, String field, String value) {
    json.append(",'").append(field).append("':'").append(value).append('\'');
  }

  /** Now and then a field that nobody knows, one of a wrong type, or a text that breaks off. */
  private String end(StringBuilder json) {
    if (rarely(0.03)) {
      json.append(",'later_versions':{'say':[1,2]}");
    }
    if (rarely(0.02)) {
      json.append(",'input_tokens':'many','tag':7,'latency_ms':1.5");
    }
    if (rarely(0.01)) {
      json.append(",'time':12");
    }
    String text = json.append('}').toString();
    return rarely(0.01) ? text.substring(0, text.length() / 2) : text;
  }
}

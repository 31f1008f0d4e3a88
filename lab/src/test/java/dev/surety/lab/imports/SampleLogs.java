package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.data.SimulatedData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One stretch of made-up traffic, as each of the known tools would have logged it. Two tenants; one
 * request in four goes to a model that was drawn, every other is judged by its user.
 */
final class SampleLogs {

  /** What was served, before anybody logs it. */
  record Served(
      int number,
      Instant at,
      String tenant,
      RoutingRow row,
      int model,
      boolean random,
      Double label) {}

  static final int LONG = 4_000;
  static final int SHORT = 120;

  private static final long SEED = 5;
  private static final String[] TENANTS = {"acme", "globex"};

  /** How the models are called by those who serve them; what the pool calls them is in it. */
  static final String[] SERVED = {
    "anthropic/claude-3-5-sonnet-20240620",
    "openai/gpt-4o-2024-08-06",
    "azure/gpt-4o-mini",
    "meta-llama/llama-3.1-70b-instruct",
    "meta-llama/llama-3.1-8b-instruct:free",
    "openai/gpt-4.1-mini-2025-04-14"
  };

  private final SimulatedData data = SimulatedData.of(LONG, SEED);
  private final List<Served> served = new ArrayList<>();
  private final ObjectMapper json = new ObjectMapper();

  SampleLogs() {
    Random random = new Random(SEED);
    Instant at = Instant.parse("2026-09-01T06:00:00Z");
    for (int i = 0; i < LONG; i++) {
      RoutingRow row = data.row(i);
      boolean drawn = random.nextInt(4) == 0;
      int usual = random.nextInt(10) < 7 ? 1 : random.nextInt(10) < 6 ? 2 : 0;
      int model = drawn ? random.nextInt(SERVED.length) : usual;
      Double label = random.nextInt(2) == 0 ? row.quality(model) : null;
      at = at.plusSeconds(30 + random.nextInt(300));
      String tenant = TENANTS[random.nextInt(10) < 7 ? 0 : 1];
      served.add(new Served(i, at, tenant, row, model, drawn, label));
    }
  }

  List<Served> served() {
    return served;
  }

  private List<Served> few() {
    return served.subList(0, SHORT);
  }

  String model(Served one) {
    return data.pool().get(one.model()).name();
  }

  /** All files by their names. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("requests.csv", plainCsv());
    files.put("requests.jsonl", plainJson());
    files.put("litellm-spend-logs.csv", liteLlmCsv());
    files.put("litellm-spend-logs.json", liteLlmJson());
    files.put("otel-spans.jsonl", otel());
    LangfuseSamples langfuse = new LangfuseSamples(few());
    files.put("langfuse.json", langfuse.traces());
    files.put("langfuse-observations.csv", langfuse.observations());
    files.put("langfuse-scores.csv", langfuse.scores());
    files.put("openrouter-activity.csv", openRouter());
    files.put("routerbench.csv", routerBench());
    for (int m = 0; m < data.pool().size(); m++) {
      files.put("llmrouterbench/%s.json".formatted(data.pool().get(m).name()), results(m));
    }
    files.put("thumbs.csv", thumbs());
    files.put("pool.jsonl", pool());
    return files;
  }

  static String cost(Served one) {
    return String.format(Locale.ROOT, "%.8f", one.row().costUsd(one.model()));
  }

  static int out(Served one) {
    return one.row().outputTokens(one.model());
  }

  static String id(String prefix, Served one) {
    return "%s-%05d".formatted(prefix, one.number());
  }

  private String plainCsv() {
    StringBuilder csv =
        new StringBuilder(
            "when,customer,kind,served_model,tokens_in,tokens_out,usd,thumb,ab_random\n");
    for (Served one : served) {
      csv.append(
          "%s,%s,%s,%s,%d,%d,%s,%s,%s\n"
              .formatted(
                  one.at(),
                  one.tenant(),
                  one.row().domain(),
                  SERVED[one.model()],
                  one.row().inputTokens(),
                  out(one),
                  cost(one),
                  one.label() == null ? "" : one.label() == 1 ? "up" : "down",
                  one.random()));
    }
    return csv.toString();
  }

  private String plainJson() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Served one : few()) {
      ObjectNode row =
          json.createObjectNode()
              .put("request_id", id("req", one))
              .put("timestamp", one.at().toEpochMilli())
              .put("tenant", one.tenant())
              .put("task", one.row().domain());
      row.putObject("response").put("model", SERVED[one.model()]);
      row.putObject("usage")
          .put("prompt_tokens", one.row().inputTokens())
          .put("completion_tokens", out(one));
      row.put("rating", one.label() == null ? null : 1 + 4 * one.label().intValue());
      lines.append(json.writeValueAsString(row)).append('\n');
    }
    return lines.toString();
  }

  private ObjectNode spend(Served one) throws IOException {
    ObjectNode row =
        json.createObjectNode()
            .put("request_id", id("chatcmpl", one))
            .put("call_type", "acompletion")
            .put("api_key", "hash-of-a-key")
            .put("spend", Double.parseDouble(cost(one)))
            .put("total_tokens", one.row().inputTokens() + out(one))
            .put("prompt_tokens", one.row().inputTokens())
            .put("completion_tokens", out(one))
            .put("startTime", one.at().toString().replace("Z", ".250Z"))
            .put("endTime", one.at().plusSeconds(2).toString())
            .put("model", SERVED[one.model()])
            .put("model_group", "chat")
            .put("user", "")
            .put("metadata", "{\"user_api_key_alias\": \"%s, main\"}".formatted(one.tenant()))
            .put("cache_hit", "False")
            .put("request_tags", "[\"%s\"]".formatted(one.row().domain()))
            .put("team_id", one.tenant())
            .put("end_user", "")
            .put("status", "success");
    return row;
  }

  private String liteLlmCsv() throws IOException {
    StringBuilder csv = new StringBuilder();
    for (Served one : few()) {
      ObjectNode row = spend(one);
      if (csv.isEmpty()) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        csv.append(String.join(",", names)).append('\n');
      }
      List<String> cells = new ArrayList<>();
      row.forEach(value -> cells.add(quoted(value.asText())));
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private String liteLlmJson() throws IOException {
    ArrayNode rows = json.createArrayNode();
    for (Served one : few()) {
      rows.add(spend(one));
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n";
  }

  private String otel() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Served one : few()) {
      ObjectNode export = json.createObjectNode();
      ObjectNode resource = export.putArray("resourceSpans").addObject();
      attribute(resource.putObject("resource").putArray("attributes"), "service.name", "assistant");
      ObjectNode span = resource.putArray("scopeSpans").addObject().putArray("spans").addObject();
      span.put("traceId", "%032x".formatted(one.number() + 1))
          .put("spanId", "%016x".formatted(one.number() + 1))
          .put("name", "chat")
          .put("startTimeUnixNano", one.at().toEpochMilli() + "000000");
      ArrayNode says = span.putArray("attributes");
      attribute(says, "gen_ai.operation.name", "chat");
      attribute(says, "gen_ai.request.model", "auto");
      attribute(says, "gen_ai.response.model", SERVED[one.model()]);
      attribute(says, "tenant.id", one.tenant());
      number(says, "gen_ai.usage.input_tokens", one.row().inputTokens());
      number(says, "gen_ai.usage.output_tokens", out(one));
      if (one.label() != null) {
        ObjectNode event = span.putArray("events").addObject();
        event.put("name", "gen_ai.evaluation.result");
        ArrayNode result = event.putArray("attributes");
        attribute(result, "gen_ai.evaluation.name", "thumb");
        result
            .addObject()
            .put("key", "gen_ai.evaluation.score.value")
            .putObject("value")
            .put("doubleValue", one.label());
      }
      lines.append(json.writeValueAsString(export)).append('\n');
    }
    return lines.toString();
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static void number(ArrayNode attributes, String key, int value) {
    attributes
        .addObject()
        .put("key", key)
        .putObject("value")
        .put("intValue", Integer.toString(value));
  }

  private String openRouter() {
    StringBuilder csv =
        new StringBuilder(
            "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,"
                + "byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,"
                + "model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,"
                + "finish_reason_normalized,generation_time_ms,time_to_first_token_ms,app_name,"
                + "api_key_name\n");
    for (Served one : few()) {
      csv.append(
          "%s,%s,%s,0,0,0,0,%d,%d,0,0,%s,Some Provider,standard,false,true,,stop,stop,1800,300,%s,%s\n"
              .formatted(
                  id("gen", one),
                  one.at().toString().replace('T', ' ').replace("Z", ".000"),
                  cost(one),
                  one.row().inputTokens(),
                  out(one),
                  SERVED[one.model()],
                  one.row().domain(),
                  one.tenant()));
    }
    return csv.toString();
  }

  private String routerBench() {
    List<String> header = new ArrayList<>(List.of("sample_id", "prompt", "eval_name"));
    for (PooledModel model : models()) {
      header.add(model.name());
    }
    for (PooledModel model : models()) {
      header.add(model.name() + "|model_response");
    }
    for (PooledModel model : models()) {
      header.add(model.name() + "|total_cost");
    }
    header.add("oracle_model_to_route_to");
    StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
    for (Served one : few().subList(0, 60)) {
      RoutingRow row = one.row();
      List<String> cells =
          new ArrayList<>(
              List.of("%s.%d".formatted(row.domain(), one.number()), row.prompt(), row.domain()));
      for (int m = 0; m < models().size(); m++) {
        cells.add(Double.toString(row.quality(m)));
      }
      for (int m = 0; m < models().size(); m++) {
        cells.add("['" + "word, ".repeat(1 + row.outputTokens(m) / 40) + "']");
      }
      for (int m = 0; m < models().size(); m++) {
        cells.add(String.format(Locale.ROOT, "%.8f", row.costUsd(m)));
      }
      cells.add(models().get(0).name());
      csv.append(String.join(",", cells.stream().map(SampleLogs::quoted).toList())).append('\n');
    }
    return csv.toString();
  }

  private List<PooledModel> models() {
    List<PooledModel> models = new ArrayList<>();
    for (int m = 0; m < data.pool().size(); m++) {
      models.add(data.pool().get(m));
    }
    return models;
  }

  private String results(int model) throws IOException {
    ObjectNode file =
        json.createObjectNode()
            .put("performance", 0.5)
            .put("cost", 1.0)
            .put("counts", 30)
            .put("model_name", data.pool().get(model).name())
            .put("dataset_name", "mixed")
            .put("split", "test")
            .put("demo", false);
    ArrayNode records = file.putArray("records");
    for (Served one : few().subList(0, 30)) {
      records
          .addObject()
          .put("index", one.number())
          .put("origin_query", one.row().prompt())
          .put("prompt_tokens", one.row().inputTokens())
          .put("completion_tokens", one.row().outputTokens(model))
          .put(
              "cost",
              Double.parseDouble(String.format(Locale.ROOT, "%.8f", one.row().costUsd(model))))
          .put("score", one.row().quality(model))
          .put("prediction", "")
          .put("ground_truth", "");
    }
    return json.writeValueAsString(file) + "\n";
  }

  /** What users said, of those logs that have no place for it. */
  private String thumbs() {
    StringBuilder csv = new StringBuilder("request_id,thumb\n");
    for (Served one : few()) {
      if (one.label() != null) {
        String thumb = one.label() == 1 ? "up" : "down";
        csv.append("%s,%s\n%s,%s\n".formatted(id("chatcmpl", one), thumb, id("gen", one), thumb));
      }
    }
    return csv.toString();
  }

  private String pool() {
    StringBuilder lines =
        new StringBuilder("# The models and promises of the sample logs beside this file.\n");
    for (PooledModel model : models()) {
      lines.append(
          "{\"type\":\"model\",\"model\":\"%s\",\"version\":1,\"input_usd_per_mtok\":%s,\"output_usd_per_mtok\":%s}\n"
              .formatted(
                  model.name(), model.price().inputUsdPerMtok(), model.price().outputUsdPerMtok()));
    }
    lines.append(
        "{\"type\":\"sla\",\"tenant\":\"*\",\"tier\":\"*\",\"version\":1,\"target\":0.8,\"policy\":\"surety\",\"parameters\":{\"prior\":\"logs\"}}\n");
    return lines.toString();
  }
}

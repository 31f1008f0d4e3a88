package dev.surety.job.options;

import dev.surety.policy.ParameterSpec;
import dev.surety.policy.Policies;
import dev.surety.policy.PolicyKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/** The reference page {@code docs/configuration.md}, made from the code that reads the options. */
final class OptionsPage {

  private static final String HEAD =
      """
      # Configuration

      <!-- Made from JobOptions and the policies: change those, then run
           %s -->

      Four places, each for what it knows best: the **options of the job** (this page), **policies' parameters** in the
      promises on the control topic (the end of this page, and [control.md](control.md)), **Flink's own configuration**, and
      **Kafka's** for topics. [configs/production](../configs/production) has a commented set to start from.

      Options are given in a YAML file (`--config FILE`, keys nested or dotted), over it as environment variables, over both as
      arguments (`--key=value` or `--key value`). The variable of a key is `SURETY_` and the key in capitals, `.` and `-`
      as `_`: `kafka.topics.dead-letters` is `SURETY_KAFKA_TOPICS_DEAD_LETTERS`. A key that doesn't exist, or a value
      that can't be, stops the start with a list of all that is wrong. The options in force are logged once at the start,
      secrets masked. [configs/surety.yaml](../configs/surety.yaml) names them all with their defaults.

      Everything under `kafka.properties.` is handed to every Kafka client as it stands, for TLS and SASL:
      `kafka.properties.security.protocol`. In the environment an underscore of such a name stands for a dot. Give secrets
      in the file or the environment, not as arguments: those are shown by process lists and by Flink's pages.
      Decisions are sent with `linger.ms: 0`, `max.in.flight.requests.per.connection: 1` and `batch.size: 65536` where these are
      not given ([decision 0072](decisions/0072-one-request-in-flight-gathers-by-itself.md)); all else goes as Kafka's producers do by themselves.

      Parallelism, checkpoints, state backend, restarts and metrics are Flink's own options and stand in Flink's
      configuration. Where it leaves them open the job sets `execution.buffer-timeout.interval: 0 ms`,
      `execution.checkpointing.interval: 10 s`, `execution.checkpointing.snapshot-compression: true` and
      `execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION`. It always sets
      `pipeline.generic-types: false`, `pipeline.auto-generate-uids: false` and `pipeline.object-reuse: true`.
      """;

  private OptionsPage() {}

  static String text(String command) {
    StringBuilder page = new StringBuilder(HEAD.formatted(command));
    for (JobOptions.Section section : JobOptions.SECTIONS) {
      page.append("\n## ").append(section.title()).append("\n\n");
      table(page, "option", section.options().stream().map(OptionsPage::row).toList());
    }
    page.append("\n## Parameters of policies\n\nSet in an SLA's `parameters`, not here.\n");
    for (PolicyKind policy : Policies.KINDS) {
      String name = policy.argument() == null ? policy.name() : code(policy.written());
      page.append("\n### ").append(name).append("\n\n");
      page.append(policy.description()).append("\n");
      if (!policy.parameters().isEmpty()) {
        page.append("\n");
        table(page, "parameter", policy.parameters().stream().map(OptionsPage::row).toList());
      }
    }
    return page.toString();
  }

  private static void table(StringBuilder page, String what, List<List<String>> rows) {
    page.append("| ").append(what).append(" | values | default | what it does |\n");
    page.append("| --- | --- | --- | --- |\n");
    for (List<String> row : rows) {
      page.append(row.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }
  }

  private static List<String> row(ConfigOption<?> option) {
    String without = JobOptions.OPTIONAL.contains(option) ? "none" : "must be set";
    String fallback = option.hasDefaultValue() ? code(written(option.defaultValue())) : without;
    return List.of(code(option.key()), values(option), fallback, OptionsHelp.description(option));
  }

  private static List<String> row(ParameterSpec parameter) {
    String without = parameter.needed() ? "must be set" : "none";
    String fallback = parameter.fallback() == null ? without : code(parameter.fallback());
    return List.of(code(parameter.name()), values(parameter), fallback, parameter.description());
  }

  private static String values(ParameterSpec parameter) {
    if (parameter.artefact() != null && parameter.choices().isEmpty()) {
      return "name of an artefact of kind " + code(parameter.artefact().name());
    }
    return parameter.choices().isEmpty()
        ? written(parameter.min()) + " to " + written(parameter.max())
        : Stream.concat(
                parameter.choices().stream(),
                Stream.ofNullable(parameter.prefix()).map(p -> p + "NAME"))
            .map(OptionsPage::code)
            .collect(Collectors.joining(", "));
  }

  private static String values(ConfigOption<?> option) {
    if (option.defaultValue() instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .map(value -> code(value.toString()))
          .collect(Collectors.joining(", "));
    }
    Object example = option.hasDefaultValue() ? option.defaultValue() : "";
    return switch (example.getClass().getSimpleName()) {
      case "Duration" -> "duration";
      case "MemorySize" -> "size";
      case "Boolean" -> "`true`, `false`";
      case "Integer", "Long" -> "whole number";
      default -> option == JobOptions.SEED ? "whole number" : "text";
    };
  }

  private static String written(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.10g", number).replaceAll("\\.?0+$", "")
        : OptionsHelp.written(value);
  }

  private static String code(String text) {
    return '`' + text + '`';
  }
}

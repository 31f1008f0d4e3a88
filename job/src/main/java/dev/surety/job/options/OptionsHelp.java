package dev.surety.job.options;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** What {@code --help} prints. */
public final class OptionsHelp {

  private OptionsHelp() {}

  public static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: flink run [flink options] surety-job.jar [--config FILE] [--key=value ...]

            Options come from the YAML file, over it from the environment (SURETY_ and the key in
            capitals, '.' and '-' as '_'), over both from the arguments. * must be set. Secrets
            belong into the file or the environment: arguments are shown by process lists.
            """);
    for (JobOptions.Section section : JobOptions.SECTIONS) {
      text.append('\n').append(section.title()).append('\n');
      section.options().forEach(option -> append(text, option));
    }
    return text.append("\n  ")
        .append(JobOptions.KAFKA_PROPERTIES)
        .append("NAME\n      handed to every Kafka client as NAME, for TLS and SASL\n")
        .toString();
  }

  /** What an option is for, in one paragraph of plain text. */
  static String description(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description());
  }

  /** A value as people write it. */
  static String written(Object value) {
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : value.toString();
  }

  private static void append(StringBuilder text, ConfigOption<?> option) {
    text.append("  ")
        .append(option.key())
        .append(
            option.hasDefaultValue()
                ? " (default " + written(option.defaultValue()) + ")"
                : JobOptions.OPTIONAL.contains(option) ? " (optional)" : " *")
        .append("\n      ")
        .append(description(option))
        .append('\n');
  }
}

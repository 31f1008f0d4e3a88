package dev.surety.gateway.options;

import java.util.List;

/**
 * The reference page {@code docs/gateway-options.md}, made from the code that reads the options.
 */
final class DoorOptionsPage {

  private static final String HEAD =
      """
      # Options of the front door

      <!-- Made from DoorOptions: change that, then run
           %s -->

      Given in a YAML file (`./surety gateway --config FILE`, keys nested or dotted), over it as environment variables, over both as
      arguments (`--listen.port=8080`). The variable of a key is `SURETY_GATEWAY_` and the key in capitals, `.` and `-` as `_`:
      `decision.budget` is `SURETY_GATEWAY_DECISION_BUDGET`. Upstreams stand in the file or among the arguments. A key that doesn't exist, or
      a value that can't be, stops the start with a list of all that is wrong. [configs/gateway.yaml](../configs/gateway.yaml) is a file to
      start from; [gateway.md](gateway.md) tells how the door behaves.

      Everything under `kafka.properties.` is handed to Kafka's clients as it stands, for TLS and SASL. In the environment an underscore of
      such a name stands for a dot. Secrets are never logged; give none as arguments, which process lists show.
      """;

  private static final String CHOICES =
      """

      ## Choices

      `choices.NAME` lists the models, separated by commas, that NAME stands for where `/v1/systemone` and `/v1/decisions` ask for a name:
      `choices.SIMPLE: gpt-4o-mini`. A name that is not there stands for the served model of that name.
      """;

  private static final String UPSTREAMS =
      """

      ## Upstreams

      Each has a name, which stands for NAME below.

      """;

  private static final String MODELS =
      """
      | `upstreams.NAME.models.MODEL` | names, separated by commas | at least one must be set | MODEL is the router's name. The first name is what the upstream is asked for; all of them, also with a date behind (`-2026-01-31`) or a provider before (`acme/`), mean MODEL where a client or an answer uses them. |
      | `upstreams.NAME.lacks.MODEL` | `vision`, `audio`, `files`, `tools`, `json-schema`, separated by commas | none | What MODEL can't do. A request that asks for it is not put to MODEL. |
      | `upstreams.NAME.headers.HEADER` | text | none | Sent as HEADER with each request, in place of a client's own: what a gateway behind the door wants told, such as `x-portkey-provider: openai`. |
      """;

  private DoorOptionsPage() {}

  static String text(String command) {
    StringBuilder page = new StringBuilder(HEAD.formatted(command));
    for (DoorOptions.Section section : DoorOptions.SECTIONS) {
      page.append("\n## ").append(section.title()).append("\n\n");
      table(page, "", section.options());
    }
    page.append(CHOICES).append(UPSTREAMS);
    table(page, DoorOptions.UPSTREAMS + "NAME.", DoorOptions.UPSTREAM);
    return page.append(MODELS).toString();
  }

  private static void table(StringBuilder page, String prefix, List<DoorOption<?>> options) {
    page.append("| option | values | default | what it does |\n| --- | --- | --- | --- |\n");
    for (DoorOption<?> option : options) {
      String fallback =
          option.fallback() != null && !option.fallback().isEmpty()
              ? '`' + option.fallback() + '`'
              : option.needed() ? "must be set" : "none";
      page.append(
          "| `%s%s` | %s | %s | %s |\n"
              .formatted(prefix, option.key(), option.values(), fallback, option.description()));
    }
  }
}

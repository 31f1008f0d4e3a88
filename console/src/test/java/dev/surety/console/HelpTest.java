package dev.surety.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What every command and subcommand says of itself, the same way everywhere. */
class HelpTest {

  private static final int COLUMNS = 80;
  private static final CommandLine SURETY = Surety.commandLine();

  /** Of every command the words that lead to it; {@code ./surety} itself has none. */
  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(SURETY, List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<String> words, List<List<String>> all) {
    all.add(words);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(sub, List.copyOf(longer), all);
            });
  }

  private static CommandLine at(List<String> words) {
    CommandLine command = SURETY;
    for (String word : words) {
      command = command.getSubcommands().get(word);
    }
    return command;
  }

  @Test
  void thereAreAllOfThem() {
    assertThat(commands().toList())
        .hasSizeGreaterThan(45)
        .contains(List.of("state", "inspect"), List.of("gateway", "keys", "list"));
  }

  /** A {@code %} that picocli takes for a format ended in a warning, and the text as it was. */
  @ParameterizedTest
  @MethodSource("commands")
  void helpIsWholeNarrowAndWithoutAWarning(List<String> words) {
    SaidByCommand said = SaidByCommand.of(SURETY, with(words, "--help"));

    assertThat(said.exit()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).startsWith("Usage: " + at(words).getCommandSpec().qualifiedName());
    assertThat(said.out().lines())
        .allSatisfy(
            line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(COLUMNS));
    assertThat(said.out()).doesNotContain("${").doesNotContain("%n").doesNotContain("%%");
    if (!isJmh(words)) {
      assertThat(SaidByCommand.of(SURETY, with(words, "-h"))).isEqualTo(said);
    }
  }

  /** What stands behind it is JMH's to understand. */
  private static boolean isJmh(List<String> words) {
    return words.equals(List.of("bench", "jmh"));
  }

  /** The process itself is silent, too: warnings go past the command's own streams. */
  @Test
  void noHelpWritesToTheErrorOutput() {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      commands().forEach(words -> at(words).getUsageMessage());
    } finally {
      System.setErr(before);
    }
    assertThat(bytes.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandAndAllThatItTakesIsDescribed(List<String> words) {
    CommandLine command = at(words);

    assertThat(command.getCommandSpec().usageMessage().description())
        .as("%s says what it does", command.getCommandSpec().qualifiedName())
        .isNotEmpty()
        .allMatch(line -> !line.isBlank());
    for (ArgSpec taken : command.getCommandSpec().args()) {
      if (!taken.hidden()) {
        assertThat(String.join(" ", taken.description()))
            .as("%s of %s", name(taken), command.getCommandSpec().qualifiedName())
            .isNotBlank();
      }
    }
  }

  private static String name(ArgSpec taken) {
    return taken instanceof OptionSpec option ? option.longestName() : taken.paramLabel();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTellsTheVersion(List<String> words) {
    SaidByCommand said = SaidByCommand.of(SURETY, with(words, "--version"));

    assertThat(said.exit()).isZero();
    assertThat(said.out()).matches("surety \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(said.err()).isEmpty();
    assertThat(SaidByCommand.of(SURETY, with(words, "-V"))).isEqualTo(said);
  }

  /** What can't be understood is bad usage everywhere, and the way to the help is told. */
  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionAndASurplusWordAreBadUsage(List<String> words) {
    if (isJmh(words)) {
      return;
    }
    isBadUsage(words, with(words, "--no-such-option"));
    boolean takesWords =
        at(words).getCommandSpec().positionalParameters().stream()
            .map(PositionalParamSpec::arity)
            .anyMatch(arity -> arity.max() > 1);
    if (!takesWords) {
      isBadUsage(words, with(words, "no", "such", "words", "here"));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandOfCommandsAsksForOne(List<String> words) {
    CommandLine command = at(words);
    boolean works =
        List.of("gateway", "status", "bench", "topics").contains(String.join(" ", words));
    if (!command.getSubcommands().isEmpty() && !works) {
      isBadUsage(words, words);
    }
  }

  private static void isBadUsage(List<String> words, List<String> line) {
    SaidByCommand said = SaidByCommand.of(SURETY, line);
    String name = at(words).getCommandSpec().qualifiedName();

    assertThat(said.exit()).as("%s: %s", line, said).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith(name + ": ");
  }

  static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }
}

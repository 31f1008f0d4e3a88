package dev.surety.docs;

import dev.surety.console.Surety;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The commands of {@code ./surety} with their options, as their own help tells them. */
final class Commands {

  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z_]+");

  private final Map<String, CommandLine> commands = new TreeMap<>();

  Commands() {
    commands.putAll(Surety.commandLine().getSubcommands());
  }

  /** The words after {@code ./surety} that do something. */
  Set<String> names() {
    return new TreeSet<>(commands.keySet());
  }

  /** Every option that some command has. */
  Set<String> options() {
    Set<String> options = new TreeSet<>();
    Deque<CommandLine> open = new ArrayDeque<>(commands.values());
    while (!open.isEmpty()) {
      CommandLine command = open.pop();
      options.addAll(command.getCommandSpec().optionsMap().keySet());
      options.addAll(command.getCommandSpec().negatedOptionsMap().keySet());
      open.addAll(command.getSubcommands().values());
    }
    return options;
  }

  /** Why what stands after {@code ./surety} would be refused, as far as its words go. */
  Optional<String> problem(String line) {
    Deque<String> words = new ArrayDeque<>(List.of(line.strip().split("\\s+")));
    String name = words.pop();
    if (PLACEHOLDER.matcher(name).matches() || Set.of("help", "--help").contains(name)) {
      return Optional.empty();
    }
    CommandLine command = commands.get(name);
    if (command == null) {
      return Optional.of("there is no command ./surety " + name);
    }
    while (!words.isEmpty() && command.getSubcommands().containsKey(words.peek())) {
      command = command.getSubcommands().get(words.pop());
    }
    String next = words.isEmpty() ? "" : words.peek();
    if (!command.getSubcommands().isEmpty() && next.matches("[a-z-]*[a-z]") && !isOption(next)) {
      return Optional.of("there is no command %s in ./surety %s".formatted(next, name));
    }
    return unknownOption(name, command.getCommandSpec().optionsMap().keySet(), words);
  }

  private static Optional<String> unknownOption(
      String name, Collection<String> known, Collection<String> words) {
    String unknown =
        words.stream()
            .takeWhile(word -> !word.matches("[#|>&;].*|--")) // behind --: somebody else's
            .filter(Commands::isOption)
            .map(word -> word.replaceAll("[=,.:)].*", ""))
            .filter(option -> !known.contains(option))
            .collect(Collectors.joining(", "));
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("./surety %s has no option %s".formatted(name, unknown));
  }

  private static boolean isOption(String word) {
    return word.startsWith("--");
  }
}

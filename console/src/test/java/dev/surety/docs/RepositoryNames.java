package dev.surety.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the repository has: classes, packages, files, folders of its root. */
final class RepositoryNames {

  private final Path root;

  /** Simple and full names of classes, and packages, with the modules that have them. */
  private final Map<String, Set<String>> modulesByClass = new HashMap<>();

  private final Set<String> files = new HashSet<>();

  private RepositoryNames(Path root) {
    this.root = root;
  }

  static RepositoryNames of(Path root) {
    RepositoryNames names = new RepositoryNames(root);
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module :
          modules.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList()) {
        for (String sources : new String[] {"src/main/java", "src/test/java"}) {
          names.takeSources(module, module.resolve(sources));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private void takeSources(Path module, Path sources) throws IOException {
    if (!Files.exists(sources)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(sources)) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
        String path = sources.relativize(file).toString().replace('/', '.');
        String full = path.substring(0, path.length() - ".java".length());
        String simple = full.substring(full.lastIndexOf('.') + 1);
        files.add(simple + ".java");
        String moduleName = module.getFileName().toString();
        for (String name : new String[] {simple, full, full.replaceAll("\\.\\w+$", "")}) {
          modulesByClass.computeIfAbsent(name, n -> new HashSet<>()).add(moduleName);
        }
      }
    }
  }

  /** A class by its simple or its full name, or a package. */
  boolean hasClass(String name) {
    return modulesByClass.containsKey(name);
  }

  /** Whether a class, by either name, is in a module. */
  boolean has(String module, String name) {
    return modulesByClass.getOrDefault(name, Set.of()).contains(module);
  }

  /** A source file by its last name. */
  boolean hasFile(String name) {
    return files.contains(name);
  }

  /** A folder of the root. */
  boolean hasFolder(String name) {
    return Files.isDirectory(root.resolve(name));
  }

  String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

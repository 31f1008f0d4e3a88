package dev.surety.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Integration tests run in the module {@code integration} unless their own says otherwise, and what
 * runs nowhere does not fail either: each module that has some is scanned there, or runs its own.
 */
class NoTestForgottenTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void theIntegrationTestsOfEveryModuleRunSomewhere() throws IOException {
    String poolOfAll = Files.readString(ROOT.resolve("integration/pom.xml"));
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(parent).contains("<skipITs>true</skipITs>", "<module>integration</module>");

    List<String> withTests = modulesWithIntegrationTests();

    assertThat(withTests).contains("state-tools", "demo", "trials").hasSizeGreaterThan(5);
    for (String module : withTests) {
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      assertThat(runsItsOwn(pom) || poolOfAll.contains(scanned(module)))
          .as(
              "%s has integration tests: name its test-jar among dependenciesToScan in"
                  + " integration/pom.xml, or set skipITs to false in its own",
              module)
          .isTrue();
    }
  }

  /** They run in another module's folder, and at home only when they are named. */
  @Test
  void pathsOfIntegrationTestsHoldInBothPlaces() throws IOException {
    for (String module : modulesWithIntegrationTests()) {
      for (Path test : integrationTests(ROOT.resolve(module).resolve("src/test/java"))) {
        assertThat(Files.readString(test))
            .as("%s: a path begins with ../%s", test, module)
            .doesNotContainPattern("Path\\.of\\(\\s*\"(src|target)[\"/]");
      }
    }
  }

  private static boolean runsItsOwn(String pom) {
    return pom.contains("<skipITs>false</skipITs>");
  }

  private static String scanned(String module) {
    return "<dependency>dev.surety:surety-" + module + ":test-jar</dependency>";
  }

  private static List<String> modulesWithIntegrationTests() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .filter(folder -> !integrationTests(folder.resolve("src/test/java")).isEmpty())
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  private static List<Path> integrationTests(Path sources) {
    if (!Files.exists(sources)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(sources)) {
      return tree.filter(file -> file.toString().endsWith("ITCase.java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

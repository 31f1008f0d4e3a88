package dev.surety.tools.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Placeholder. */
final class ResultsPage {
  private ResultsPage() {}

  static void write(Path page, List<Path> results) throws IOException {}
}

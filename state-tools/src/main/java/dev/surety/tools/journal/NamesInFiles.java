package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Config;
import dev.surety.wire.journal.RowModels;
import java.util.List;
import org.apache.flink.core.fs.Path;

/**
 * Names of models by the configurations in files. A file has rows of configurations that another
 * one has; so the first that is asked for lets all files be looked through, once.
 */
final class NamesInFiles implements RowModels {

  private final List<Path> files;
  private Configurations found;

  NamesInFiles(List<Path> files) {
    this.files = files;
  }

  @Override
  public List<String> of(String config) {
    if (found == null) {
      found = new Configurations();
      try (JournalRows rows = JournalRows.nameless(files)) {
        while (rows.hasNext()) {
          if (rows.nextHead().isConfig()) {
            found.add((Config) rows.row());
          }
        }
      }
    }
    return found.modelNames(config);
  }
}

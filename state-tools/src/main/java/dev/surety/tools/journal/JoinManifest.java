package dev.surety.tools.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Says that one file has the rows of several others in its folder, which don't count any more from
 * the moment that the manifest is there: {@code _joined-ID.json}. The rows are in {@code
 * _joined-ID.avro}, and once the others are deleted in {@code joined-ID.avro}, where a reader that
 * knows nothing of manifests finds them.
 *
 * @param id of the joined file
 * @param rows in it
 * @param replaces names of the files whose rows they are
 * @param written when, milliseconds since 1970
 */
record JoinManifest(String id, long rows, List<String> replaces, long written) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HIDDEN = "_joined-";
  private static final String VISIBLE = "joined-";
  private static final String ROWS = ".avro";
  private static final String MANIFEST = ".json";

  static boolean isOne(String name) {
    return name.startsWith(HIDDEN) && name.endsWith(MANIFEST);
  }

  /** Whether it is the name of joined rows that are not to be found without their manifest. */
  static boolean isHiddenRows(String name) {
    return name.startsWith(HIDDEN) && name.endsWith(ROWS);
  }

  static boolean isVisibleRows(String name) {
    return name.startsWith(VISIBLE) && name.endsWith(ROWS);
  }

  String hiddenRows() {
    return HIDDEN + id + ROWS;
  }

  String visibleRows() {
    return VISIBLE + id + ROWS;
  }

  String name() {
    return HIDDEN + id + MANIFEST;
  }

  /**
   * @throws BrokenJournal naming the file, if it can't be read
   */
  static JoinManifest read(Path file) {
    try (InputStream in = file.getFileSystem().open(file)) {
      return JSON.readValue(in, JoinManifest.class);
    } catch (IOException e) {
      throw new BrokenJournal(
          ("the manifest %s can't be read: %s; restore it from a copy: without it nobody can tell"
                  + " which rows are there twice")
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Is there as a whole or not at all. */
  void write(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    Path making = new Path(folder, "." + name());
    try (OutputStream out = files.create(making, FileSystem.WriteMode.OVERWRITE)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
    if (!files.rename(making, new Path(folder, name()))) {
      throw new IOException("%s can't be renamed to %s".formatted(making, name()));
    }
  }
}

package dev.surety.tools.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * The finished files below a folder, on any file system that Flink knows. Files in the making, and
 * whatever else has a name on its path that begins with a dot or an underscore, are no part of the
 * journal; of joined files and what they were made of, the ones that count by their {@link
 * JoinManifest}.
 *
 * @param folder as it was given
 * @param paths in their order
 */
public record JournalFiles(String folder, List<Path> paths) {

  /** Of no folder: what rows in memory are of. */
  static final JournalFiles NONE = new JournalFiles("", List.of());

  /**
   * Looks for them.
   *
   * @param folder a path of this machine, or a URI like {@code s3://bucket/journal}
   * @throws BrokenJournal if there is no such folder or file system, or it can't be listed
   */
  public static JournalFiles in(String folder) {
    Path root = path(folder);
    List<Path> paths = new ArrayList<>();
    checkFolder(folder);
    try {
      collect(root, paths);
    } catch (IOException e) {
      throw unlisted(root, e);
    }
    paths.sort(Comparator.comparing(Path::getPath));
    return new JournalFiles(root.toString(), List.copyOf(paths));
  }

  /** Those in a folder of this machine. */
  public static JournalFiles in(java.nio.file.Path folder) {
    return in(folder.toString());
  }

  /**
   * All rows in a folder of this machine, file after file, one block in memory at a time.
   *
   * @throws BrokenJournal if there is no such folder; the iterator throws it for a broken file
   */
  public static JournalRows read(java.nio.file.Path folder) {
    return in(folder).rows();
  }

  /**
   * All rows, file after file, one block in memory at a time; those too that don't count: {@link
   * History} tells which do.
   */
  public JournalRows rows() {
    return new JournalRows(paths);
  }

  /**
   * Whether there is a folder, and not a file or nothing.
   *
   * @throws BrokenJournal if that can't be told
   */
  public static boolean isFolder(String path) {
    return isFolder(path(path));
  }

  static void checkFolder(String folder) {
    Path root = path(folder);
    if (!isFolder(root)) {
      throw new BrokenJournal(
          "there is no folder %s; give the one that the job writes its journal to".formatted(root));
    }
  }

  private static boolean isFolder(Path path) {
    try {
      return path.getFileSystem().getFileStatus(path).isDir();
    } catch (FileNotFoundException e) {
      return false;
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new BrokenJournal(
          ("%s: there is no file system for %s:// here; put its plugin into SURETY_PLUGINS, as"
                  + " docs/state-tools.md tells")
              .formatted(path, path.toUri().getScheme()),
          e);
    } catch (IOException e) {
      throw unlisted(path, e);
    }
  }

  private static Path path(String text) {
    try {
      return new Path(text);
    } catch (IllegalArgumentException e) {
      throw new BrokenJournal("'%s' is no path: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static void collect(Path path, List<Path> found) throws IOException {
    DayFolder folder = DayFolder.list(path);
    found.addAll(folder.counting());
    for (Path below : folder.folders()) {
      collect(below, found);
    }
  }

  private static BrokenJournal unlisted(Path folder, IOException e) {
    return new BrokenJournal("folder %s can't be listed: %s".formatted(folder, e), e);
  }
}

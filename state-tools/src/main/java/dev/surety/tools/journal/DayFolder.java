package dev.surety.tools.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** What is in one folder of a journal. */
final class DayFolder {

  private static final String SUFFIX = ".avro";
  private static final int MOST_TRIES = 100;

  private final Path path;
  private final Map<String, FileStatus> files = new TreeMap<>();
  private final List<Path> folders = new ArrayList<>();
  private final List<JoinManifest> manifests = new ArrayList<>();

  private DayFolder(Path path) {
    this.path = path;
  }

  /**
   * Lists it.
   *
   * @throws BrokenJournal if a manifest in it is broken
   */
  static DayFolder list(Path path) throws IOException {
    FileStatus[] inside = inside(path);
    DayFolder folder = new DayFolder(path);
    for (FileStatus each : inside) {
      String name = each.getPath().getName();
      if (!each.isDir()) {
        folder.files.put(name, each);
      } else if (!isHidden(name)) {
        folder.folders.add(each.getPath());
      }
    }
    for (String name : folder.files.keySet()) {
      if (JoinManifest.isOne(name)) {
        folder.manifests.add(JoinManifest.read(new Path(path, name)));
      }
    }
    return folder;
  }

  /**
   * A job that writes finishes its files, which gives them other names. Where a file system asks
   * for names first and for each file then, one that is renamed in between makes it fail.
   */
  private static FileStatus[] inside(Path path) throws IOException {
    FileSystem files = path.getFileSystem();
    for (int tries = 1; ; tries++) {
      try {
        FileStatus[] inside = files.listStatus(path);
        if (inside != null) {
          return inside;
        }
        throw new FileNotFoundException("it is gone");
      } catch (FileNotFoundException e) {
        if (tries == MOST_TRIES || !files.exists(path)) {
          throw e;
        }
      }
    }
  }

  Path path() {
    return path;
  }

  /** Below it, hidden ones left out. */
  List<Path> folders() {
    return folders;
  }

  List<JoinManifest> manifests() {
    return manifests;
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  FileStatus file(String name) {
    return files.get(name);
  }

  Set<String> names() {
    return files.keySet();
  }

  /**
   * The files whose rows count: each row once, whatever has been joined and whatever of that has
   * been deleted.
   *
   * @throws BrokenJournal if rows are missing that a manifest tells of
   */
  List<Path> counting() {
    Set<String> replaced = replaced();
    List<Path> counting = new ArrayList<>();
    for (String name : files.keySet()) {
      if (!isHidden(name) && name.endsWith(SUFFIX) && !replaced.contains(name)) {
        counting.add(new Path(path, name));
      }
    }
    for (JoinManifest joined : manifests) {
      if (!has(joined.visibleRows()) && has(joined.hiddenRows())) {
        counting.add(new Path(path, joined.hiddenRows()));
      }
    }
    return counting;
  }

  /** Names of files whose rows are in a joined one. */
  private Set<String> replaced() {
    Set<String> replaced = new HashSet<>();
    for (JoinManifest joined : manifests) {
      if (has(joined.visibleRows()) || has(joined.hiddenRows())) {
        replaced.addAll(joined.replaces());
      } else if (!files.keySet().containsAll(joined.replaces())) {
        throw new BrokenJournal(
            ("%s is missing in %s, which has %,d rows of files that were deleted; restore it from a"
                    + " copy, or delete %s and its rows show as gaps")
                .formatted(joined.hiddenRows(), path, joined.rows(), joined.name()));
      }
    }
    return replaced;
  }

  /** Files that no joined one stands for, and that are none themselves. */
  List<FileStatus> loose() {
    List<FileStatus> loose = new ArrayList<>();
    for (Path each : counting()) {
      String name = each.getName();
      if (!JoinManifest.isHiddenRows(name) && !JoinManifest.isVisibleRows(name)) {
        loose.add(files.get(name));
      }
    }
    return loose;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}

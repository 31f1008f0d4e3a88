package dev.surety.trials.storage;

import dev.surety.tools.savepoint.FileSystems;
import org.apache.flink.core.fs.Path;

/** Looks for a file, with the credentials that its environment leads to. */
final class PodOnObjectStore {

  private PodOnObjectStore() {}

  /** See the class; the argument is the file. */
  public static void main(String[] args) throws Exception {
    FileSystems.use(System.getenv());
    Path file = new Path(args[0]);
    System.out.println(file.getFileSystem().exists(file));
    System.exit(0);
  }
}

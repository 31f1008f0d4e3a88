package dev.surety.trials.drill;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local disk under a scheme of its own, {@code disk:///FOLDER}, which has no room left while a
 * marker file is there: what a full disk refuses, without a mount, for which one must be root. The
 * processes of a cluster have it in a jar of its own.
 */
final class FullDisk extends LocalFileSystem {

  static final String SCHEME = "disk";

  /** The path of the marker. */
  static final ConfigOption<String> MARKER =
      ConfigOptions.key("drill.disk-is-full-while").stringType().noDefaultValue();

  private final BooleanSupplier full;

  private FullDisk(BooleanSupplier full) {
    this.full = full;
  }

  /** Found by Flink through the file in {@code META-INF/services}. */
  public static final class Factory implements FileSystemFactory {

    private String marker;

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public void configure(Configuration configuration) {
      marker = configuration.get(MARKER);
    }

    @Override
    public FileSystem create(URI uri) {
      String file = marker;
      return new FullDisk(() -> file != null && new File(file).exists());
    }
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    requireRoom();
    return super.create(path, mode);
  }

  @Override
  public LocalRecoverableWriter createRecoverableWriter() throws IOException {
    return new Writer();
  }

  private void requireRoom() throws IOException {
    if (full.getAsBoolean()) {
      throw new IOException("No space left on device");
    }
  }

  private final class Writer extends LocalRecoverableWriter {

    Writer() {
      super(FullDisk.this);
    }

    @Override
    public RecoverableFsDataOutputStream open(Path path) throws IOException {
      requireRoom();
      return super.open(path);
    }
  }
}

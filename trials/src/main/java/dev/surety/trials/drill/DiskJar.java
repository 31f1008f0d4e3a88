package dev.surety.trials.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.flink.core.fs.FileSystemFactory;

/** {@link FullDisk} for the class path of a cluster, which has nothing else of the trials. */
final class DiskJar {

  private static final List<String> CLASSES =
      List.of("FullDisk", "FullDisk$Factory", "FullDisk$Writer");

  private DiskJar() {}

  static Path write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    String folder = FullDisk.class.getPackageName().replace('.', '/') + "/";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : CLASSES) {
        try (InputStream bytes = FullDisk.class.getResourceAsStream(name + ".class")) {
          out.putNextEntry(new JarEntry(folder + name + ".class"));
          bytes.transferTo(out);
        }
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + FileSystemFactory.class.getName()));
      out.write(FullDisk.Factory.class.getName().getBytes(UTF_8));
    }
    return jar;
  }
}

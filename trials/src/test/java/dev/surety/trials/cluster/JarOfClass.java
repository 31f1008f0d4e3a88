package dev.surety.trials.cluster;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a jar to submit, of a test class and those inside it. */
final class JarOfClass {

  private JarOfClass() {}

  static Path write(Class<?> main, Path jar) throws IOException, URISyntaxException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    Path folder = Path.of(main.getResource(main.getSimpleName() + ".class").toURI()).getParent();
    String inJar = main.getPackageName().replace('.', '/') + "/";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        DirectoryStream<Path> classes =
            Files.newDirectoryStream(folder, main.getSimpleName() + "{,$*}.class")) {
      for (Path file : classes) {
        out.putNextEntry(new JarEntry(inJar + file.getFileName()));
        Files.copy(file, out);
      }
    }
    return jar;
  }
}

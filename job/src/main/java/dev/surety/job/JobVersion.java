package dev.surety.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of the job this is; it goes on the record with every lineage and dead letter. */
final class JobVersion {

  private JobVersion() {}

  static String current() {
    try (InputStream file = JobVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties in the job's jar can't be read", e);
    }
  }
}

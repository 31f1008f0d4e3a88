package dev.surety.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which version of the product this is. The build writes it here, and whoever tells it asks here:
 * the job with every lineage row and dead letter, the command line with {@code --version}.
 */
public final class ProductVersion {

  private static final String FILE = "version.properties";

  private ProductVersion() {}

  /** The version as Maven knows it, for example {@code 1.2.0}. */
  public static String current() {
    try (InputStream file = ProductVersion.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " in the product's jar can't be read", e);
    }
  }
}

package dev.surety.demo.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Formats the folder of a KRaft node, which has to be done once before its first start. */
final class KraftFolder {

  private static final String MARK = "meta.properties";

  private KraftFolder() {}

  static void formatIfNew(Path folder, Optional<BrokerSecurity> security) throws IOException {
    if (Files.exists(folder.resolve(MARK))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerProperties.NODE_ID)
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .addDirectory(folder.toString())
          .setMetadataLogDirectory(folder.toString())
          .setScramArguments(
              security.map(BrokerSecurity::firstUser).map(List::of).orElse(List.of()))
          .run();
    } catch (Exception e) { // Formatter.run declares Exception
      throw new IOException("Can't format " + folder + " for Kafka: " + e.getMessage(), e);
    }
  }
}

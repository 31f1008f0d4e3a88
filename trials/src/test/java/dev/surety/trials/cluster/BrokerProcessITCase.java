package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that can't start. That it keeps records and address over its death is shown by {@code
 * ClusterITCase}, whose clients find all of it again.
 */
class BrokerProcessITCase {

  @Test
  void showsTheLogWhenItCantStart(@TempDir Path folder) throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("data"), "a file");

    assertThatThrownBy(() -> BrokerProcess.start(notAFolder, folder.resolve("log")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broker ended with exit code 1")
        .hasMessageContaining(notAFolder.toString());
  }
}

package dev.surety.demo.kafka;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start an {@link EmbeddedKafka}.
 *
 * @param port the port on 127.0.0.1; 0 takes a free one
 * @param folder where the log is kept; empty for a temporary folder
 * @param messageMaxBytes largest record batch that the broker accepts, in bytes
 * @param security who may come in and what they may do; empty for everybody and everything
 */
public record BrokerOptions(
    int port, Optional<Path> folder, int messageMaxBytes, Optional<BrokerSecurity> security) {

  /** Kafka's own default for {@code message.max.bytes}, in bytes. */
  public static final int DEFAULT_MESSAGE_MAX_BYTES = 1_048_588;

  public BrokerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must lie in 0..65535, not " + port);
    }
    if (messageMaxBytes <= 0) {
      throw new IllegalArgumentException(
          "messageMaxBytes must be positive, not " + messageMaxBytes);
    }
  }

  /** A free port, a temporary folder, Kafka's usual message size. */
  public static BrokerOptions defaults() {
    return new BrokerOptions(0, Optional.empty(), DEFAULT_MESSAGE_MAX_BYTES, Optional.empty());
  }

  public BrokerOptions withPort(int newPort) {
    return new BrokerOptions(newPort, folder, messageMaxBytes, security);
  }

  public BrokerOptions withFolder(Path newFolder) {
    return new BrokerOptions(port, Optional.of(newFolder), messageMaxBytes, security);
  }

  public BrokerOptions withMessageMaxBytes(int newMessageMaxBytes) {
    return new BrokerOptions(port, folder, newMessageMaxBytes, security);
  }

  public BrokerOptions withSecurity(BrokerSecurity newSecurity) {
    return new BrokerOptions(port, folder, messageMaxBytes, Optional.of(newSecurity));
  }
}

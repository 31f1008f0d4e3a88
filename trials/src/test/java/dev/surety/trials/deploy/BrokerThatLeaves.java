package dev.surety.trials.deploy;

import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.trials.soak.FailoverWithoutKafka;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in this JVM that can be away for a while. */
final class BrokerThatLeaves implements FailoverWithoutKafka.Broker, AutoCloseable {

  private final BrokerOptions again;
  private EmbeddedKafka kafka;

  private BrokerThatLeaves(BrokerOptions again, EmbeddedKafka kafka) {
    this.again = again;
    this.kafka = kafka;
  }

  static BrokerThatLeaves start(Path folder) throws IOException {
    BrokerOptions options = BrokerOptions.defaults().withFolder(folder);
    EmbeddedKafka kafka = EmbeddedKafka.start(options);
    String bootstrap = kafka.bootstrap();
    int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
    return new BrokerThatLeaves(options.withPort(port), kafka);
  }

  String bootstrap() {
    return kafka.bootstrap();
  }

  @Override
  public void leave() throws IOException {
    kafka.close();
  }

  @Override
  public void comeBack() throws IOException {
    kafka = EmbeddedKafka.start(again);
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }
}

package dev.surety.demo.run;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.MalformedRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a fleet has published, from the control topic.
 *
 * @param versions how many, each counted once however often it was sent
 * @param inconsistent of them that say something else than another one of their number, or came
 *     after one with a greater number: nobody would know which is in force. 0 where all is well,
 *     whatever was killed
 * @param tenants behind the newest one
 * @param models that it speaks of
 * @param contexts with rates of their own in it
 */
public record FleetVersions(
    long versions, long inconsistent, int tenants, int models, int contexts) {

  /** Reads the topic from its beginning. */
  public static FleetVersions on(Map<String, Object> kafka, String control) throws IOException {
    Reading reading = new Reading();
    new TopicReader(kafka).read(control, reading::take);
    return reading.found();
  }

  private static final class Reading {

    private final Map<Long, String> payloads = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long inconsistent;

    void take(ConsumerRecord<byte[], byte[]> record) {
      try {
        if (ControlJson.read(record.key(), record.value()) instanceof ArtefactUpdate artefact
            && artefact.kind().equals(FleetPrior.KIND)) {
          take(artefact);
        }
      } catch (MalformedRecord e) {
        // The job has its own word for it; it is no version.
      }
    }

    private void take(ArtefactUpdate version) {
      String known = payloads.putIfAbsent(version.version(), version.payload());
      boolean again = known != null && known.equals(version.payload());
      inconsistent += !again && version.version() <= newest ? 1 : 0;
      newest = Math.max(newest, version.version());
    }

    FleetVersions found() {
      if (payloads.isEmpty()) {
        return new FleetVersions(0, 0, 0, 0, 0);
      }
      FleetPrior last = FleetPrior.read(payloads.get(newest));
      return new FleetVersions(
          payloads.size(), inconsistent, last.tenants(), last.models().size(), last.rows() - 1);
    }
  }
}

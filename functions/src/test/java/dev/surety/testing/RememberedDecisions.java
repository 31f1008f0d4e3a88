package dev.surety.testing;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import dev.surety.wire.OpenDecisionCodec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Open decisions as a state backend on disk has them: as bytes. A change that is not put back is
 * lost here, as it would be there.
 */
final class RememberedDecisions implements OpenDecisions {

  private final List<Map<String, byte[]>> maps = List.of(new TreeMap<>(), new TreeMap<>());

  @Override
  public OpenDecision get(int map, String requestId) {
    byte[] bytes = maps.get(map).get(requestId);
    return bytes == null ? null : Bytes.read(bytes, OpenDecisionCodec::read);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    maps.get(map).put(requestId, Bytes.of(out -> OpenDecisionCodec.write(decision, out)));
  }

  @Override
  public void clear(int map) {
    maps.get(map).clear();
  }

  int size(int map) {
    return maps.get(map).size();
  }

  /** Everything in both maps. */
  byte[] bytes() {
    return Bytes.of(
        out -> {
          for (Map<String, byte[]> map : maps) {
            out.writeInt(map.size());
            for (Map.Entry<String, byte[]> entry : map.entrySet()) {
              out.writeUTF(entry.getKey());
              out.write(entry.getValue());
            }
          }
        });
  }
}

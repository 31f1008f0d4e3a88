package dev.surety.testing;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import dev.surety.engine.Spending;
import dev.surety.wire.state.OpenDecisionCodec;
import dev.surety.wire.state.SpendingCodec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Open decisions as a state backend on disk has them: as bytes. A change that is not put back is
 * lost here, as it would be there.
 */
final class RememberedDecisions implements OpenDecisions {

  private final List<Map<String, byte[]>> maps = List.of(new TreeMap<>(), new TreeMap<>());
  private final List<Map<String, byte[]>> money = List.of(new TreeMap<>(), new TreeMap<>());

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

  @Override
  public Spending spending(int map, String requestId) {
    byte[] bytes = money.get(map).get(requestId);
    return bytes == null ? null : Bytes.read(bytes, SpendingCodec::read);
  }

  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    money.get(map).put(requestId, Bytes.of(out -> SpendingCodec.write(spending, out)));
  }

  @Override
  public void clearSpending(int map) {
    money.get(map).clear();
  }

  /** Of how many requests a map remembers money. */
  int money(int map) {
    return money.get(map).size();
  }

  int size(int map) {
    return maps.get(map).size();
  }

  /** Everything in all maps. */
  byte[] bytes() {
    return Bytes.of(
        out -> {
          for (Map<String, byte[]> map :
              List.of(maps.get(0), maps.get(1), money.get(0), money.get(1))) {
            out.writeInt(map.size());
            for (Map.Entry<String, byte[]> entry : map.entrySet()) {
              out.writeUTF(entry.getKey());
              out.write(entry.getValue());
            }
          }
        });
  }
}

package dev.surety.policy.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.ControlUpdate;
import dev.surety.policy.ArtefactKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which models are kept from all tenants at present, since many of them met errors there: part of
 * the configuration in force. Operator HEALTH publishes it as the payload of an artefact of kind
 * {@value #KIND}, straight to ROUTE: {@code {"open": ["a"], "half_open": {"b": 64}}}. Models that
 * are closed, as all mostly are, are not named. Immutable.
 *
 * @param oneIn by name: 0 where a model is open and gets nothing, else it is half-open and one
 *     request in so many probes it
 */
public record PoolHealth(SortedMap<String, Integer> oneIn) {

  /** The kind of artefact. */
  public static final String KIND = "health-state";

  /** The name of the artefact: one job routes over one pool. */
  public static final String POOL = "pool";

  /** What it is about. */
  public static final String SUBJECT = ControlUpdate.artefactSubject(KIND, POOL);

  /** The same, with what reads it. */
  public static final ArtefactKind<PoolHealth> ARTEFACT =
      new ArtefactKind<>(KIND, PoolHealth.class, PoolHealth::read);

  /** All are closed. */
  public static final PoolHealth NONE = new PoolHealth(new TreeMap<>());

  private static final ObjectMapper JSON = new ObjectMapper();

  public PoolHealth(SortedMap<String, Integer> oneIn) {
    this.oneIn = Collections.unmodifiableSortedMap(new TreeMap<>(oneIn));
  }

  /** Of names as {@link #open} and {@link #halfOpen} have them. */
  public static PoolHealth of(List<String> open, Map<String, Long> halfOpen) {
    SortedMap<String, Integer> oneIn = new TreeMap<>();
    halfOpen.forEach(
        (model, one) -> oneIn.put(model, (int) Math.max(1, Math.min(Integer.MAX_VALUE, one))));
    open.forEach(model -> oneIn.put(model, 0));
    return oneIn.isEmpty() ? NONE : new PoolHealth(oneIn);
  }

  /** Whether all are closed. */
  public boolean isEmpty() {
    return oneIn.isEmpty();
  }

  /** Whether a model gets what the policies like, as far as health goes. */
  public boolean isClosed(String model) {
    return !oneIn.containsKey(model);
  }

  /** Models that get nothing while another may answer. */
  public List<String> open() {
    return oneIn.keySet().stream().filter(model -> oneIn.get(model) == 0).toList();
  }

  /** Models that are probed, with the number of requests of which one is a probe. */
  public Map<String, Long> halfOpen() {
    Map<String, Long> probed = new TreeMap<>();
    oneIn.forEach((model, one) -> probed.merge(model, (long) one, Long::sum));
    probed.values().removeIf(one -> one == 0);
    return probed;
  }

  /**
   * Reads a payload. Unknown fields are passed over.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong with it
   */
  public static PoolHealth read(String payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      SortedMap<String, Integer> oneIn = new TreeMap<>();
      json.path("half_open")
          .properties()
          .forEach(probed -> oneIn.put(probed.getKey(), Math.max(1, probed.getValue().asInt())));
      json.path("open").forEach(model -> oneIn.put(model.asText(), 0));
      return oneIn.isEmpty() ? NONE : new PoolHealth(oneIn);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the health of the pool is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The payload that says this. */
  public String write() {
    ObjectNode json = JSON.createObjectNode();
    open().forEach(json.putArray("open")::add);
    ObjectNode probed = json.putObject("half_open");
    halfOpen().forEach(probed::put);
    return json.toString();
  }
}

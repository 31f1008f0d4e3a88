package dev.surety.gateway.options;

import dev.surety.domain.Capability;
import dev.surety.gateway.body.Api;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something that speaks OpenAI's API, or Anthropic's.
 *
 * @param name how operators call it
 * @param url up to and with {@code /v1}, without a slash behind
 * @param key what it knows the door by, or {@code null}
 * @param keyHeader where the key goes; {@code authorization} takes it as a bearer
 * @param apis those that it answers
 * @param models the router's name of each model it serves, and its own names: the first is what is
 *     asked for, all are what it may answer to
 * @param lacks what a model can't do, by the router's name; it can do the rest
 * @param headers sent with each request; there may be secrets among them
 * @param connections at most, of each event loop
 * @param keepAlive how long one may rest
 */
public record UpstreamSettings(
    String name,
    URI url,
    UpstreamKey key,
    String keyHeader,
    Set<Api> apis,
    Map<String, List<String>> models,
    Map<String, Set<Ability>> lacks,
    Map<String, Secret> headers,
    OnDisconnect onDisconnect,
    Duration connectWithin,
    int connections,
    Duration keepAlive) {

  /** What happens upstream when the client has gone. */
  public enum OnDisconnect {
    /** The request is cancelled. */
    CANCEL,
    /** It is read to its end. */
    DRAIN
  }

  /** What a request may ask of a model beyond text. */
  public enum Ability {
    VISION,
    AUDIO,
    FILES,
    TOOLS,
    JSON_SCHEMA;

    /** How records call it, see {@link Capability}. */
    public String word() {
      return Capability.valueOf(name()).word();
    }
  }
}

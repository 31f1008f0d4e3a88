package dev.surety.domain;

/**
 * What a provider keeps of a conversation's prompt: whoever asks the same model again pays less for
 * that part of it, and whoever asks another one pays for all of it.
 *
 * @param model that answered the conversation last, by its name or an alias; {@code null} where
 *     that is not known
 * @param tokens of the prompt that this model is expected to read from its cache, 0 or more
 */
public record CachedPrefix(String model, int tokens) {

  /** Nothing is known to be kept. */
  public static final CachedPrefix NONE = new CachedPrefix(null, RoutingRequest.UNKNOWN);

  /** Whether it can make a difference to what an answer costs. */
  public boolean isHeld() {
    return model != null && tokens > 0;
  }

  /** Of what a record told; {@link #NONE} where it told nothing. */
  public static CachedPrefix of(String model, int tokens) {
    return model == null && tokens < 0 ? NONE : new CachedPrefix(model, tokens);
  }
}

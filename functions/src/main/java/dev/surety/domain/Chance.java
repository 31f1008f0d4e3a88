package dev.surety.domain;

/**
 * All randomness of the router: a hash of (seed, tenant and tier, request id, purpose), so that a
 * replay draws the same and no generator state needs to be kept. 64-bit FNV-1a over the texts,
 * finished by the mixer of MurmurHash3 (Appleby), whose output bits are uniform enough for coins;
 * tested by chi-square. Whoever may choose request ids chooses coins as far as he knows the seed.
 *
 * @param base hash of seed, key and request id
 */
public record Chance(long base) {

  /** What a number is drawn for; each purpose has its own, independent number. */
  public enum Purpose {
    EXPLORE,
    MODEL,
    SOLICIT,
    /** Whether a model that fails at present is tried, and which. */
    PROBE,
    /** Which model a request goes to that the pace of a budget keeps from the policy's choice. */
    BUDGET,
    /** The same of the price of a deadline. */
    DEADLINE
  }

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long FNV_PRIME_SQUARED = FNV_PRIME * FNV_PRIME;

  public static Chance of(long seed, TenantTier key, String requestId) {
    return new Chance(mix(hash(hash(seed, key), requestId)));
  }

  /** As it was drawn before the key was part of it: what older journals hold. */
  public static Chance of(long seed, String requestId) {
    return new Chance(mix(hash(seed, requestId)));
  }

  /** Uniform in [0, 1), 53 bits. */
  public double uniform(Purpose purpose) {
    return (mix(base + (purpose.ordinal() + 1) * 0x9e3779b97f4a7c15L) >>> 11) * 0x1.0p-53;
  }

  /** Folds a text into a running 64-bit hash; not finished by {@link #mix}. */
  public static long hash(long start, CharSequence text) {
    return fold(FNV_OFFSET ^ mix(start), text);
  }

  /** The hash of {@link TenantTier#key()}, without making that text. */
  public static long hash(long start, TenantTier key) {
    long h = fold(FNV_OFFSET ^ mix(start), key.tenant());
    return fold(fold(h, '/'), key.tier());
  }

  private static long fold(long h, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      h = fold(h, text.charAt(i));
    }
    return h;
  }

  /** Two bytes a character; the higher one of most is zero and folds into a product. */
  private static long fold(long h, char c) {
    return c < 0x100
        ? (h ^ c) * FNV_PRIME_SQUARED
        : ((h ^ (c & 0xff)) * FNV_PRIME ^ (c >>> 8)) * FNV_PRIME;
  }

  /**
   * MurmurHash3's 64-bit finalizer: a bijection that spreads every input bit over all output bits.
   */
  public static long mix(long h) {
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}

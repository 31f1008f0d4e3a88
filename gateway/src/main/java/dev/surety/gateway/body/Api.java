package dev.surety.gateway.body;

/** The endpoints that models answer. */
public enum Api {
  CHAT("/chat/completions"),
  RESPONSES("/responses"),
  EMBEDDINGS("/embeddings");

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /** What follows {@code /v1}. */
  public String path() {
    return path;
  }
}

package dev.surety.gateway.body;

/** The endpoints that models answer. */
public enum Api {
  CHAT("/chat/completions"),
  RESPONSES("/responses"),
  EMBEDDINGS("/embeddings"),
  /** Anthropic's. */
  MESSAGES("/messages");

  private static final String VERSION = "/v1";

  private final String path;

  Api(String path) {
    this.path = path;
  }

  /** What follows {@code /v1}. */
  public String path() {
    return path;
  }

  /** Which one a path asks for, or {@code null}. */
  public static Api of(String path) {
    for (Api api : values()) {
      if (path.length() == VERSION.length() + api.path.length()
          && path.startsWith(VERSION)
          && path.endsWith(api.path)) {
        return api;
      }
    }
    return null;
  }
}

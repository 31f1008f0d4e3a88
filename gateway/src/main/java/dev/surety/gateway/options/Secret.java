package dev.surety.gateway.options;

/** A text that no log, page or message shows: its own text is a mask. */
public final class Secret {

  private final String value;

  Secret(String value) {
    this.value = value;
  }

  /** The text itself, for whom it is meant. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "******";
  }
}

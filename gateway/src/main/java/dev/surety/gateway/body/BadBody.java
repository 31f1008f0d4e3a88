package dev.surety.gateway.body;

/** A request whose body can't be understood; the message says what and how to mend it. */
public final class BadBody extends Exception {

  private static final long serialVersionUID = 1L;

  private final String param;

  BadBody(String param, String message) {
    super(message);
    this.param = param;
  }

  /** The field that is at fault, or {@code null}. */
  public String param() {
    return param;
  }
}

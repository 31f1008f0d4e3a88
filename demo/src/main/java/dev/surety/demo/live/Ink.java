package dev.surety.demo.live;

/** How text is emphasised: with ANSI sequences on a terminal, not at all elsewhere. */
enum Ink {
  PLAIN,
  ANSI;

  /** Backgrounds of the 256-colour palette that dark text stands out on. */
  private static final int[] BACKGROUNDS = {
    114, 117, 222, 210, 183, 159, 215, 151, 189, 180, 153, 217, 187, 109, 146
  };

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("32", text);
  }

  String bad(String text) {
    return wrap("33", text);
  }

  /** Text on the background of model {@code index}. */
  String model(int index, String text) {
    return wrap("30;48;5;" + BACKGROUNDS[index % BACKGROUNDS.length], text);
  }

  private String wrap(String code, String text) {
    return this == ANSI && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

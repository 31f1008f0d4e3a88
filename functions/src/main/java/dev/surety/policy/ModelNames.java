package dev.surety.policy;

/** Which model stands in which slot of a key's model table; a slot names the same one for ever. */
@FunctionalInterface
public interface ModelNames {

  /** Where nobody asks. */
  ModelNames NONE =
      slot -> {
        throw new IllegalStateException("no names are at hand");
      };

  String name(int slot);
}

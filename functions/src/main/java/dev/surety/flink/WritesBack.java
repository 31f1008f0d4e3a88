package dev.surety.flink;

/**
 * A function that may keep state of its keys in memory, ahead of the state backend, given that
 * somebody tells it when the backend must have all of it.
 */
public interface WritesBack {

  /** It may from now on, in this way; told before it is opened, or never. */
  void keepNear(NearKeysMaker maker);

  /**
   * A barrier is there: writes all that the backend does not have yet. The current key is any one
   * afterwards.
   *
   * @throws Exception if the backend fails; the checkpoint must fail with it
   */
  void writeBack() throws Exception;
}

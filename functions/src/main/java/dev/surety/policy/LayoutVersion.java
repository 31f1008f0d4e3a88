package dev.surety.policy;

import java.io.IOException;

/** Every binary form of a state begins with the version of its layout. */
public final class LayoutVersion {

  private LayoutVersion() {}

  /**
   * Refuses what this job cannot know.
   *
   * @throws IOException for a version that is none, or newer than the newest; says what to start
   */
  public static void check(String what, int found, int newest) throws IOException {
    if (found < 1 || found > newest) {
      throw new IOException(
          what
              + " state has layout version "
              + found
              + ", but this job reads 1 to "
              + newest
              + "; start a job at least as new as the one that wrote it");
    }
  }
}

package dev.surety.benchmarks.micro;

import dev.surety.domain.RoutingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import vowpalWabbit.learner.VWActionProbsLearner;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.responses.ActionProb;

/**
 * Vowpal Wabbit's contextual bandit over the same models and the same features as the engine has,
 * as its users in Java call it: examples as text, a prediction that is a chance for each model, the
 * draw among them, and the example again with its cost and chance to learn from. Interactions of
 * the request's features with the model's make it learn which model suits which tag.
 */
final class VowpalWabbit implements AutoCloseable {

  private static final String OPTIONS = "--cb_explore_adf --epsilon 0.05 -q SA --quiet --no_stdin";
  private static final String LIBRARY = System.mapLibraryName("vw_jni");

  private final VWActionProbsLearner learner = VWLearners.create(OPTIONS);
  private final SplittableRandom random = new SplittableRandom(7);

  /** The request's line, to be filled in, and one for each model. */
  private final String[] lines;

  VowpalWabbit(int models) {
    lines = new String[models + 1];
    for (int model = 0; model < models; model++) {
      double price = Math.pow(100, (double) model / models) / 100;
      lines[model + 1] = "|A model=model-" + model + " price:" + (float) price;
    }
  }

  /**
   * Puts its native half into a folder and loads it from there; left to itself it would leave a
   * copy in the system's temporary folder each time.
   *
   * @return why it can't be used here; empty where it can
   */
  static Optional<String> install(Path folder) throws IOException {
    Path file = folder.resolve(LIBRARY);
    try (InputStream library =
        VWLearners.class.getResourceAsStream("/natives/linux_64/" + LIBRARY)) {
      if (library == null) {
        return Optional.of("it has no " + LIBRARY + " for " + System.getProperty("os.name"));
      }
      Files.copy(library, file);
      System.load(file.toAbsolutePath().toString());
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of("its native library does not load here: " + e.getMessage());
    }
  }

  /** What tells a JVM where {@link #install} put it. */
  static String installedIn(Path folder) {
    return "-Djava.library.path=" + folder.toAbsolutePath();
  }

  /** Decides on a request and learns from the answer; returns the model chosen, from 0. */
  int decideAndLearn(RoutingRequest request) {
    String[] example = lines.clone();
    example[0] =
        "shared |S tag="
            + request.tag()
            + " input_tokens:"
            + request.inputTokens() / 1_000.0
            + " prompt_chars:"
            + request.promptChars() / 1_000.0;
    ActionProb chosen = drawn(learner.predict(example).getActionProbs());
    int model = chosen.getAction();
    String cost = WarmKey.satisfies(request, model) ? "0" : "1";
    example[model + 1] = "0:" + cost + ':' + chosen.getProbability() + ' ' + example[model + 1];
    learner.learn(example);
    return model;
  }

  private ActionProb drawn(ActionProb[] chances) {
    double left = random.nextDouble();
    int at = 0;
    while (at < chances.length - 1 && (left -= chances[at].getProbability()) >= 0) {
      at++;
    }
    return chances[at];
  }

  @Override
  public void close() throws IOException {
    learner.close();
  }
}

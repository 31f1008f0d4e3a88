package dev.surety.testing;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Sketch;
import dev.surety.features.Sketcher;
import dev.surety.policy.tagger.Tagger;
import dev.surety.policy.tagger.TaggerArtefact;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small taggers that need no training. */
public final class Taggers {

  public static final String NAME = "prompts";

  private Taggers() {}

  /** A bucket for each of these prompts: whatever shares most words with it goes there. */
  public static Tagger ofWords(String... prompts) {
    byte[] steps = new byte[Sketch.DIMENSIONS * prompts.length];
    float[] scales = new float[prompts.length];
    Sketcher sketcher = new Sketcher();
    for (int b = 0; b < prompts.length; b++) {
      scales[b] = 1f / 127;
      for (short term : sketcher.of(Requests.id("r").prompt(prompts[b]).request()).terms()) {
        steps[Sketch.dimension(term) * prompts.length + b] = 127;
      }
    }
    return new Tagger(
        Tagger.Sees.WORDS, Sketch.DIMENSIONS, prompts.length, steps, scales, new TreeMap<>());
  }

  /** Buckets of embeddings of this length, drawn. */
  public static Tagger ofEmbeddings(int dimensions, int buckets, long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    byte[] steps = new byte[dimensions * buckets];
    chance.nextBytes(steps);
    float[] scales = new float[buckets];
    for (int b = 0; b < buckets; b++) {
      scales[b] = (float) (0.001 + chance.nextDouble());
    }
    return new Tagger(Tagger.Sees.EMBEDDING, dimensions, buckets, steps, scales, new TreeMap<>());
  }

  /** A version of the artefact {@value #NAME}. */
  public static ArtefactUpdate artefact(long version, Tagger tagger) {
    return new ArtefactUpdate(TaggerArtefact.KIND, NAME, version, TaggerArtefact.write(tagger));
  }
}

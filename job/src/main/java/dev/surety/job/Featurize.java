package dev.surety.job;

import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.engine.Configuration;
import dev.surety.features.Featurizer;
import dev.surety.features.HashingFeaturizer;
import dev.surety.features.Sketcher;
import dev.surety.flink.InboundEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Replaces what a request says by what the router sees of it, before it crosses the network: a
 * prompt of kilobytes becomes a few hundred bytes.
 */
final class Featurize extends RichMapFunction<InboundEvent, InboundEvent> {

  private static final long serialVersionUID = 1L;

  private final int dimensions;
  private final int maxTerms;
  private final boolean keepPrompt;
  private final PromiseFollower promises;

  private transient Featurizer featurizer;
  private transient Sketcher sketcher;
  private transient FeatureReaders readers;

  /**
   * @param dimensions of the feature vector, or 0 to see nothing
   * @param keepPrompt whether the text goes on to the journal
   * @param promises who looks at features and sketches: only theirs are made
   */
  Featurize(int dimensions, int maxTerms, boolean keepPrompt, PromiseFollower promises) {
    this.dimensions = dimensions;
    this.maxTerms = maxTerms;
    this.keepPrompt = keepPrompt;
    this.promises = promises;
  }

  @Override
  public void open(OpenContext context) {
    featurizer = dimensions == 0 ? Featurizer.NONE : new HashingFeaturizer(dimensions, maxTerms);
    sketcher = new Sketcher();
    readers = new FeatureReaders(promises.begin());
  }

  @Override
  public void close() {
    if (readers != null) {
      readers.close();
    }
  }

  @Override
  public InboundEvent map(InboundEvent inbound) {
    RoutingRequest request = (RoutingRequest) inbound.event();
    if (dimensions == 0) {
      return inbound.with(request.featurized(Features.NONE, Sketch.NONE, keepPrompt));
    }
    Configuration known = readers.known();
    boolean seen = known == null || known.readsFeatures(request.key());
    boolean sketched = known == null || known.readsSketches(request.key());
    return inbound.with(
        request.featurized(
            seen ? featurizer.features(request) : Features.NONE,
            sketched ? sketcher.of(request) : Sketch.NONE,
            keepPrompt));
  }
}

package dev.surety.job;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
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

  private transient Featurizer featurizer;
  private transient Sketcher sketcher;

  /**
   * @param dimensions of the feature vector, or 0 to see nothing
   * @param keepPrompt whether the text goes on to the journal
   */
  Featurize(int dimensions, int maxTerms, boolean keepPrompt) {
    this.dimensions = dimensions;
    this.maxTerms = maxTerms;
    this.keepPrompt = keepPrompt;
  }

  @Override
  public void open(OpenContext context) {
    featurizer = dimensions == 0 ? Featurizer.NONE : new HashingFeaturizer(dimensions, maxTerms);
    sketcher = new Sketcher();
  }

  @Override
  public InboundEvent map(InboundEvent inbound) {
    RoutingRequest request = (RoutingRequest) inbound.event();
    Sketch sketch = dimensions == 0 ? Sketch.NONE : sketcher.of(request);
    return inbound.with(request.featurized(featurizer.features(request), sketch, keepPrompt));
  }
}

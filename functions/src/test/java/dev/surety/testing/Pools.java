package dev.surety.testing;

import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import java.util.List;
import java.util.stream.IntStream;

/** Pools of models, cheapest first and in the order of their names. */
public final class Pools {

  public static final String CHEAP = "a-cheap";
  public static final String MIDDLE = "b-middle";
  public static final String DEAR = "c-dear";

  private Pools() {}

  /** One model of {@code usdPerMtok} for a million input tokens and four times that for output. */
  public static ModelSpec model(String name, double usdPerMtok) {
    return ModelSpec.builder(name, 1)
        .provider("provider")
        .price(usdPerMtok, 4 * usdPerMtok)
        .build();
  }

  /** {@link #CHEAP}, {@link #MIDDLE} and {@link #DEAR} at 0.1, 1 and 5 USD. */
  public static List<ModelSpec> three() {
    return List.of(model(CHEAP, 0.1), model(MIDDLE, 1), model(DEAR, 5));
  }

  /** Models {@code model-00} and on, each 1.5 times as dear as the one before. */
  public static List<ModelSpec> of(int models) {
    return IntStream.range(0, models)
        .mapToObj(i -> model("model-%02d".formatted(i), 0.05 * Math.pow(1.5, i)))
        .toList();
  }

  public static ModelSpec version(ModelSpec m, long version) {
    return m.toBuilder().version(version).build();
  }

  public static ModelSpec priced(ModelSpec m, double factor) {
    return m.toBuilder().price(m.inputUsdPerMtok() * factor, m.outputUsdPerMtok() * factor).build();
  }

  public static List<ModelSpec> priced(List<ModelSpec> pool, double factor) {
    return pool.stream().map(m -> priced(m, factor)).toList();
  }

  public static ModelSpec window(ModelSpec m, int contextWindow) {
    return m.toBuilder().contextWindow(contextWindow).build();
  }

  public static ModelSpec status(ModelSpec m, Status status) {
    return m.toBuilder().status(status).build();
  }

  public static ModelSpec from(ModelSpec m, long effectiveAt) {
    return m.toBuilder().effectiveAt(effectiveAt).build();
  }

  /** With these regions and capabilities declared; {@code null} declares nothing. */
  public static ModelSpec offering(ModelSpec m, List<String> regions, List<String> capabilities) {
    return m.toBuilder()
        .offer(new ModelOffer(capabilities, regions, m.offer().maxOutput()))
        .build();
  }

  /** With answers of so many tokens at most. */
  public static ModelSpec longest(ModelSpec m, int maxOutput) {
    ModelOffer offer = m.offer();
    return m.toBuilder()
        .offer(new ModelOffer(offer.capabilities(), offer.regions(), maxOutput))
        .build();
  }

  public static ModelSpec confirmed(ModelSpec m) {
    return m.toBuilder().confirmed(true).build();
  }
}

package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * For any pool, promise and request: the candidates are exactly the models that meet every
 * requirement, in words of their own here; their propensities sum to 1; and what is refused names a
 * requirement that nobody met.
 */
class FiltersPropertyTest {

  private static final List<String> PLACES = List.of("eu", "us", "asia");
  private static final List<String> SKILLS = List.of("tools", "vision", "audio");
  private static final List<String> OWNERS = List.of("north", "south");
  private static final List<String> POLICIES =
      List.of("surety", "slarouter", "mess-plus", "fixed:m1");

  @Property(tries = 300)
  void candidatesAreThoseWhoMeetEverything(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ModelSpec> pool =
        IntStream.range(0, 1 + random.nextInt(6)).mapToObj(i -> model("m" + i, random)).toList();
    SlaPolicy sla =
        Promises.of(POLICIES.get(random.nextInt(POLICIES.size())), 0.8)
            .sla()
            .limited(
                new SlaLimits(
                    some(PLACES, random),
                    some(OWNERS, random),
                    some(List.of("m0", "m3", "south"), random)));
    Play play = Play.of(sla, pool);
    for (int i = 0; i < 5; i++) {
      RoutingRequest request = request("r" + i, random);
      List<String> able =
          pool.stream().filter(m -> may(m, sla.limits(), request)).map(ModelSpec::name).toList();

      Effects effects = play.route(request);

      if (able.isEmpty()) {
        assertThat(Exclusions.of(request, play.config()))
            .hasSameSizeAs(pool)
            .anyMatch(
                m ->
                    effects.rejection().requirement() == null
                        || m.requirement() == effects.rejection().requirement());
      } else {
        Decided row = (Decided) effects.rows().get(effects.rows().size() - 1);
        assertThat(row.candidates()).extracting(Candidate::model).isEqualTo(able);
        assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum())
            .isCloseTo(1, within(1e-9));
        assertThat(able).contains(effects.decision().model());
        assertThat(able).containsAll(effects.decision().fallbacks());
        assertThat(Exclusions.of(request, play.config())).hasSize(pool.size() - able.size());
      }
    }
  }

  private static ModelSpec model(String name, SplittableRandom random) {
    return ModelSpec.builder(name, 1)
        .price(1 + random.nextInt(9), 1 + random.nextInt(9))
        .provider(random.nextInt(3) == 0 ? null : OWNERS.get(random.nextInt(2)))
        .contextWindow(random.nextBoolean() ? -1 : 1_000 + random.nextInt(3_000))
        .status(random.nextInt(5) == 0 ? Status.DOWN : Status.ACTIVE)
        .offer(
            new ModelOffer(
                random.nextInt(3) == 0 ? null : some(SKILLS, random),
                random.nextInt(3) == 0 ? null : List.of(PLACES.get(random.nextInt(3))),
                random.nextBoolean() ? -1 : 100 + random.nextInt(1_000)))
        .build();
  }

  private static RoutingRequest request(String id, SplittableRandom random) {
    Requests request = Requests.id(id).requiring(some(SKILLS, random).toArray(String[]::new));
    if (random.nextBoolean()) {
      request.tokens(random.nextInt(2_000), random.nextInt(1_500));
    }
    if (random.nextInt(4) == 0) {
      request.allowing("m0", "m1", "m2");
    } else if (random.nextInt(4) == 0) {
      request.pinned("m" + random.nextInt(3));
    }
    return request.request();
  }

  private static boolean may(ModelSpec model, SlaLimits limits, RoutingRequest request) {
    ModelOffer offer = model.offer();
    boolean wished =
        request.pinnedModel() != null
            ? request.pinnedModel().equals(model.name())
            : request.candidates().isEmpty() || request.candidates().contains(model.name());
    boolean allowed =
        !limits.deny().contains(model.name())
            && !limits.deny().contains(String.valueOf(model.provider()))
            && (limits.providers().isEmpty()
                || limits.providers().contains(String.valueOf(model.provider())))
            && (limits.regions().isEmpty()
                || (offer.regions() != null && limits.regions().containsAll(offer.regions())));
    boolean able =
        (offer.capabilities() == null || offer.capabilities().containsAll(request.require()))
            && (offer.maxOutput() < 0 || request.maxOutputTokens() <= offer.maxOutput());
    double answer = request.maxOutputTokens() < 0 ? 250 : request.maxOutputTokens();
    boolean fits =
        model.contextWindow() < 0
            || Math.max(0, request.inputTokens()) + answer <= model.contextWindow();
    return wished && allowed && able && fits && model.status() == Status.ACTIVE;
  }

  private static List<String> some(List<String> all, SplittableRandom random) {
    List<String> some = new ArrayList<>(all);
    some.removeIf(name -> random.nextInt(3) > 0);
    return some;
  }
}

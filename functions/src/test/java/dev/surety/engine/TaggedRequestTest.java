package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Features;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.features.Sketcher;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Taggers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that comes without a tag gets one of the tagger that its promise names. */
class TaggedRequestTest {

  private static final Promises PROMISE =
      Promises.surety(0.8).with("context", "tagger:" + Taggers.NAME);
  private static final ArtefactUpdate WORDS =
      Taggers.artefact(3, Taggers.ofWords("add these numbers", "write a poem"));

  private final Sketcher sketcher = new Sketcher();
  private int asked;

  private static Play play(ArtefactUpdate... artefacts) {
    return Play.unconfigured().configure(config(PROMISE, artefacts));
  }

  private static TenantConfig config(Promises promise, ArtefactUpdate... artefacts) {
    return TenantConfig.of(promise.sla(), Pools.three(), Artefacts.of(List.of(artefacts)));
  }

  private Decided decided(Play play, RoutingRequest request) {
    RoutingRequest seen = request.featurized(request.features(), sketcher.of(request), false);
    return (Decided) play.route(seen).rows().get(0);
  }

  private RoutingRequest asks(String prompt) {
    return Requests.id("r" + asked++).prompt(prompt).request();
  }

  @Test
  void theTagIsTheNearestBucketAndSaysWhichVersionItIsFrom() {
    Play play = play(WORDS);
    Decided sum = decided(play, asks("please ADD the numbers 3 and 4"));
    assertThat(sum.request().tag()).isEqualTo("prompts@3/0");
    assertThat(sum.request().taggedBy()).isEqualTo("prompts@3");
    assertThat(decided(play, asks("a poem on rain")).request().tag()).isEqualTo("prompts@3/1");
    assertThat(Notice.of(sum.notices())).isEmpty();
  }

  @Test
  void aTagThatTheGatewaySendsStays() {
    RoutingRequest request = Requests.id("r").prompt("a poem").tagged("math").request();
    Decided row = decided(play(WORDS), request);
    assertThat(row.request().tag()).isEqualTo("math");
    assertThat(row.request().taggedBy()).isNull();
  }

  @Test
  void withoutTheArtefactThereIsNoTagAndANotice() {
    Play play = play();
    Decided row = decided(play, asks("a poem"));
    assertThat(row.request().tag()).isNull();
    assertThat(Notice.of(row.notices())).containsExactly(Notice.UNTAGGED);

    play.configure(config(PROMISE, WORDS));
    assertThat(decided(play, asks("a poem")).request().tag()).isEqualTo("prompts@3/1");

    play.configure(config(PROMISE));
    assertThat(Notice.of(decided(play, asks("a poem")).notices())).contains(Notice.UNTAGGED);
  }

  @Test
  void whatTheTaggerDoesNotSeeHasNoTag() {
    assertThat(Notice.of(decided(play(WORDS), asks(null)).notices()))
        .containsExactly(Notice.UNTAGGED);
    Play dense = play(Taggers.artefact(1, Taggers.ofEmbeddings(3, 4, 1)));
    assertThat(decided(dense, asks("a poem")).request().tag()).isNull();
    assertThat(decided(dense, embedded(1, 2)).request().tag()).isNull();
  }

  @Test
  void anEmbeddingTakesTheSameRoad() {
    Play play = play(Taggers.artefact(1, Taggers.ofEmbeddings(3, 4, 1)));
    String tag = decided(play, embedded(0.5f, -1, 2)).request().tag();
    assertThat(tag).startsWith("prompts@1/");
    assertThat(decided(play, embedded(1, -2, 4)).request().tag()).isEqualTo(tag);
    assertThat(decided(play, embedded(-1, 2, -4)).request().tag()).isNotEqualTo(tag);
  }

  private RoutingRequest embedded(float... values) {
    int[] indices = new int[values.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    return asks("prompt").toBuilder().features(new Features(indices, values)).build();
  }

  @Test
  void aPromiseThatNamesNoTaggerGivesNoTags() {
    for (String context : List.of("tag", "none")) {
      Play play =
          Play.unconfigured()
              .configure(config(Promises.surety(0.8).with("context", context), WORDS));
      Decided row = decided(play, asks("a poem"));
      assertThat(row.request().tag()).isNull();
      assertThat(Notice.of(row.notices())).isEmpty();
    }
  }

  @Test
  void contextsThatAreNoneAreRefused() {
    for (String context : List.of("", "tags", "tagger", "tagger:", "tagger: ", "Tagger:x")) {
      assertThatThrownBy(() -> Policies.of(Promises.surety(0.8).with("context", context).sla()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be one of [tag, none] or tagger:NAME");
    }
    assertThat(Policies.artefactsByName(PROMISE.sla())).containsExactly("artefact/tagger/prompts");
  }
}

package dev.surety.policy;

import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.fleet.Lesson;
import dev.surety.policy.tagger.PromptTagger;
import java.util.List;

/**
 * How one tenant's requests are routed. An instance holds the parameters of one SLA and is
 * immutable; what has been learned is in a {@link PolicyMemory} that is handed in. All randomness
 * comes from the question's chance, so the same memory and question give the same choice.
 */
public interface RoutingPolicy {

  /** As the SLA names it; goes on the record with every decision. */
  String name();

  /**
   * Which memory layout it works on. A tenant whose policy changes keeps its memory exactly when
   * this stays the same.
   */
  String memoryKind();

  /**
   * Whether it has all it needs to decide. One that names an artefact it cannot do without is not
   * ready until that is there.
   */
  default boolean isReady() {
    return true;
  }

  /** The memory of a tenant that has seen nothing. */
  PolicyMemory newMemory();

  /** What a model's answers are taken to be until the tenant has seen its own. */
  default UsualAnswer usualAnswer(String model) {
    return UsualAnswer.UNKNOWN;
  }

  /**
   * What gives tags to requests that come without one, or {@code null}: they are then routed
   * without.
   */
  default PromptTagger tagger() {
    return null;
  }

  /** Whether {@link #learn} wants the features of the request again. */
  default boolean learnsFromFeatures() {
    return false;
  }

  /** How this policy's debt is counted from judgements. */
  default QueueIncrement queueIncrement() {
    return QueueIncrement.OBSERVED;
  }

  /**
   * Whether silence enters the books where it says something ({@link
   * dev.surety.domain.FeedbackTerms#silenceCounts}). Each answer then enters them, whatever became
   * of it, when its feedback window closes: the queue moves by its {@link SilenceSurrogate}, the
   * policy gets {@link #windowClosed}. Answers whose judgement was asked for stay out of it; they
   * are booked when it comes. {@code false} is the naive reading, which takes those who speak for
   * all.
   */
  default boolean countsSilence() {
    return queueIncrement() != QueueIncrement.OBSERVED;
  }

  /**
   * The SLA or the pool in force is a new one and the memory is kept: called before the changes of
   * the pool.
   */
  default void adopt(PolicyMemory memory) {}

  /** The pool changed: called before the next question, once for every change. */
  void configure(PolicyMemory memory, PoolChange change);

  /**
   * Chooses a model for one request and says with which probability each candidate could have been
   * chosen. Changes {@link PolicyMemory#decisions()}; if the learned part too, then it sets {@link
   * Choice#learned}.
   */
  void route(PolicyMemory memory, Question question, Choice choice);

  /**
   * Orders the candidates as they are believed to serve whoever has no decision; changes nothing.
   * First those that keep the target, the cheapest first; then those of which nothing is known, the
   * dearest first; then the others, the best first. Fills scores, satisfactions, greedy and
   * catchingUp.
   */
  default void rank(PolicyMemory memory, Question question, Choice choice) {
    boolean reachable = false;
    for (int i = 0; i < question.size(); i++) {
      double satisfaction = belief(memory, question.slots()[i]).satisfaction();
      double cost = Math.min(1, question.usualCost()[i]);
      choice.satisfaction[i] = satisfaction;
      reachable |= !(satisfaction < question.target());
      if (satisfaction >= question.target()) {
        choice.score[i] = cost;
      } else {
        choice.score[i] = Double.isNaN(satisfaction) ? 3 - cost : 4 - satisfaction;
      }
      choice.greedy = choice.score[i] < choice.score[choice.greedy] ? i : choice.greedy;
    }
    choice.catchingUp = !reachable;
  }

  /**
   * A request went to the only candidate of the question because it insisted; nobody was asked. Of
   * the choice only {@link Choice#bucket} and {@link Choice#learned} may be set.
   */
  default void pinned(PolicyMemory memory, Question question, Choice choice) {}

  /**
   * It became known that the user saw another model's answer than was decided; told before anything
   * is learned from it.
   *
   * @param decided the slot whose answer it was taken for
   * @param slot the one that really answered, or -1 for a model the key never met or an answer that
   *     was given without the router
   */
  default void answered(PolicyMemory memory, int decided, int slot) {}

  /** An answer that was not decided here was judged. */
  default void unrouted(PolicyMemory memory, double satisfaction) {}

  /**
   * What an answer cost became known: once an answer, when all of it is. Changes both parts of the
   * memory.
   */
  default void paid(PolicyMemory memory, int slot, int bucket, double costUsd) {}

  /**
   * What an answer cost turned out to be something else than {@link #paid}, or this, was told last.
   * Changes both parts of the memory.
   */
  default void repaid(PolicyMemory memory, int slot, int bucket, double wasUsd, double costUsd) {}

  /**
   * What was learned since this was last asked that the tenant's fleet may know; asked once an
   * event, when it is done.
   */
  default List<Lesson> lessons(PolicyMemory memory) {
    return List.of();
  }

  /** A judgement of one model's answer came. Changes both parts of the memory. */
  void learn(PolicyMemory memory, Judgement judgement);

  /** Whether {@link #learn} will take a judgement in, so that it can be revised later. */
  default boolean learns(Judgement judgement) {
    return true;
  }

  /**
   * What this policy will want to know again should the judgement that it has just learned, or been
   * told of as {@link #unrouted}, be revised.
   *
   * @param slot of the model that was judged, or -1 for one the key never met
   */
  default Mark mark(PolicyMemory memory, int slot) {
    return Mark.NONE;
  }

  /**
   * An answer that was judged is judged anew: {@code was} is taken back and {@code is} stands in
   * its place, as if it had been the first word. Sums are moved exactly; what a policy can't turn
   * back, its own Javadoc names. Called only for a judgement that was learned into this very
   * memory. Changes both parts of it.
   *
   * @param was as it was learned
   * @param is the same but for what is said and by whom
   * @param then what {@link #mark} said when {@code was} was learned
   */
  default void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {}

  /** The same for an answer that was not decided here; see {@link #unrouted}. */
  default void reviseUnrouted(PolicyMemory memory, double was, double is, Mark then) {}

  /**
   * A moment in a policy's memory.
   *
   * @param scale by which counts of that moment are stored, where evidence fades
   * @param resets how often the model's evidence had been replaced, modulo 256
   */
  record Mark(double scale, int resets) {

    /** Of a policy whose memory looks the same at all times. */
    public static final Mark NONE = new Mark(1, 0);
  }

  /**
   * A feedback window closed where silence counts: what became of its answers, by model and bucket
   * in ascending order. Called before the next question or with the feedback that closed it.
   * Changes both parts of the memory. After a change of policy the buckets may still be those of
   * the policy before it.
   */
  default void windowClosed(PolicyMemory memory, List<ClosedOutcomes> outcomes) {}

  /**
   * Whether the memory can be decided by: its parts fit together and all its numbers are finite.
   * Asked only when something has gone wrong.
   */
  default boolean isSound(PolicyMemory memory) {
    return true;
  }

  /** What is believed of the model in a slot. */
  default Belief belief(PolicyMemory memory, int slot) {
    return Belief.NONE;
  }

  /**
   * The standard error of what is believed of the model in a slot for requests of a context, or
   * {@link Double#NaN}; asked of each candidate with each decision that a budget paces.
   *
   * @param bucket the choice's, {@link Choice#bucket}
   */
  default double error(PolicyMemory memory, int bucket, int slot) {
    return belief(memory, slot).error();
  }

  /**
   * Whether the promise is above what the best of the candidates is believed to reach, by more than
   * the standard error of that belief: then it can't be kept, however long debt is repaid. One
   * model that may reach it, or of which too little is known, is enough to say no.
   */
  default boolean isBeyondReach(PolicyMemory memory, Question question) {
    for (int slot : question.slots()) {
      if (!belief(memory, slot).isBelow(question.target())) {
        return false;
      }
    }
    return question.size() > 0;
  }

  /** What it makes of a judge's words, where its promise names a judge. */
  default Opinions opinions() {
    return Opinions.NONE;
  }

  /** What operators look at and set right in its memory. */
  default PolicyUpkeep upkeep() {
    return PolicyUpkeep.NONE;
  }

  /** Whether it looks at the features of requests at all, to decide or to learn. */
  default boolean readsFeatures() {
    return learnsFromFeatures() || replay().routesByFeatures();
  }

  /** What a replay of its decisions asks. */
  default PolicyReplay replay() {
    return this::learnsFromFeatures;
  }

  /**
   * One judgement.
   *
   * @param slot the model that answered
   * @param decided the model that had been decided; another one where a fallback answered
   * @param satisfaction 0..1
   * @param shown whether the user saw this answer and it counts for the promise (others were
   *     queried to learn, or an incumbent gave them while the router was only watching)
   * @param explored whether chance chose it
   * @param bucket the context bucket of the decision
   * @param source who says so; {@code SOLICITED} exactly where the decision had asked for it, since
   *     only then it was chance that chose who speaks
   * @param propensity with which the decision chose this model, or {@link Double#NaN} where another
   *     model answered
   * @param windowed whether the answer also comes in the {@link #windowClosed} of its window, so
   *     that it must not be counted here
   */
  record Judgement(
      int slot,
      int decided,
      double satisfaction,
      Features features,
      int bucket,
      boolean shown,
      boolean explored,
      Feedback.Source source,
      double propensity,
      boolean windowed) {

    /** The same answer with another judgement of it. */
    public Judgement saying(double anotherSatisfaction, Feedback.Source anotherSource) {
      return new Judgement(
          slot,
          decided,
          anotherSatisfaction,
          features,
          bucket,
          shown,
          explored,
          anotherSource,
          propensity,
          windowed);
    }
  }
}

package dev.surety.domain;

/**
 * What one feedback record turned out to be. The order is part of the state layout: add at the end.
 *
 * <table>
 * <caption>What each class changes</caption>
 * <tr><th>class</th><th>when</th><th>learnt from</th><th>booked on the queue</th></tr>
 * <tr><td>counted</td><td>it is about the decision on record, in time</td><td>yes</td><td>yes</td></tr>
 * <tr><td>late</td><td>its time is past the decision's plus the window</td><td>no</td><td>no</td></tr>
 * <tr><td>duplicate</td><td>it says nothing that an earlier record had not said, or less than what counts</td><td>no</td><td>no</td></tr>
 * <tr><td>orphan</td><td>its decision is not on record (unknown or expired)</td><td>no</td><td>no</td></tr>
 * <tr><td>superseded</td><td>another decision, or another model, answered than is on record</td><td>yes</td><td>yes</td></tr>
 * <tr><td>unrouted</td><td>the gateway answered without a decision</td><td>no</td><td>yes</td></tr>
 * <tr><td>error</td><td>an attempt failed and another answer made good for it</td><td>the model's health</td><td>no</td></tr>
 * <tr><td>revised</td><td>it judges an answer anew, and counts more than the judgement before</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * Of a decision that was only observed, what anybody's answer in time says is counted: learnt from
 * as the model's that gave it, and booked only where that is the model that was decided.
 *
 * <p>Duplicates are told by request, model and kind of content (judgement, error, usage). Of
 * several judgements of one answer the newest of the most trusted source counts; what comes of
 * another is a duplicate. The class speaks of the judgement first: an error that leaves the user
 * without an answer is one, of 0.
 *
 * <p>A class speaks of the record's judgement; where it has none, of its money; a record with
 * neither is no duplicate of anything. Money is booked whatever the class is, see {@code
 * engine.MoneyBooking}.
 */
public enum OutcomeClass {
  COUNTED,
  LATE,
  DUPLICATE,
  ORPHAN,
  SUPERSEDED,
  UNROUTED,
  ERROR,
  REVISED
}

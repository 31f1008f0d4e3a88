package dev.surety.engine;

/**
 * Expiry of what is known of money, in two maps that change roles as those of {@link Generations}
 * do, by the money window instead of the feedback window. What was put there stays for a whole
 * window of the key's clock at least, so a record that comes again is recognised or too old to be
 * booked: the same money is never booked twice, as long as the key keeps to its bound.
 */
final class MoneyGenerations {

  /**
   * What is known of a request's money.
   *
   * @param map that holds it, 0 or 1
   * @param turn of the key's clock, so that it shows whether the maps have changed roles since
   */
  record Found(int map, long turn, Spending spending) {}

  private MoneyGenerations() {}

  /** The key's clock moves on from {@code before}, which is not its beginning. */
  static void advance(RouterState state, long before, long time, long window) {
    long turns = Math.floorDiv(time, window) - Math.floorDiv(before, window);
    for (long i = Math.min(turns, 2); i > 0; i--) {
      rotate(state);
    }
  }

  /** What is known of a request's money, or {@code null} if nothing is. */
  static Found find(RouterState state, String requestId, long window) {
    Account account = state.account();
    int map = account.moneyMap;
    Spending spending = account.moneyPresent > 0 ? state.open().spending(map, requestId) : null;
    if (spending == null && account.moneyPast > 0) {
      map = 1 - map;
      spending = state.open().spending(map, requestId);
    }
    return spending == null ? null : new Found(map, turn(account, window), spending);
  }

  /**
   * Remembers a request's money in the present map, after the clock has moved; what stands in the
   * past one is no longer looked at.
   *
   * @param found as it was found before the clock moved, or {@code null}
   * @param most bound on what both maps hold
   */
  static void put(
      RouterState state, String requestId, Spending spending, Found found, long window, int most) {
    Account account = state.account();
    boolean there =
        found != null && found.map == account.moneyMap && found.turn == turn(account, window);
    if (!there) {
      if (account.moneyPresent >= Math.max(1, most / 2)) {
        account.moneyDropped += account.moneyPast;
        rotate(state);
      }
      account.moneyPresent++;
    }
    state.open().putSpending(account.moneyMap, requestId, spending);
  }

  /** Forgets everything; returns whether there was anything. */
  static boolean closeAll(RouterState state) {
    Account account = state.account();
    boolean any = account.moneyPresent + account.moneyPast > 0;
    rotate(state);
    rotate(state);
    return any;
  }

  private static long turn(Account account, long window) {
    return Math.floorDiv(account.clock, window);
  }

  private static void rotate(RouterState state) {
    Account account = state.account();
    int past = 1 - account.moneyMap;
    if (account.moneyPast > 0) {
      state.open().clearSpending(past);
    }
    account.moneyPast = account.moneyPresent;
    account.moneyPresent = 0;
    account.moneyMap = past;
  }
}

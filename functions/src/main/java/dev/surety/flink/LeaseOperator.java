package dev.surety.flink;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Standing;
import dev.surety.flink.metrics.LeaseMetrics;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TenantLease;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.state.LeaseBookCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * LEASES: leases budgets that tiers of a tenant share to the keys of these tiers. It stands on the
 * way of the control records, passes them on, and says its leases behind them, straight to ROUTE:
 * so what ROUTE has of a lease and what is kept here of it are of the same checkpoint, and no more
 * is ever granted than there is. A thin shell around {@link LeaseBook}. One task.
 */
public final class LeaseOperator extends AbstractStreamOperator<ControlRecord>
    implements OneInputStreamOperator<ControlRecord, ControlRecord> {

  /** What savepoints find the state of this operator by. */
  public static final String UID = "leases";

  private static final long serialVersionUID = 1L;

  private static final long LOOK_MILLIS = 250;

  /** Names are part of every savepoint: never rename. A tenant's name and book each. */
  static final ListStateDescriptor<byte[]> BOOKS =
      new ListStateDescriptor<>("books", BytePrimitiveArraySerializer.INSTANCE);

  private final SpendingFollower follower;

  private transient Map<String, LeaseBook> books;
  private transient ListState<byte[]> state;
  private transient SpendingFollower.Following spending;
  private transient LeaseMetrics metrics;
  private transient boolean follows;
  private transient boolean waits;

  public LeaseOperator(SpendingFollower follower) {
    this.follower = follower;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    books = new TreeMap<>();
    state = context.getOperatorStateStore().getListState(BOOKS);
    for (byte[] kept : state.get()) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept));
      books.put(in.readUTF(), LeaseBookCodec.read(in));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics = new LeaseMetrics(getMetricGroup());
    spending = follower.begin();
    follow();
  }

  @Override
  public void processElement(StreamRecord<ControlRecord> element) throws Exception {
    ControlUpdate update = element.getValue().update();
    if (update instanceof BudgetUpdate budget) {
      LeaseBook book = books.computeIfAbsent(budget.tenant(), tenant -> new LeaseBook());
      if (budget.version() > book.termsVersion) {
        book.termsVersion = budget.version();
        agree(budget.tenant(), book, budget.budget());
      }
    } else if (update instanceof BudgetRemoved removed) {
      LeaseBook book = books.computeIfAbsent(removed.tenant(), tenant -> new LeaseBook());
      if (removed.version() > book.termsVersion) {
        book.termsVersion = removed.version();
        agree(removed.tenant(), book, null);
      }
    } else if (update instanceof Tombstone && update.subject().startsWith("budget/")) {
      String tenant = update.subject().substring("budget/".length());
      LeaseBook book = books.remove(tenant);
      if (book != null) {
        agree(tenant, book, null);
      }
    }
    output.collect(element);
  }

  private void agree(String tenant, LeaseBook book, BudgetTerms terms) {
    if (book.agree(terms)) {
      say(new Tombstone(TenantLease.subject(tenant)));
    }
    follow();
  }

  private void follow() {
    Set<String> tenants = new HashSet<>();
    books.forEach(
        (tenant, book) -> {
          if (book.terms != null) {
            tenants.add(tenant);
          }
        });
    metrics.budgets(tenants.size());
    spending.of(Set.copyOf(tenants));
    follows = !tenants.isEmpty();
    lookLater();
  }

  private void lookLater() {
    if (waits || !follows) {
      return;
    }
    waits = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService().registerTimer(now + LOOK_MILLIS, this::look);
  }

  private void look(long time) {
    waits = false;
    for (Standing standing; (standing = spending.poll()) != null; ) {
      LeaseBook book = books.get(standing.key().tenant());
      if (book != null && standing.tenantBudget() != null) {
        book.take(standing.key().tier(), standing.time(), standing.tenantBudget());
        metrics.heard();
      }
    }
    books.forEach(
        (tenant, book) -> {
          TenantLease lease = book.look();
          if (lease != null) {
            book.version = Math.max(time, book.version + 1);
            metrics.leased();
            say(new ArtefactUpdate(TenantLease.KIND, tenant, book.version, lease.write()));
          }
        });
    lookLater();
  }

  private void say(ControlUpdate update) {
    output.collect(new StreamRecord<>(new ControlRecord(update, ControlJson.write(update))));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<byte[]> kept = new ArrayList<>();
    for (Map.Entry<String, LeaseBook> book : books.entrySet()) {
      kept.add(bytes(book.getKey(), book.getValue()));
    }
    state.update(kept);
  }

  private static byte[] bytes(String tenant, LeaseBook book) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(tenant);
    LeaseBookCodec.write(book, out);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws Exception {
    if (spending != null) {
      spending.close();
    }
    super.close();
  }
}

"""A gateway in Python, with confluent-kafka: docs/write-your-gateway.md tells why each line is there."""
import json
import threading
import uuid
from concurrent.futures import Future, TimeoutError
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaException, Producer

PATIENCE_S = 2.0  # ten times the p99 of your decisions
USUAL_MODEL = "large"  # for tenants of whom nothing is known yet


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


class Gateway:
    def __init__(self, brokers):
        self.waiting, self.standing, self.open = {}, {}, True
        self.producer = Producer({"bootstrap.servers": brokers, "acks": "all", "linger.ms": 0, "max.in.flight": 2,
                                  "partitioner": "murmur2_random"})
        assigned = threading.Event()
        read = [("decisions", self._decided), ("standings", self._stands)]
        self.readers = [threading.Thread(target=self._read, args=(brokers, *r, assigned)) for r in read]
        for reader in self.readers:
            reader.start()
        if not assigned.wait(30):  # before it, decisions would pass unseen
            self.close()
            raise TimeoutError("Kafka gave no partitions of decisions within 30 s")

    def _read(self, brokers, topic, take, assigned):
        consumer = Consumer({
            "bootstrap.servers": brokers, "group.id": f"surety-gateway-{uuid.uuid4()}",
            "auto.offset.reset": "earliest", "enable.auto.commit": False})

        def begin(consumer, partitions):
            for p in partitions:
                low, high = consumer.get_watermark_offsets(p, timeout=10)
                p.offset = high if topic == "decisions" else low
            consumer.assign(partitions)
            if topic == "decisions":
                assigned.set()

        consumer.subscribe([topic], on_assign=begin)
        while self.open:
            record = consumer.poll(0.1)
            if record is not None and not record.error():
                take(record.key(), record.value())
        consumer.close()

    def _decided(self, key, value):
        decision = json.loads(value)
        future = self.waiting.pop((decision["tenant"], decision["tier"], decision["request_id"]), None)
        if future:  # none waits: another gateway's, or a second decision
            future.set_result(decision)

    def _stands(self, key, value):
        if value:
            self.standing[key.decode()] = json.loads(value)
        else:
            self.standing.pop(key.decode(), None)

    def _send(self, topic, record):
        self.producer.produce(topic, key=f"{record['tenant']}/{record['tier']}", value=json.dumps(record))
        self.producer.poll(0)

    def ask(self, request, patience=PATIENCE_S):
        """Models to try in their order; what to query besides; or why it is refused."""
        request = {"request_id": str(uuid.uuid4()), "time": now(), **request}
        key = (request["tenant"], request["tier"], request["request_id"])
        future = self.waiting[key] = Future()
        try:
            self._send("requests", request)
            decision = future.result(patience)
        except (TimeoutError, KafkaException, BufferError):  # Kafka is away: as a time-out
            decision = None
        self.waiting.pop(key, None)
        if decision and decision.get("refused"):
            return {"request": request, "refused": decision["reason"], "detail": decision.get("detail")}
        stands = self.standing.get("/".join(key[:2]), {})
        own, usual = request.get("incumbent"), [USUAL_MODEL]
        # Only observed, or not known to be applied: who would answer without the router comes first.
        observed = not decision["apply"] if decision else stands.get("mode") != "apply"
        first = [own or stands.get("incumbent")] + usual if observed else []
        routed = [decision["model"], *(decision.get("fallbacks") or [])] if decision else [
            stands.get("best"), *(stands.get("fallbacks") or []), *usual]
        allowed = request.get("candidates")
        models = [m for m in dict.fromkeys(first + routed) if m and (m == own or not allowed or m in allowed)]
        return {"request": request, "models": models, "decision": decision,
                "also_query": (decision and decision["apply"] and decision.get("also_query")) or []}

    def report(self, asked, model, **outcome):
        """What an answer took, a failed attempt, or what a user says, whenever it comes."""
        same = {name: asked["request"][name] for name in ("request_id", "tenant", "tier")}
        known = {"decision_id": asked["decision"]["decision_id"]} if asked["decision"] else {}
        self._send("feedback", {**same, "model": model, "time": now(), **known, **outcome})

    def close(self):
        self.open = False
        for reader in self.readers:
            reader.join()
        self.producer.flush(10)

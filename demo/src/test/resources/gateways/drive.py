"""Asks as OtherLanguagesITCase wants it, and prints what came of it, a line of JSON each."""
import importlib.util
import json
import sys
import time

spec = importlib.util.spec_from_file_location("gateway", sys.argv[1])
gateway = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gateway)
PATIENCE = 60


def say(what, asked=None, **more):
    if asked:
        decision = asked.get("decision") or {}
        more = {name: asked.get(name) for name in ("models", "refused", "detail")}
        more.update(decision_id=decision.get("decision_id"), apply=decision.get("apply"))
    print(json.dumps({"what": what, **more}), flush=True)


class Deaf(gateway.Gateway):
    """Decisions never come in time; its standings are another's."""

    def __init__(self, other, brokers):
        super().__init__(brokers)
        self.standing = other.standing

    def _decided(self, key, value):
        pass

    def _stands(self, key, value):
        pass


one, two = gateway.Gateway(sys.argv[2]), gateway.Gateway(sys.argv[2])
gold = {"tenant": "acme", "tier": "gold", "prompt": "Is it so?", "tag": "chat"}
shadow = {"tenant": "shadow", "tier": "gold", "incumbent": "c-dear"}
say("decided", one.ask({**gold, "request_id": "same-py"}, PATIENCE))
say("observed", two.ask({**shadow, "request_id": "same-py"}, PATIENCE))
say("refused", one.ask({"tenant": "nobody", "tier": "none"}, PATIENCE))
for _ in range(1000):
    told = one.standing.get("shadow/gold", {}).get("incumbent")
    if told and one.standing.get("acme/gold", {}).get("labels", 0) >= 1:
        break
    asked = one.ask(gold, PATIENCE)
    one.report(asked, asked["models"][0], satisfied=True, output_tokens=10, source="user")
    one.ask(shadow, PATIENCE)
    time.sleep(0.05)
deaf = Deaf(one, sys.argv[2])
while True:  # until no other standing came meanwhile
    stands = one.standing["acme/gold"]
    late = deaf.ask(gold, 0)
    if one.standing["acme/gold"] is stands:
        break
say("standing", best=stands["best"], labels=stands["labels"])
deaf.report(late, late["models"][0], satisfied=False)
say("late", late)
say("narrow", one.ask({**gold, "candidates": ["b-middle"]}, 0))
say("shadow-late", deaf.ask(shadow, 0))
unnamed = {"tenant": "shadow", "tier": "gold"}
say("shadow-unnamed", one.ask(unnamed, PATIENCE))
say("shadow-unnamed-late", deaf.ask(unnamed, 0))
say("shadow-fresh", one.ask({**unnamed, "tenant": "fresh"}, PATIENCE))
one.close()
deaf.close()
two.close()

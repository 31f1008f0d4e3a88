// Asks as OtherLanguagesITCase wants it, and prints what came of it, a line of JSON each.
const { openGateway } = require(process.argv[2]);

const say = (what, value) => console.log(JSON.stringify({ what, ...value }));
const short = ({ models, refused, detail, decision }) =>
  ({ models, refused, detail, decision_id: decision?.decision_id, apply: decision?.apply });

// Its patience is over before anything can be read: timers that are due come first.
const inVain = (ask) => {
  const asked = ask();
  for (const end = Date.now() + 5; Date.now() < end;);
  return asked;
};

async function main() {
  const [one, two] = await Promise.all([openGateway([process.argv[3]]), openGateway([process.argv[3]])]);
  const gold = { tenant: 'acme', tier: 'gold', prompt: 'Is it so?', tag: 'chat' };
  const shadow = { tenant: 'shadow', tier: 'gold', incumbent: 'c-dear' };
  const patience = 60000;
  const both = await Promise.all([
    one.ask({ ...gold, request_id: 'same' }, patience),
    two.ask({ ...shadow, request_id: 'same' }, patience)]);
  say('decided', short(both[0]));
  say('observed', short(both[1]));
  say('refused', short(await one.ask({ tenant: 'nobody', tier: 'none' }, patience)));
  for (let i = 0; i < 1000 && !(one.standing.get('acme/gold')?.labels >= 1 && one.standing.get('shadow/gold')?.incumbent); i++) {
    const asked = await one.ask(gold, patience);
    await one.report(asked, asked.models[0], { satisfied: true, output_tokens: 10, source: 'user' });
    await one.ask(shadow, patience);
    await new Promise((next) => setTimeout(next, 50));
  }
  let [stands, late] = [];
  do { // until no other standing came meanwhile
    stands = one.standing.get('acme/gold');
    late = await inVain(() => one.ask(gold, 0));
  } while (one.standing.get('acme/gold') !== stands);
  say('standing', { best: stands.best, labels: stands.labels });
  await one.report(late, late.models[0], { satisfied: false });
  say('late', short(late));
  say('narrow', short(await one.ask({ ...gold, candidates: ['b-middle'] }, 0)));
  say('shadow-late', short(await inVain(() => one.ask(shadow, 0))));
  const unnamed = { tenant: 'shadow', tier: 'gold' };
  say('shadow-unnamed', short(await one.ask(unnamed, patience)));
  say('shadow-unnamed-late', short(await inVain(() => one.ask(unnamed, 0))));
  say('shadow-fresh', short(await one.ask({ ...unnamed, tenant: 'fresh' }, patience)));
  await Promise.all([one.close(), two.close()]);
}

main().then(() => process.exit(0), (failure) => {
  console.error(failure);
  process.exit(1);
});

'use strict';
// Asks for news every two seconds and draws all of it anew. Every name goes through text nodes and
// attributes that are never markup.
const EVERY_MS = 2000, PATIENCE_MS = 10000, SVG = 'http://www.w3.org/2000/svg';
const VERDICTS = {
  kept: '\u2713 kept', missed: '\u2717 missed', likely_kept: '\u2248 likely kept',
  uncertain: '\u2248 within the noise', unknown: '? not judged'
};
const main = document.getElementById('main');
const find = el('input', {type: 'search', placeholder: 'find a tenant or tier', 'aria-label': 'find a tenant or tier'});
const parts = {};
let timer, failing = 0, asked = 0;

function node(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter(child => child !== null));
  return made;
}
function el(tag, attributes = {}, ...children) { return node(document.createElement(tag), attributes, children); }
function svg(tag, attributes = {}, ...children) { return node(document.createElementNS(SVG, tag), attributes, children); }

const known = Number.isFinite;
const percent = share => known(share) ? (100 * share).toFixed(1) + ' %' : '-';
const count = n => n.toLocaleString('en');
const fixed = (x, digits) => known(x) ? x.toFixed(digits) : '-';
function usd(x) {
  if (!known(x)) return '-';
  const magnitude = x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x)));
  return '$' + x.toFixed(Math.max(2, Math.min(6, 2 - magnitude)));
}
function age(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  return s < 120 ? s + ' s' : s < 7200 ? Math.round(s / 60) + ' min' : s < 172800 ? Math.round(s / 3600) + ' h' : Math.round(s / 86400) + ' d';
}

function tile(name, value, note) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, value, note ? el('small', {}, note) : ''));
}
function tiles(s) {
  const t = s.totals, judged = t.keys - t.unknown, kept = t.kept + t.likely_kept;
  return el('dl', {class: 'tiles'},
    tile('promises kept', kept + ' of ' + judged, t.missed ? t.missed + ' missed' : t.kept + ' beyond doubt, others likely'),
    tile('answers owed', fixed(t.queue, 1), 'satisfying ones, in debt'),
    tile('requests', count(t.requests), count(t.labels) + ' judged'),
    tile('spent', usd(t.cost_usd), 'as reported with the answers'),
    tile('saved', percent(t.saved), 'against the best model for all'),
    t.judge ? tile('judge', usd(t.judge.spent_usd), count(t.judge.bought) + ' labels bought, besides') : null);
}

function hour(s) {
  const spans = s.hour, top = Math.max(1e-12, ...spans.map(p => Math.max(p.best_spent_usd, p.spent_usd)));
  const width = 100 / Math.max(20, spans.length);
  const chart = svg('svg', {viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'spending of the last hour'},
    svg('line', {x1: 0, x2: 100, y1: 100, y2: 100}));
  let spent = 0, best = 0, requests = 0;
  spans.forEach((p, i) => {
    spent += p.spent_usd; best += p.best_spent_usd; requests += p.requests;
    for (const [kind, value] of [['best', p.best_spent_usd], ['spent', p.spent_usd]]) {
      const height = 100 * value / top;
      chart.append(svg('rect', {class: kind, x: i * width, width: 0.85 * width, y: 100 - height, height}));
    }
  });
  return el('figure', {class: 'hour'},
    el('figcaption', {}, el('span', {}, 'last hour, all tenants: ', el('b', {}, count(requests)), ' requests'),
      el('span', {class: 'key'}, el('i', {class: 'spent'}), el('span', {}, 'expected cost ', el('b', {}, usd(spent)))),
      el('span', {class: 'key'}, el('i', {class: 'best'}), el('span', {}, 'had the best model answered all ', el('b', {}, usd(best))))),
    chart);
}

// What of the judged answers had to satisfy: each is owed the promise of its time.
const owed = t => known(t.floor) ? t.floor : t.target;
function promised(t) {
  return percent(t.target) + (percent(owed(t)) === percent(t.target) ? '' : ' now, ' + percent(owed(t)) + ' of these answers');
}

function interval(t) {
  const chart = svg('svg', {viewBox: '0 0 100 20', preserveAspectRatio: 'none', role: 'img',
    'aria-label': 'promised ' + promised(t) + ', delivered ' + percent(t.satisfaction)},
    svg('line', {x1: 0, x2: 100, y1: 10, y2: 10}));
  const judged = known(t.satisfaction);
  const low = Math.max(0, Math.min(owed(t), judged ? t.satisfaction_low : 1) - 0.03);
  const high = Math.min(1, Math.max(owed(t), judged ? t.satisfaction_high : 0) + 0.03);
  const x = share => 100 * (share - low) / (high - low);
  if (judged) {
    chart.append(svg('rect', {class: 'span', x: x(t.satisfaction_low), width: Math.max(0.8, x(t.satisfaction_high) - x(t.satisfaction_low)), y: 6, height: 8}),
      svg('rect', {class: 'mean', x: x(t.satisfaction) - 0.7, width: 1.4, y: 4, height: 12}));
  }
  chart.append(svg('line', {class: 'target', x1: x(owed(t)), x2: x(owed(t)), y1: 0, y2: 20}));
  return el('figure', {class: 'interval'}, chart, el('figcaption', {},
    el('span', {}, 'promised ', el('b', {}, promised(t))),
    el('span', {}, 'delivered ', el('b', {}, percent(t.satisfaction)),
      judged ? ' (' + fixed(100 * t.satisfaction_low, 1) + ' to ' + percent(t.satisfaction_high) + ')' : '')));
}

function path(kind, caption, rows, column, from, to, target) {
  const points = rows.filter(row => row[column] !== null);
  const values = points.map(row => row[column]);
  if (known(target)) values.push(target);
  const low = kind === 'debt' ? 0 : Math.min(...values) - 0.01, high = Math.max(...values, low + 0.02);
  const x = time => 100 * (time - from) / Math.max(1, to - from), y = value => 98 - 96 * (value - low) / (high - low);
  const chart = svg('svg', {viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': caption + ' over the last hour'},
    svg('line', {x1: 0, x2: 100, y1: 98, y2: 98}));
  if (known(target)) chart.append(svg('line', {class: 'target', x1: 0, x2: 100, y1: y(target), y2: y(target)}));
  chart.append(svg('polyline', {class: kind, points: points.map(row => x(row[0]).toFixed(2) + ',' + y(row[column]).toFixed(2)).join(' ')}));
  return el('figure', {class: 'path'}, el('figcaption', {}, caption), chart);
}

function shares(t, colours) {
  const total = Math.max(1, Object.values(t.models).reduce((sum, n) => sum + n, 0));
  const used = Object.entries(t.models).sort((a, b) => b[1] - a[1]);
  const bar = svg('svg', {viewBox: '0 0 100 10', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'shares of the models', class: 'shares'});
  const legend = el('ul', {class: 'legend'});
  let at = 0;
  used.forEach(([model, n], i) => {
    const share = 100 * n / total, colour = 'c' + colours.get(model) % 12;
    bar.append(svg('rect', {class: 'share ' + colour, x: at, width: share, y: 0, height: 10}, svg('title', {}, model + ' ' + percent(n / total))));
    at += share;
    if (i < 4) legend.append(el('li', {}, el('i', {class: colour}), model + ' ' + Math.round(share) + ' %'));
  });
  if (used.length > 4) legend.append(el('li', {}, 'and ' + (used.length - 4) + ' more'));
  return [bar, legend];
}

function card(t, s, colours, from, to) {
  const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  const verdict = t.verdict.replace('_', '-');
  return el('section', {class: 'card ' + verdict},
    el('h2', {}, el('span', {}, t.tenant + ' / ' + t.tier), el('span', {class: 'chip ' + verdict}, t.observed ? 'only observed' : VERDICTS[t.verdict])),
    t.infeasible ? el('small', {}, 'No model is believed to reach this promise: the best one is used.')
      : t.catching_up ? el('small', {}, 'Catching up: debt is repaid with the best model there is' + (t.budget || t.tenant_budget ? ', as far as the budget goes.' : '.')) : null,
    interval(t),
    t.budget ? el('small', {}, 'budget ' + t.budget.words) : null,
    t.tenant_budget ? el('small', {}, 'shared budget ' + t.tenant_budget.words) : null,
    t.deadline ? el('small', {}, 'deadline ' + t.deadline.words) : null,
    t.certified ? el('small', {}, 'certified ' + t.certified.words) : null,
    el('dl', {class: 'facts'}, fact('debt', fixed(t.queue, 1)), fact('spent', usd(t.cost_usd)), fact('saved', percent(t.saved)),
      fact('requests', count(t.requests)), fact('explored', percent(t.requests ? t.explored / t.requests : NaN)), fact('seen', age(Date.parse(s.time) - Date.parse(t.seen)) + ' ago'),
      fact('policy', t.policy), fact('best now', t.best || '-'), fact('judged', count(t.judged))),
    t.path.length > 1 ? el('div', {class: 'paths'},
      path('satisfaction', 'delivered, last hour', t.path, 1, from, to, owed(t)), path('debt', 'debt, last hour', t.path, 2, from, to)) : null,
    ...shares(t, colours), judge(t.judge), failingNow(t), keptBack(t), outOfService(t), allowed(t), odd(t.notices));
}

function judge(j) {
  return j ? el('small', {}, 'judge: ' + j.text) : null;
}

function outOfService(t) {
  const said = [...t.down.map(model => model + ' down'), ...t.draining.map(model => model + ' draining')];
  return said.length ? el('small', {}, 'out of service: ' + said.join(', ')) : null;
}

function allowed(t) {
  return t.allowed ? el('small', {}, 'allowed: ' + (t.allowed.length ? t.allowed.join(', ') : 'no model of the pool')) : null;
}

function keptBack(t) {
  const said = [...t.open.map(model => model + ' open'), ...t.half_open.map(model => model + ' probed')];
  return said.length ? el('small', {}, 'kept from all tenants, as many met failures: ' + said.join(', ')) : null;
}

function failingNow(t) {
  const said = t.failing.map(model => model + ' (' + count(t.failures[model] || 0) + ' failures)');
  return said.length ? el('small', {}, 'failing now: ' + said.join(', ')) : null;
}

function odd(notices) {
  const said = Object.entries(notices).map(([word, n]) => count(n) + ' ' + word.replaceAll('_', ' '));
  return said.length ? el('small', {}, 'odd records: ' + said.join(', ')) : null;
}

function trouble(s) {
  const said = [];
  if (s.stopped) said.push('The topic is no longer followed: ' + s.stopped);
  if (s.unreadable) said.push(count(s.unreadable) + ' records of the topic are no standings.');
  if (failing) said.push('The server of this page has not answered for ' + age(Date.now() - failing) + '; these figures are old.');
  return el('div', {}, ...said.map(text => el('p', {class: 'trouble', role: 'alert'}, text)));
}

function draw(s) {
  parts.status = s;
  const now = Date.parse(s.time), times = s.tenants.flatMap(t => t.path.length ? [t.path[0][0]] : []);
  const to = s.newest ? Date.parse(s.newest) : now, from = Math.max(to - 3600000, Math.min(to, ...times));
  const names = [...new Set(s.tenants.flatMap(t => Object.keys(t.models)))].sort();
  const colours = new Map(names.map((name, i) => [name, i]));
  parts.seen.textContent = s.newest ? 'newest standing ' + age(now - to) + ' ago' : 'no standings yet: the job sends them with traffic';
  parts.trouble.replaceChildren(trouble(s));
  parts.sums.replaceChildren(tiles(s), hour(s));
  parts.more.textContent = s.tenants.length < s.totals.keys
    ? s.tenants.length + ' of ' + count(s.totals.keys) + ' shown, what needs a look first; type a name to find others' : count(s.totals.keys) + ' tenants and tiers, what needs a look first';
  parts.cards.replaceChildren(...s.tenants.map(t => card(t, s, colours, from, to)));
}

async function ask() {
  clearTimeout(timer);
  const mine = ++asked;
  if (!document.hidden) {
    try {
      const answer = await fetch('status.json?find=' + encodeURIComponent(find.value), {signal: AbortSignal.timeout(PATIENCE_MS), cache: 'no-store'});
      if (!answer.ok) throw new Error(answer.status);
      const status = await answer.json();
      if (mine !== asked) return;
      failing = 0;
      draw(status);
    } catch (e) {
      if (mine !== asked) return;
      failing = failing || Date.now();
      parts.trouble.replaceChildren(trouble(parts.status));
    }
  }
  timer = setTimeout(ask, EVERY_MS);
}

parts.seen = el('p');
parts.trouble = el('div');
parts.sums = el('div');
parts.more = el('p', {class: 'more'});
parts.cards = el('div', {class: 'cards'});
main.replaceChildren(el('header', {}, el('h1', {}, 'Promises now'), parts.seen), parts.trouble, parts.sums,
  el('div', {class: 'search'}, find, parts.more), parts.cards,
  el('footer', {}, 'Delivered: share of answers that satisfied, as far as users said, over the whole life of a tenant, with its 95 % interval. Kept: the interval lies at or above what these answers were promised, each at its time; missed: below it. ',
    'Debt: the virtual queue, in satisfying answers. Spent: what gateways reported. Saved: what was paid, as expected where that is not known yet, against the best model for everything.'));
find.addEventListener('input', ask);
document.addEventListener('visibilitychange', ask);
draw(JSON.parse(document.getElementById('data').textContent));
timer = setTimeout(ask, EVERY_MS);

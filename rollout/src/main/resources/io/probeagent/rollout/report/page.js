'use strict';
window.onerror = message => {
  const box = document.getElementById('error');
  box.hidden = false;
  box.textContent = 'This page could not be drawn: ' + message;
  document.documentElement.dataset.drawn = 'false';
};

const report = JSON.parse(document.getElementById('data').textContent);
const updates = report.updates;
const PHASES = {PENDING: 'Pending', STARTING: 'Starting', NOT_READY: 'Not ready', READY: 'Ready', TERMINATING: 'Terminating'};
const GUTTER = 178, MARGIN = 18, LANE = 66, HEAD = 30;

// Words and numbers

const byId = id => document.getElementById(id);
const count = n => n.toLocaleString('en-US');
const many = (n, one, more = one + 's') => count(n) + ' ' + (n === 1 ? one : more);
const seconds = (ms, digits = 2) => (ms / 1000).toFixed(digits) + ' s';
const long = ms => ms < 120000 ? seconds(ms, 1) : `${Math.floor(ms / 60000)} min ${Math.round(ms % 60000 / 1000)} s`;
const millis = ms => ms == null ? '–' : ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : count(Math.round(ms));
const from = (a, b) => `${seconds(a)} to ${seconds(b)} (${seconds(b - a)})`;
const lower = name => name.toLowerCase().replace('_', ' ');
const latency = (span, what) => report.latency[span] && report.latency[span][what];

// Elements: text always goes in as text

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}
const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
const title = text => svg('title', {}, text);
const label = (x, y, text, style, anchor) => svg('text', {x, y, class: style, 'text-anchor': anchor}, text);
const rect = (x, y, width, height, style, tip, more = {}) =>
  svg('rect', {x, y, width: Math.max(0.5, width), height, class: style, ...more}, tip == null ? null : title(tip));

// What is shown: one update with what comes before the next one, or the whole run

function windowOf(index) {
  if (updates.length < 2) return {from: 0, to: report.duration, update: updates[0], losses: () => true};
  const update = updates[index], next = updates[index + 1];
  const isMine = loss => loss.update === update.number || index === 0 && loss.update === 0;
  const to = next ? next.from : report.duration;
  const lead = Math.max(1000, (to - update.from) / 10);
  const early = report.failures.concat(report.cuts).filter(isMine).map(loss => loss.at - 200);
  return {from: Math.max(0, Math.min(update.from - lead, ...early.slice(0, 1000))), to, update, losses: isMine};
}

const extent = pod => pod.phases.concat(pod.drains, pod.events.map(e => ({from: e.at, to: e.at})))
  .reduce(([a, b], span) => [Math.min(a, span.from), Math.max(b, span.to)], [Infinity, -Infinity]);

function lanesOf(view) {
  const lost = report.failures.filter(view.losses).map(loss => ({...loss, cut: false}))
    .concat(report.cuts.filter(view.losses).map(loss => ({...loss, cut: true})));
  const names = new Set(report.pods.map(pod => pod.name));
  const lanes = report.pods
    .filter(pod => {
      const [a, b] = extent(pod), seen = Math.min(b, view.to) - Math.max(a, view.from);
      return seen > (view.to - view.from) / 100 || lost.some(loss => loss.pod === pod.name);
    })
    .map(pod => ({pod, lost: lost.filter(loss => loss.pod === pod.name)}));
  const astray = lost.filter(loss => !names.has(loss.pod));
  if (astray.length) lanes.push({pod: null, lost: astray});
  return lanes;
}

// Head

function drawHead() {
  const t = report.totals, verdict = byId('verdict');
  const base = latency('baseline', 'over'), during = latency('update', 'over');
  verdict.className = t.requests === 0 ? 'none' : t.failed ? 'bad' : 'good';
  verdict.textContent = t.requests === 0 ? 'No request was made'
    : (t.failed ? '✕ ' : '✓ ') + `${count(t.failed)} of ${many(t.requests, 'request')} failed`;
  const parts = [
    updates.length ? many(updates.length, 'rolling update') + ' in ' + long(report.duration) : long(report.duration),
    t.cut ? many(t.cut, 'request') + ' cut at the deadline of a drain' : null,
    t.handedBack ? count(t.handedBack) + ' handed back unread and sent anew' : null,
    during ? `p99 over what was asked ${millis(during.p99)} ms during updates` + (base ? `, ${millis(base.p99)} ms before` : '') : null,
    report.termination ? `apps ended ${seconds(report.termination.p50, 1)} after their deletion (median)` : null,
    t.unlisted ? `${count(t.unlisted)} of the failures are counted only, not listed` : null];
  byId('subtitle').textContent = parts.filter(part => part).join(' · ');
  for (const [name, value] of Object.entries(report.settings)) {
    if (name !== 'title') byId('settings').append(html('div', {}, html('dt', {}, name), html('dd', {}, value)));
  }
}

function drawLegend() {
  const swatch = (draw, text) => html('span', {}, svg('svg', {width: 18, height: 12, 'aria-hidden': 'true'}, ...draw), text);
  const box = style => [rect(0, 1, 18, 10, style)];
  byId('legend').replaceChildren(
    ...Object.entries(PHASES).map(([name, text]) => swatch(box(name), text)),
    swatch([rect(0, 4, 18, 3, 'endpoint')], 'endpoint'),
    swatch(box('drain'), 'drain of the app'),
    swatch([rect(0, 3, 18, 6, 'pass')], 'probe passed'),
    swatch([rect(0, 3, 18, 6, 'fail')], 'failed'),
    swatch([rect(.5, 3.5, 17, 5, 'silent')], 'no answer'),
    swatch([svg('g', {class: 'tick'}, svg('line', {x1: 9, x2: 9, y1: 2, y2: 12}), svg('circle', {cx: 9, cy: 2.5, r: 2}))], 'event'),
    swatch([cross(9, 6, 'failed')], 'failed request'),
    swatch([cross(9, 6, 'cut')], 'cut at the deadline'));
}

function cross(x, y, kind, ...inside) {
  const shape = kind === 'cut' ? 'M0,-5L5,0L0,5L-5,0Z' : 'M-4,-4L4,4M-4,4L4,-4';
  return svg('g', {class: 'mark ' + kind, transform: `translate(${x},${y})`}, ...inside, svg('path', {d: shape}));
}

/** The number stands for itself where there is no room for more. */
function lostLabel(update, step) {
  const sign = update.failed ? '✕' : '◇', number = count(update.failed || update.cut);
  return step > 26 ? sign + number : step > 5.5 * number.length ? number : sign;
}

function drawOverview(chosen) {
  if (updates.length < 2) return;
  byId('overview').hidden = false;
  const width = Math.max(480, byId('bars').clientWidth - 26), height = 84, floor = 62;
  const step = Math.min(60, (width - 12) / updates.length), most = Math.max(...updates.map(u => u.duration || 0), 1);
  const bars = updates.map((u, i) => {
    const lost = u.failed + u.cut, x = i * step, h = 6 + 40 * (u.duration || 0) / most;
    const tip = `Update ${u.number}: ${u.duration == null ? 'not finished' : seconds(u.duration, 1)}, lag ${millis(u.lag)} ms, ${count(u.failed)} failed, ${count(u.cut)} cut`;
    const sparse = step > 22 || u.number === 1 || u.number % 10 === 0;
    return svg('a', {href: '#update=' + u.number, 'data-update': u.number, 'aria-label': tip},
      title(tip), rect(x, 0, step, height, 'hit'),
      rect(x + step * .1, floor - h, step * .8, h, u.failed ? 'bar-bad' : u.cut ? 'bar-cut' : 'bar-ok', null, {rx: 2}),
      lost ? label(x + step / 2, floor - h - 4, lostLabel(u, step), (u.failed ? 'bad' : '') + (step > 26 ? '' : ' tight'), 'middle') : null,
      i === chosen ? rect(x + 1, floor - h - 1, step - 2, h + 2, 'chosen', null, {rx: 3}) : null,
      sparse ? label(x + step / 2, floor + 14, String(u.number), 'soft', 'middle') : null);
  });
  byId('bars').replaceChildren(svg('svg', {width, height, role: 'group', 'aria-label': 'Duration and failures of each update'}, ...bars));
}

// Lanes

function stepOf(span, room) {
  const raw = span / room, ten = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map(n => n * ten).find(step => step >= raw);
}

function scaleOf(view, width) {
  const left = GUTTER, right = width - MARGIN, span = Math.max(1, view.to - view.from);
  const x = t => left + (right - left) * (t - view.from) / span;
  return Object.assign(x, {left, right, view, clamp: t => Math.min(right, Math.max(left, x(t))),
    time: px => view.from + span * (px - left) / (right - left), ticks: stepOf(span, (right - left) / 80)});
}

/** A bar of a span of time, cut to what is shown; with its name where there is room. */
function spanBar(x, a, b, y, height, style, tip, name, small) {
  if (b < x.view.from || a > x.view.to) return [];
  const x1 = x.clamp(a), x2 = x.clamp(b), room = x2 - x1;
  const fits = name && room > name.length * (small ? 5.4 : 6) + 6;
  return [rect(x1, y, room, height, style, tip, {rx: height > 6 ? 2 : 0}),
    fits ? label(x1 + 5, y + height / 2 + (small ? 3 : 3.6), name, 'in' + (small ? ' tiny' : '')) : null];
}

function probeStrip(x, pod, probe, y) {
  const runs = pod.probes[probe] || [];
  return runs.flatMap((run, i) => {
    const to = i + 1 < runs.length ? runs[i + 1].from : run.to;
    const passes = run.code >= 200 && run.code < 400;
    const tip = `/${probe} ${run.code || 'no answer'}, ${many(run.count, 'time')}: ${from(run.from, run.to)}`;
    return spanBar(x, run.from, Math.max(to, run.from + 1), y, 5, passes ? 'pass' : run.code ? 'fail' : 'silent', tip);
  });
}

function eventTick(x, event, y) {
  if (event.at < x.view.from || event.at > x.view.to) return null;
  const px = x(event.at);
  return svg('g', {class: 'tick', 'data-moment': event.moment},
    title(`${seconds(event.at, 3)}: ${event.text}` + (event.detail ? ` (${event.detail})` : '')),
    rect(px - 3, y - 4, 6, 24, 'hit'), svg('line', {x1: px, x2: px, y1: y - 2, y2: y + 19}), svg('circle', {cx: px, cy: y - 2, r: 2}));
}

function lossTip(loss) {
  return [loss.what, (loss.cut ? 'cut, ' : '') + loss.client + ', begun ' + millis(loss.at - loss.begun) + ' ms before',
    loss.podPhase ? 'pod ' + lower(loss.podPhase) + (loss.drainPhase ? ', app in ' + loss.drainPhase : '') : null,
    loss.detail, 'at ' + seconds(loss.at, 3)].filter(line => line).join('\n');
}

function lossMark(x, loss, y, height) {
  const mark = cross(x.clamp(loss.at), y + 8, loss.cut ? 'cut' : 'failed', title(lossTip(loss)),
    svg('line', {class: 'stem', y1: -8, y2: height - 12}), rect(-6, -8, 12, 16, 'hit', null, {stroke: 'none'}));
  return fill(mark, {'data-pod': loss.pod, 'data-at': loss.at}, []);
}

function drawLane(x, {pod, lost}, y) {
  if (!pod) {
    return svg('g', {class: 'lane astray', 'data-pod': ''}, svg('line', {class: 'rule', x1: 0, x2: x.right, y1: y - 5, y2: y - 5}),
      label(0, y + 12, 'pod not known', 'name'), ...lost.map(loss => lossMark(x, loss, y, 24)));
  }
  const lostText = [pod.failed ? count(pod.failed) + ' failed' : null, pod.cut ? count(pod.cut) + ' cut' : null].filter(t => t).join(', ');
  return svg('g', {class: 'lane', 'data-pod': pod.name},
    svg('line', {class: 'rule', x1: 0, x2: x.right, y1: y - 7, y2: y - 7}),
    svg('text', {x: 0, y: y + 11, class: 'name'}, pod.name.length > 18 ? '…' + pod.name.slice(-17) : pod.name, title(pod.name)),
    label(0, y + 26, report.pods.some(p => p.requests) ? many(pod.requests, 'request') : 'requests by a proxy', 'soft'),
    label(0, y + 39, lostText || (pod.revision ? 'made by update ' + pod.revision : 'there before'), 'soft'),
    ...[['endpoint', 23], ['drain', 32.5], ['/ready', 43], ['/live', 52.5]].map(([t, dy]) => label(GUTTER - 8, y + dy, t, 'row', 'end')),
    ...pod.phases.flatMap(p => spanBar(x, p.from, p.to, y, 16, p.phase, `${PHASES[p.phase]}: ${from(p.from, p.to)}`, PHASES[p.phase])),
    ...pod.endpoints.flatMap(e => spanBar(x, e.from, e.to, y + 19, 3, 'endpoint', `Endpoint: ${from(e.from, e.to)}`)),
    ...pod.drains.flatMap(d => spanBar(x, d.from, d.to, y + 24, 11, 'drain ' + d.phase, `Drain, ${d.phase}: ${from(d.from, d.to)}`, d.phase, true)),
    ...probeStrip(x, pod, 'ready', y + 37.5), ...probeStrip(x, pod, 'live', y + 46.5),
    ...pod.events.map(event => eventTick(x, event, y)),
    ...lost.map(loss => lossMark(x, loss, y, LANE)));
}

function drawAxis(x, y, bottom) {
  const marks = [];
  for (let t = Math.ceil(x.view.from / x.ticks) * x.ticks; t <= x.view.to; t += x.ticks) {
    const digits = x.ticks >= 1000 ? 0 : x.ticks >= 100 ? 1 : 2;
    marks.push(svg('line', {class: 'grid', x1: x(t), x2: x(t), y1: y + 4, y2: bottom}), label(x(t), y, seconds(t, digits), 'soft', 'middle'));
  }
  return marks;
}

function drawBands(x, top, bottom) {
  return updates.filter(u => u.from <= x.view.to && (u.to ?? report.duration) >= x.view.from).flatMap(u => {
    const a = x.clamp(u.from), b = x.clamp(u.to ?? report.duration);
    return [rect(a, top, b - a, bottom - top, 'band'), svg('line', {class: 'edge', x1: a, x2: a, y1: top, y2: bottom}),
      svg('line', {class: 'edge', x1: b, x2: b, y1: top, y2: bottom}),
      b - a > 60 ? label((a + b) / 2, top + 11, 'update ' + u.number, 'soft', 'middle') : null];
  });
}

// Requests and latency, on the lanes' axis

/** Bins of at least three pixels: sums of counts, the highest of percentiles. */
function binsOf(x) {
  const s = report.series, group = Math.max(1, Math.ceil(3 * (x.time(x.left + 1) - x.view.from) / s.bin)), bins = [];
  const first = Math.floor(Math.floor(x.view.from / s.bin) / group) * group;
  for (let i = first; i < s.requests.length && i * s.bin <= x.view.to; i += group) {
    const end = Math.min(i + group, s.requests.length), cut = list => list.slice(i, end), sum = list => cut(list).reduce((a, b) => a + b, 0);
    const to = Math.min(end * s.bin, report.duration), span = to - i * s.bin;
    if (span > 0) bins.push({from: i * s.bin, to, rate: sum(s.requests) * 1000 / span, lost: (sum(s.failed) + sum(s.cut)),
      requests: sum(s.requests), p50: Math.max(...cut(s.p50)), p99: Math.max(...cut(s.p99))});
  }
  return bins;
}

function drawRate(x, bins, y, height) {
  // The last bin may be a sliver, and its rate a fluke.
  const most = Math.max(1, ...bins.slice(0, -1).map(bin => bin.rate)), up = rate => y + height - Math.min(1, rate / most) * height;
  const line = bins.map(bin => `L${x.clamp(bin.from)},${up(bin.rate)}L${x.clamp(bin.to)},${up(bin.rate)}`).join('');
  return [label(0, y + 12, 'Requests', 'name'), label(0, y + 26, 'per second', 'soft'),
    label(GUTTER - 8, y + 9, count(Math.round(most)), 'row', 'end'), label(GUTTER - 8, y + height, '0', 'row', 'end'),
    svg('line', {class: 'rule', x1: x.left, x2: x.right, y1: y + height, y2: y + height}),
    bins.length ? svg('path', {class: 'rate', d: `M${x.clamp(bins[0].from)},${y + height}${line}L${x.clamp(bins.at(-1).to)},${y + height}Z`}) : null,
    ...bins.filter(bin => bin.lost).map(bin => rect(x.clamp(bin.from), y + height - Math.max(5, height * bin.lost / Math.max(1, bin.requests)),
      Math.max(3, x.clamp(bin.to) - x.clamp(bin.from)), Math.max(5, height * bin.lost / Math.max(1, bin.requests)), 'lost',
      `${many(bin.lost, 'request')} of ${count(bin.requests)} lost around ${seconds(bin.from)}`))];
}

function drawLatency(x, bins, y, height) {
  const values = bins.filter(bin => bin.p99 > 0), low = Math.min(...values.map(bin => bin.p50)), high = Math.max(...values.map(bin => bin.p99));
  const text = [label(0, y + 12, 'Latency', 'name'), label(0, y + 26, 'p50 solid, p99 dashed', 'soft'), label(0, y + 39, 'ms over what was asked', 'soft')];
  if (!values.length) return text;
  const floor = Math.floor(Math.log10(Math.max(.01, low))), top = Math.max(floor + 1, Math.ceil(Math.log10(Math.max(.01, high))));
  const up = ms => y + height - height * (Math.log10(Math.max(.01, ms)) - floor) / (top - floor);
  for (let ten = floor; ten <= top; ten++) {
    text.push(svg('line', {class: 'rule', x1: x.left, x2: x.right, y1: up(10 ** ten), y2: up(10 ** ten)}),
      label(GUTTER - 8, up(10 ** ten) + 3, String(+(10 ** ten).toPrecision(1)), 'row', 'end'));
  }
  const path = name => values.map((bin, i) => (i && values[i - 1].to >= bin.from ? 'L' : 'M') + x.clamp((bin.from + bin.to) / 2) + ',' + up(bin[name])).join('');
  return [...text, svg('path', {class: 'p50', d: path('p50')}), svg('path', {class: 'p99', d: path('p99')})];
}

function drawChart(view) {
  const width = Math.max(760, byId('chart').clientWidth - 26), x = scaleOf(view, width), lanes = lanesOf(view), bins = binsOf(x);
  const tops = lanes.map((lane, i) => HEAD + 24 + i * LANE), lanesEnd = HEAD + 24 + lanes.reduce((sum, lane) => sum + (lane.pod ? LANE : 34), 0);
  const rateAt = lanesEnd + 8, latencyAt = rateAt + 92, bottom = latencyAt + 96;
  const guide = svg('line', {class: 'guide', y1: HEAD - 8, y2: bottom, x1: -9, x2: -9});
  const hatch = svg('pattern', {id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
    rect(0, 0, 5, 5, 'hatch-bg'), svg('line', {class: 'hatch', x1: 0, x2: 0, y1: 0, y2: 5}));
  const name = `Timeline of ${many(lanes.filter(lane => lane.pod).length, 'pod')} from ${seconds(view.from, 1)} to ${seconds(view.to, 1)}; the tables below say the same`;
  const chart = svg('svg', {id: 'lanes', width, height: bottom + 8, role: 'img', 'aria-label': name,
    'data-from': view.from, 'data-to': view.to, 'data-left': x.left, 'data-right': x.right},
    svg('defs', {}, hatch), ...drawBands(x, HEAD - 8, bottom), ...drawAxis(x, HEAD - 14, bottom),
    ...lanes.map((lane, i) => drawLane(x, lane, tops[i])),
    svg('line', {class: 'rule', x1: 0, x2: x.right, y1: lanesEnd, y2: lanesEnd}),
    ...drawRate(x, bins, rateAt, 70), ...drawLatency(x, bins, latencyAt, 80), guide);
  chart.addEventListener('pointermove', event => {
    const px = event.clientX - chart.getBoundingClientRect().left, t = x.time(px), bin = bins.find(b => b.from <= t && t < b.to);
    const inside = px >= x.left && px <= x.right;
    fill(guide, {x1: inside ? px : -9, x2: inside ? px : -9}, []);
    byId('moment').textContent = !inside ? '' : seconds(t) + (bin ? ` · ${count(Math.round(bin.rate))} requests/s · p50 ${millis(bin.p50)} ms · p99 ${millis(bin.p99)} ms` : '');
  });
  byId('chart').replaceChildren(chart);
  return lanes;
}

// Tables

/** Columns are [heading, value of a row, class of the cell]; a value may be an element. */
function table(id, heading, note, columns, rows) {
  if (!rows.length) return [];
  const styleOf = (style, value) => style === 'lost' ? 'n' + (value !== '0' ? ' bad' : '') : style;
  return [html('h2', {}, heading, note ? html('small', {}, note) : null), html('div', {class: 'table'}, html('table', {id, 'aria-label': heading},
    html('thead', {}, html('tr', {}, ...columns.map(([name, , style]) => html('th', {scope: 'col', class: styleOf(style, '0')}, name)))),
    html('tbody', {}, ...rows.map(row => html('tr', {}, ...columns.map(([, value, style]) => {
      const cell = value(row) ?? '–';
      return html('td', {class: styleOf(style, cell)}, cell);
    }))))))];
}

const p99 = (row, span) => row.latency[span] && millis(row.latency[span].measured.p99);
const over = (row, span) => row.latency[span] && millis(row.latency[span].over.p99);
const SPANS = {baseline: 'before the first update', update: 'while an update ran', rest: 'otherwise'};

function latencyRows() {
  return Object.entries(report.latency).flatMap(([span, l]) => [
    {name: SPANS[span], count: l.count, ...l.measured}, {name: SPANS[span] + ', over what was asked', count: l.count, ...l.over}]);
}

function lossTable(id, heading, losses) {
  const shown = losses.slice(0, 500);
  const note = losses.length > shown.length ? `the first ${shown.length} of ${count(losses.length)}; all are in report.json` : '';
  return table(id, heading, note, [['at', l => seconds(l.at, 3), 'n'], ['client', l => l.client, 'k'], ['pod', l => l.pod || 'not known', 'k'],
    ['what', l => l.what], ['pod was', l => l.podPhase && lower(l.podPhase), 'k'], ['its app in', l => l.drainPhase, 'k'],
    ['took', l => millis(l.at - l.begun) + ' ms', 'n'], ['detail', l => l.detail]], shown);
}

function drawTables(view, lanes) {
  const number = view.update && updates.length > 1 ? ` of update ${view.update.number}` : '';
  const t = report.termination;
  byId('tables').replaceChildren(
    ...lossTable('failures', 'Failed requests' + number, report.failures.filter(view.losses)),
    ...lossTable('cuts', 'Requests cut at the deadline of a drain' + number, report.cuts.filter(view.losses)),
    ...table('clients', 'Clients', 'p99 in ms; “over” is without what the server was asked to take', [['client', c => c.client],
      ['requests', c => count(c.requests), 'n'], ['failed', c => count(c.failed), 'lost'], ['cut', c => count(c.cut), 'n'],
      ['handed back', c => count(c.handedBack), 'n'], ['p99 before', c => p99(c, 'baseline'), 'n'], ['p99 in updates', c => p99(c, 'update'), 'n'],
      ['over, before', c => over(c, 'baseline'), 'n'], ['over, in updates', c => over(c, 'update'), 'n']], report.clients),
    ...table('latency', 'Latency of good answers', 'ms', [['', r => r.name], ['answers', r => count(r.count), 'n'],
      ...[['p50', 'p50'], ['p90', 'p90'], ['p99', 'p99'], ['p99.9', 'p999'], ['max', 'max']].map(([h, k]) => [h, r => millis(r[k]), 'n'])], latencyRows()),
    ...table('pods', 'Pods' + number, t ? `from deletion to the end of the app, all ${count(t.pods)}: min ${seconds(t.min)}, p50 ${seconds(t.p50)}, p90 ${seconds(t.p90)}, max ${seconds(t.max)}` : '',
      [['pod', p => p.name, 'k'], ['requests', p => count(p.requests), 'n'], ['failed', p => count(p.failed), 'lost'], ['cut', p => count(p.cut), 'n'],
        ['took to end', p => p.termination == null ? null : seconds(p.termination), 'n'], ['app', p => p.appExit, 'k'], ['agent', p => p.agentExit, 'k'], ['its drain', p => p.drained]],
      lanes.filter(lane => lane.pod).map(lane => lane.pod)),
    ...table('updates', 'Updates', '', [['update', u => updates.length > 1 ? html('a', {href: '#update=' + u.number}, String(u.number)) : String(u.number), 'n'], ['lag', u => millis(u.lag) + ' ms', 'n'],
      ['from', u => seconds(u.from), 'n'], ['to', u => u.to == null ? 'not finished' : seconds(u.to), 'n'], ['took', u => u.duration == null ? null : seconds(u.duration), 'n'],
      ['failed', u => count(u.failed), 'lost'], ['cut', u => count(u.cut), 'n'], ['', () => '', 'w']], updates),
    ...table('kinds', 'Failures by kind', '', [['kind', k => k.kind], ['failed', k => count(k.failed), 'n'], ['cut', k => count(k.cut), 'n']], report.kinds));
}

// Which update

function chosen() {
  const number = Number((/^#update=(\d+)$/.exec(location.hash) || [])[1]);
  const index = updates.findIndex(u => u.number === number);
  if (index >= 0) return index;
  // Where something went wrong there is more to see.
  return Math.max(0, updates.findIndex(u => u.failed + u.cut > 0));
}

function draw() {
  const index = chosen(), view = windowOf(index), isOneOfMany = updates.length > 1;
  byId('view-heading').textContent = isOneOfMany ? `Update ${view.update.number} of ${updates.length}` : 'The run';
  byId('pager').hidden = !isOneOfMany;
  byId('choice').value = index;
  byId('previous').disabled = index === 0;
  byId('next').disabled = index >= updates.length - 1;
  drawOverview(index);
  drawTables(view, drawChart(view));
}

function go(index) {
  if (updates[index]) location.hash = 'update=' + updates[index].number;
}

drawHead();
drawLegend();
byId('choice').append(...updates.map((u, i) => html('option', {value: i}, `Update ${u.number}` + (u.failed + u.cut ? ` – ${u.failed} failed, ${u.cut} cut` : ''))));
byId('choice').addEventListener('change', event => go(Number(event.target.value)));
byId('previous').addEventListener('click', () => go(chosen() - 1));
byId('next').addEventListener('click', () => go(chosen() + 1));
window.addEventListener('hashchange', draw);
let width = 0;
new ResizeObserver(() => {
  if (width !== (width = byId('chart').clientWidth)) draw();
}).observe(byId('chart'));
draw();
document.documentElement.dataset.drawn ??= 'true';

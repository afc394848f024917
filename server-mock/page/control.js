import { ask, exactTime, make, prettyNumber, show, watch } from './common.js';

const kTiles = [
  ['received', 'From phones'], ['accepted', 'Sends accepted'], ['delivered', 'Delivered'], ['undelivered', 'Not delivered'],
  ['refused', 'Refused'], ['hung', 'Left hanging'], ['webhooks_accepted', 'Webhooks accepted'],
  ['webhooks_failed', 'Webhooks failed'], ['webhooks_lost', 'Lost on purpose'], ['opted_out', 'Opted out'],
];
const kTones = { delivered: 'good', received: 'good', undelivered: 'bad', failed: 'bad', canceled: 'warn' };

let fields = [];

function say(problem) { show('problem').textContent = problem; }

/** Leaves a control alone while somebody is using it. */
function fill(input, value) {
  if (document.activeElement !== input) input.value = value;
}

async function change(path, body) {
  try {
    await ask(path, body);
    say('');
  } catch (error) {
    say(error.message);
  }
  await refresh();
}

function drawFaults(state) {
  if (fields.length === 0) {
    fields = state.fault_fields;
    for (const field of fields) {
      const id = `fault-${field.name}`;
      const number = make('input', { id, type: 'number', min: field.low, max: field.high, 'aria-describedby': `${id}-meaning` });
      number.onchange = () => change('/mock/faults', { [field.name]: Number.parseInt(number.value, 10) });
      const pair = make('div', { class: 'control-pair' });
      if (field.unit === '%') {
        const range = make('input', { type: 'range', min: 0, max: 100, id: `${id}-range`, 'aria-label': `${field.label}, percent` });
        range.oninput = () => { number.value = range.value; };
        range.onchange = () => change('/mock/faults', { [field.name]: Number.parseInt(range.value, 10) });
        pair.append(range);
      }
      pair.append(number, make('span', { class: 'unit' }, field.unit === 'code' ? '' : field.unit));
      show('faults').append(make('div', { class: 'fault', id: `${id}-row`, title: field.meaning },
        make('label', { for: id }, field.label), pair,
        make('span', { class: 'visually-hidden', id: `${id}-meaning` }, field.meaning)));
    }
  }
  for (const field of fields) {
    const value = state.faults[field.name];
    fill(show(`fault-${field.name}`), value);
    const range = show(`fault-${field.name}-range`);
    if (range) fill(range, value);
    show(`fault-${field.name}-row`).classList.toggle('changed', value !== field.normal);
  }
}

function drawTiles(counts) {
  show('tiles').replaceChildren(...kTiles.map(([name, label]) =>
    make('div', {}, make('dt', {}, label), make('dd', {}, counts[name].toLocaleString()))));
}

function drawRows(id, rows, columns, empty) {
  show(id).replaceChildren(...(rows.length > 0 ? rows
    : [make('tr', {}, make('td', { colspan: columns, class: 'empty' }, empty))]));
}

function drawMessages(state) {
  drawRows('messages', state.messages.map((message) => {
    const pictures = message.is_mms && message.media.length === 0 ? '[MMS] ' : message.media.length > 0 ? `[${message.media.length} picture${message.media.length > 1 ? 's' : ''}] ` : '';
    const error = message.error_code ? ` ${message.error_code}` : '';
    return make('tr', {},
      make('td', { class: 'number' }, exactTime(message.at)),
      make('td', { class: 'number' }, prettyNumber(message.from)),
      make('td', { class: 'number' }, prettyNumber(message.to)),
      make('td', {}, make('span', { class: 'text', dir: 'auto' }, pictures + message.body)),
      make('td', {}, make('span', { class: `tag ${kTones[message.status] || ''}`, title: message.error_text }, message.status + error)),
      make('td', { class: `application ${message.has_webhook_failed ? 'bad' : 'secondary'}` }, message.webhook_note));
  }), 6, 'Nothing yet. Open a phone, start simulated customers, or send by the API.');
}

function drawWebhooks(state) {
  drawRows('webhooks', state.webhooks.map((attempt) => make('tr', { title: attempt.url },
    make('td', { class: 'number' }, exactTime(attempt.at)),
    make('td', {}, attempt.kind + (attempt.attempt > 1 ? ` (try ${attempt.attempt})` : '')),
    make('td', { class: attempt.is_accepted ? 'good' : 'bad' }, attempt.sentence),
    make('td', { class: 'number' }, String(attempt.took_ms)),
    make('td', {}, make('code', { title: attempt.sid }, `…${attempt.sid.slice(-8)}`)))), 5,
  'Webhooks appear here with what the application answered.');
}

function draw(state) {
  show('about').replaceChildren('Account ', make('code', {}, state.account_sid), ` · seed ${state.seed} · API at `, make('code', {}, state.base_url));
  drawTiles(state.counts);
  drawFaults(state);
  fill(show('count'), state.customers.count || 5);
  fill(show('rate'), state.customers.rate_per_minute);
  fill(show('pace'), state.customers.pace_percent);
  const isRunning = state.customers.count > 0;
  show('customers-now').textContent = isRunning
    ? `${state.customers.active} writing, ${state.customers.started} came so far` : 'Stopped';
  show('start').textContent = isRunning ? 'Change' : 'Start';
  show('stop').disabled = !isRunning;
  show('numbers').replaceChildren(...state.numbers.map(({ number, webhook_url: url }) => make('li', {},
    make('strong', { class: 'number' }, prettyNumber(number)),
    url ? make('code', { class: 'secondary' }, url) : make('span', { class: 'warn' }, 'No webhook address: give --webhook-url'))));
  drawMessages(state);
  drawWebhooks(state);
  drawRows('refusals', state.refusals.map((refusal) => make('tr', {},
    make('td', { class: 'number' }, exactTime(refusal.at)), make('td', { class: 'number' }, String(refusal.code)),
    make('td', {}, refusal.sentence))), 3, 'No request was refused.');
}

let isAsking = false;
let isAskedAgain = false;  // a change came while the answer was on its way
async function refresh() {
  isAskedAgain = isAsking;
  if (isAsking) return;
  isAsking = true;
  try {
    do {
      isAskedAgain = false;
      draw(await ask('/mock/state'));
    } while (isAskedAgain);
  } catch (error) {
    say(error.message);
  } finally {
    isAsking = false;
  }
}

show('customers').onsubmit = (event) => {
  event.preventDefault();
  change('/mock/customers', {
    count: Number.parseInt(show('count').value, 10),
    rate_per_minute: Number.parseInt(show('rate').value, 10),
    pace_percent: Number.parseInt(show('pace').value, 10),
  });
};
show('stop').onclick = () => change('/mock/customers', { count: 0 });
show('no-faults').onclick = () => change('/mock/faults', Object.fromEntries(fields.map((field) => [field.name, field.normal])));
watch('', {
  onOpen: () => { say(''); refresh(); },
  onEvent: refresh,
  onState: (isOn) => {
    show('dot').classList.toggle('on', isOn);
    show('connection').textContent = isOn ? 'Connected' : 'The mock does not answer; trying again';
  },
});

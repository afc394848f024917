// latency.offer: from the key by which an agent comes to a free slot to the frame painted in their browser that shows the card
// of what was waiting, beside the floor of latency.webhook_to_painted (support/floor.mjs). Two ways to a free slot: going on
// queue, and ending the only conversation that fits.
//
// Both instants are the page's own: the key when the page is told of it, the card as latency.webhook_to_painted says. p99 is of
// all rounds' values together: 25 a round and way, 125 in five.
import {openDesk} from '../support/agent.mjs';
import {launch} from '../support/browser.mjs';
import {makePooledRow, makeRow, quantile} from '../support/figures.mjs';
import {kFloor, openFloor} from '../support/floor.mjs';
import {siteFolder} from '../support/place.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['latency.offer'];

const kLateMs = 20_000;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function watchCards() {
  bench.key = null;
  bench.card = null;
  window.addEventListener('keydown', () => { bench.key = performance.now(); }, {capture: true});
  const nameOf = (node) => node.getAttribute('aria-label') ?? node.textContent;
  let isShown = false;
  const look = () => {
    const cards = document.querySelectorAll('#mirror button, #mirror [role=button]');
    const isThere = [...cards].some((node) => nameOf(node).startsWith('Answer '));
    if (isThere && !isShown) bench.afterPaint(() => { bench.card = performance.now(); });
    isShown = isThere;
  };
  new MutationObserver(look).observe(document.getElementById('mirror'), {subtree: true, childList: true, characterData: true, attributes: true});
}

/// Presses that key there; the milliseconds until the card is painted.
async function cardAfter(page, control, key) {
  await wait(Math.random() * 30);
  await page.evaluate(() => { bench.card = null; });
  await control.press(key);
  await page.waitForFunction(() => bench.card !== null, null, {polling: 20, timeout: kLateMs})
      .catch(() => { throw new Error(`no card was painted within ${kLateMs / 1000} s of ${key}.`); });
  return page.evaluate(() => bench.card - bench.key);
}

/// The card has gone: the next step must not meet the last one's.
const gone = (agent) => agent.button(/^Answer /).first().waitFor({state: 'detached'});

/// Going on queue, the offer declined each time.
async function onQueue(agent, count) {
  const times = [];
  for (let i = 0; i < count; ++i) {
    times.push(await cardAfter(agent.page, agent.onQueueSwitch(), 'Space'));
    await agent.button(/^Decline/).first().press('Enter');
    await gone(agent);
    await agent.page.waitForFunction(() => document.querySelector('#mirror [role=switch]')?.getAttribute('aria-checked') === 'false');
  }
  return times;
}

/// Ending the only conversation there is room for, with another one waiting.
async function slot(agent, customers, count) {
  const times = [];
  await agent.onQueueSwitch().press('Space');
  for (let i = 0; i < count; ++i) {
    await agent.button(/^Answer /).first().press('Enter');
    await agent.composer().waitFor();
    await customers();
    times.push(await cardAfter(agent.page, agent.button('End conversation'), 'Enter'));
  }
  await agent.button(/^Decline/).first().press('Enter');
  await gone(agent);
  return times;
}

export async function measure({rounds, isQuick, note}) {
  const relay = await makeRelay({site: siteFolder(), capacity: 1, hasWrapUp: false});
  let written = 0;
  const customer = () => relay.say(`+1202555${String(1_000 + ++written)}`, 'Where is my parcel?');
  await customer();
  const browser = await launch();
  const agent = await openDesk(browser, relay, 'ana');
  await browser.page.evaluate(watchCards);
  const floor = await openFloor(browser.context, relay.folder);

  const count = isQuick ? 5 : 25;
  const ours = {on_queue: [], slot: []}, floors = [];
  for (let round = 0; round < rounds; ++round) {
    floors.push(await floor.times(isQuick ? 10 : 40));
    await browser.page.bringToFront();
    ours.on_queue.push(await onQueue(agent, count));
    ours.slot.push(await slot(agent, customer, count));
    const said = Object.entries(ours).map(([way, times]) => `${way} p50 ${quantile(times.at(-1), 0.5).toFixed(1)}`).join(', ');
    note(`round ${round + 1}: ${said} ms; floor p50 ${quantile(floors.at(-1), 0.5).toFixed(1)} ms`);
  }
  const rows = [];
  for (const [way, times] of Object.entries(ours)) {
    rows.push(makeRow({name: `latency.offer.${way}.p50`, unit: 'ms', against: kFloor, goal: '<= 3',
      ours: times.map((one) => quantile(one, 0.5)), theirs: floors.map((one) => quantile(one, 0.5))}));
    rows.push(makePooledRow({name: `latency.offer.${way}.p99`, unit: 'ms', against: kFloor, share: 0.99, ours: times, theirs: floors}));
  }
  return rows;
}

// latency.webhook_to_painted: from just before the carrier's request leaves this process to the frame painted in the agent's
// browser that shows the text, at 1 and at 100 messages a second, beside its floor (support/floor.mjs).
//
// When a text is painted: the accessibility mirror is written in the frame that draws the text, and a message posted from
// there is delivered after that frame was painted (support/browser.mjs, afterPaint). A text that a later one pushed out of
// view before a frame came counts with that later one. p99 is of all rounds' values
// together: at 1 a second and of the floor 40 a round, 200 in five.
//
// The goal is judged against the floor at rest. At 100 a second the row against the floor “100 a second” says beside it what
// this machine's disk and browser need for as many, with nothing of ours in between.
import {answerOne, openDesk} from '../support/agent.mjs';
import {clockOffset, launch, wallNow} from '../support/browser.mjs';
import {makePooledRow, makeRow, quantile} from '../support/figures.mjs';
import {kFloor, kFloorAtRate, openFloor} from '../support/floor.mjs';
import {siteFolder} from '../support/place.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['latency.webhook_to_painted'];

const kCustomer = '+12025550001';
const kLateMs = 20_000;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function watchTexts() {
  bench.painted = new Map();
  bench.newest = -1;
  const look = () => {
    const list = document.querySelector('[role=list][aria-label="Messages"], [role=log][aria-label="Messages"], [aria-label="Messages"]');
    if (!list) return;
    let newest = bench.newest;
    for (const found of list.textContent.matchAll(/bench-text-(\d+)\./g)) newest = Math.max(newest, Number(found[1]));
    if (newest === bench.newest) return;
    const from = bench.newest + 1;
    bench.newest = newest;
    bench.afterPaint(() => {
      const now = performance.timeOrigin + performance.now();
      for (let number = from; number <= newest; ++number) bench.painted.set(number, now);
    });
  };
  new MutationObserver(look).observe(document.getElementById('mirror'), {subtree: true, childList: true, characterData: true, attributes: true});
}

/// Sends `count` texts at `rate` a second at irregular instants (so that they do not walk in step with the frames); the
/// milliseconds of each until painted.
async function painted(page, relay, first, count, rate) {
  const offset = await clockOffset(page);
  const sent = [];
  const answers = [];
  const began = wallNow();
  for (let i = 0; i < count; ++i) {
    const due = began + (i + Math.random() * 0.9) * 1000 / rate;
    const early = due - wallNow();
    if (early > 0) await wait(early);
    sent.push(wallNow());
    answers.push(relay.say(kCustomer, `bench-text-${first + i}. Where is my parcel?`));
  }
  await Promise.all(answers);
  const last = first + count - 1;
  await page.waitForFunction((number) => bench.painted.has(number), last, {polling: 50, timeout: kLateMs})
      .catch(() => { throw new Error(`the text of message ${last} was not painted within ${kLateMs / 1000} s of being acknowledged.`); });
  const times = await page.evaluate(([from, to]) => {
    const list = [];
    for (let number = from; number <= to; ++number) list.push(bench.painted.get(number));
    return list;
  }, [first, last]);
  return times.map((time, i) => time - offset - sent[i]);
}

export async function measure({rounds, isQuick, note}) {
  const relay = await makeRelay({site: siteFolder()});
  await relay.say(kCustomer, 'Hello');
  const browser = await launch();
  const agent = await openDesk(browser, relay, 'ana');
  await answerOne(agent);
  await browser.page.evaluate(watchTexts);
  const floor = await openFloor(browser.context, relay.folder);

  const counts = isQuick ? {1: 3, 100: 100} : {1: 40, 100: 500};
  const ours = {1: [], 100: []}, floors = {1: [], 100: []}, floorsAtRate = [];
  let first = 0;
  for (let round = 0; round < rounds; ++round) {
    for (const rate of [1, 100]) {
      floors[rate].push(await floor.times(isQuick ? 10 : 40));
      if (rate === 100) floorsAtRate.push(await floor.timesAt(rate, counts[rate]));
      await browser.page.bringToFront();
      ours[rate].push(await painted(browser.page, relay, first, counts[rate], rate));
      first += counts[rate];
      const [mine, theirs] = [ours[rate].at(-1), floors[rate].at(-1)];
      note(`round ${round + 1}, ${rate}/s: p50 ${quantile(mine, 0.5).toFixed(1)} p99 ${quantile(mine, 0.99).toFixed(1)} ms; ` +
          `floor p50 ${quantile(theirs, 0.5).toFixed(1)} p99 ${quantile(theirs, 0.99).toFixed(1)} ms` +
          (rate === 100 ? `, at the same rate p50 ${quantile(floorsAtRate.at(-1), 0.5).toFixed(1)} ms` : ''));
    }
  }
  const rows = [];
  for (const rate of [1, 100]) {
    const row = {unit: 'ms', against: kFloor};
    const medians = (rounds) => rounds.map((times) => quantile(times, 0.5));
    rows.push(makeRow({...row, name: `latency.webhook_to_painted.p50_at_${rate}`, goal: '<= 3', ours: medians(ours[rate]), theirs: medians(floors[rate])}));
    if (rate === 100) rows.push(makeRow({...row, against: kFloorAtRate, name: `latency.webhook_to_painted.p50_at_${rate}`, ours: medians(ours[rate]), theirs: medians(floorsAtRate)}));
    rows.push(makePooledRow({...row, name: `latency.webhook_to_painted.p99_at_${rate}`, share: 0.99, ours: ours[rate], theirs: floors[rate]}));
  }
  return rows;
}

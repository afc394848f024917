// client.idle_frames: callbacks of requestAnimationFrame in ten seconds in which nothing happens, of an agent who is on queue
// and waits. None are wanted: beside it stands an empty WebGL page, which has drawn once and asks for no more. (None beside
// none is the ratio 1; some beside none has no ratio.) The second figure is with a conversation open, whose clock shows another
// second every second; beside it, in alternation too, that page asks for one frame a second.
import {goOnQueue, openDesk} from '../support/agent.mjs';
import {instrument, launch} from '../support/browser.mjs';
import {makeRow} from '../support/figures.mjs';
import {servePages} from '../support/pages.mjs';
import {siteFolder} from '../support/place.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['client.idle_frames'];

const kSettleMs = 3_000;

function framesIn(page, milliseconds, settleMs) {
  return page.evaluate(([settle, during]) => new Promise((resolve) => setTimeout(() => {
    const before = bench.frames;
    setTimeout(() => resolve(bench.frames - before), during);
  }, settle)), [settleMs, milliseconds]);
}

export async function measure({rounds, isQuick, note}) {
  const [during, settle] = isQuick ? [1_000, 500] : [10_000, kSettleMs];
  const relay = await makeRelay({site: siteFolder()});
  const pages = await servePages();
  const browser = await launch(), other = await launch();
  const agent = await openDesk(browser, relay, 'ana');
  await goOnQueue(agent);
  await other.page.addInitScript(instrument);
  await other.page.goto(`${pages.url}/empty_webgl.html`);
  await other.page.waitForFunction(() => document.body.classList.contains('is-ready'));
  const ours = [], theirs = [], open = [], ticking = [];
  for (let round = 0; round < rounds; ++round) {
    ours.push(await framesIn(browser.page, during, settle));
    theirs.push(await framesIn(other.page, during, settle));
    note(`round ${round + 1}: ${ours.at(-1)} frames, empty page ${theirs.at(-1)}`);
  }
  await relay.say('+12025550001', 'Hello, where is my parcel?');
  await agent.answer();
  await other.page.evaluate(() => { setInterval(() => requestAnimationFrame(() => {}), 1000); });
  for (let round = 0; round < rounds; ++round) {
    open.push(await framesIn(browser.page, during, settle));
    ticking.push(await framesIn(other.page, during, settle));
    note(`round ${round + 1}, a conversation is open: ${open.at(-1)} frames, a page with a clock ${ticking.at(-1)}`);
  }
  const unit = `frames in ${during / 1000} s`;
  return [
    makeRow({name: 'client.idle_frames', unit, against: 'empty WebGL page', ours, theirs, goal: 'value <= 0'}),
    makeRow({name: 'client.idle_frames.conversation_open', unit, against: 'WebGL page, a frame a second', ours: open, theirs: ticking}),
  ];
}

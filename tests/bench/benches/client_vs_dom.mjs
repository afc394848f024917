// client.vs_dom.*: our client beside what a team would build instead (peer/: React with react-virtuoso), the same
// conversation of 100,000 messages, in one run and one browser, each in a process of its own; below 1 we are ahead.
//   usable        from the start of the navigation to the frame that shows the newest message beside a composer: a later start
//                 of a page that has been used before, so that the browser keeps its files and what it has compiled of them
//                 (ours comes from the service worker). It is the first frame of either: both begin with the conversation
//   memory        proportional set size of the page's process when every message has been read in it and the browser has
//                 collected its garbage. The peer holds all of them; ours holds what is around the place
//                 (core/client/state.h, kHistoryMessagesMax) and asks again
//   scroll        script, style and layout a frame while the wheel turns, in processor time
//   scroll_cpu    processor time of all of the browser's processes meanwhile, a frame
//   key_to_glyph  from the key's event to the painted frame, typing into the composer
//   arrival       all work of the page's main thread for one message that comes in
//
// Where there is no graphics card, as here, our page draws with the CPU renderer on its main thread, while the browser draws the
// peer on other threads. Every part but two compares what runs on this machine. `scroll` and `arrival` count the main thread
// alone: for them ours draws by WebGL2, as on an agent's machine, and the software GL that stands in for the card works in
// another process, as the drawing of the peer does on other threads; scroll_cpu holds all of it against each other. Ours is
// loaded anew for them, and reads again what is scrolled to; the peer goes on with what it holds.
import {readFileSync} from 'node:fs';
import {AgentPage, answerOne, kQuery, openDesk} from '../support/agent.mjs';
import {instrument, launch} from '../support/browser.mjs';
import {makeRow, median} from '../support/figures.mjs';
import {kViewport, pointAtMessages, readAll, seed, watchPages} from '../support/long_conversation.mjs';
import {servePeer} from '../support/peer.mjs';
import {siteFolder} from '../support/place.mjs';
import {makeRelay} from '../support/relay.mjs';

const kParts = ['usable', 'memory', 'scroll', 'scroll_cpu', 'key_to_glyph', 'arrival'];
export const names = kParts.map((part) => `client.vs_dom.${part}`);

const kCustomer = '+12025550001';
const kAgainst = 'React + react-virtuoso';
const kUsableMs = 60_000;
// visits      before the first start that is measured: a script is kept compiled from its third start on
// compiledMs  V8 keeps what it has compiled of a WebAssembly module two seconds behind the last of it
// turns       of the wheel, before that
// freedMs     what was collected goes back to the system meanwhile
const kSizes = {
  messages: 100_000, visits: 3, turns: 150, compiledMs: 3_000, freedMs: 3_000, frames: 240, keys: 100, arrivals: 50,
};
const kQuickSizes = {messages: 600, visits: 1, turns: 20, compiledMs: 100, freedMs: 100, frames: 24, keys: 10, arrivals: 5};
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/// Before the page's own scripts: says when the newest message and the composer are painted together. Where the conversation
/// is not open by itself, it is opened as soon as it is listed.
function watchUsable(text) {
  const look = (whenPainted) => {
    const list = document.querySelector('[aria-label="Messages"]');
    if (document.querySelector('textarea[aria-label^="Message to"]') && list?.textContent.includes(text)) {
      seen.disconnect();
      bench.atFrameEnd = null;
      whenPainted(() => { bench.usableAt = performance.now(); });
    } else if (!list) {
      document.querySelector('[aria-label="Your conversations"] [role=button]')?.click();
    }
  };
  // What a frame's own script has written is painted with that frame; anything else with the next one.
  const seen = new MutationObserver(() => look((f) => requestAnimationFrame(() => bench.afterPaint(f))));
  seen.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  bench.atFrameEnd = () => look(bench.afterPaint);
}

/// Time until each key is on the screen; `bench.keys` holds them.
function watchKeys() {
  bench.keys = [];
  let pressed = 0;
  addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
  addEventListener('input', () => {
    const from = pressed;
    requestAnimationFrame(() => bench.afterPaint(() => bench.keys.push(performance.now() - from)));
  }, true);
}

async function usable(context, url, text, use = async () => {}) {
  const page = await context.newPage();
  await page.setViewportSize(kViewport);
  await page.addInitScript(instrument);
  await page.addInitScript(watchUsable, text);
  await page.goto(url);
  await page.waitForFunction(() => bench.usableAt, null, {timeout: kUsableMs, polling: 50});
  const at = await page.evaluate(() => bench.usableAt);
  await use(page);
  await page.close();
  return at;
}

/// Some seconds of somebody's work: what is called often is compiled well, and the browser keeps that for the next start.
async function useForAWhile(page, {turns, compiledMs}) {
  const box = await page.locator('[aria-label=Messages]').first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < turns; ++i) await page.mouse.wheel(0, i < turns / 2 ? -180 : 180);
  await page.getByRole('textbox', {name: /^Message to/}).pressSequentially('Where is my parcel?', {delay: 40});
  await page.getByRole('textbox', {name: /^Message to/}).fill('');
  await wait(compiledMs);
}

/// The process of a page: the one that works while the page does.
async function processOf(page, browserSession) {
  const spent = async () => {
    const {processInfo} = await browserSession.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({type}) => type === 'renderer').map(({id, cpuTime}) => [id, cpuTime]));
  };
  const before = await spent();
  await page.evaluate(() => { for (const end = performance.now() + 400; performance.now() < end;); });
  const after = await spent();
  return [...after].map(([id, time]) => [id, time - (before.get(id) ?? 0)]).sort((a, b) => b[1] - a[1])[0][0];
}

const kinds = {
  scroll: ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'],
  arrival: ['TaskDuration'],
};

/// One of the two pages: {page, session, pid, say(text)}.
class Side {
  static async open(page, session, browserSession, pid, say) {
    const side = new Side();
    Object.assign(side, {page, session, browserSession, pid, say});
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    await page.evaluate(watchKeys);
    return side;
  }
  async spent(kind) {
    const {metrics} = await this.session.send('Performance.getMetrics');
    return 1000 * kinds[kind].reduce((sum, name) => sum + metrics.find((metric) => metric.name === name).value, 0);
  }
  /// Of its process without its garbage: proportional set size in MB.
  async memory(freedMs) {
    await this.page.bringToFront();
    await this.session.send('HeapProfiler.collectGarbage');
    await wait(freedMs);
    return Number(readFileSync(`/proc/${this.pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+) kB/m)[1]) / 1024;
  }
  /// Of all processes, so far.
  async processorMs() {
    const {processInfo} = await this.browserSession.send('SystemInfo.getProcessInfo');
    return 1000 * processInfo.reduce((sum, {cpuTime}) => sum + cpuTime, 0);
  }
  async pointAtMessages() {
    if (this.isOurs) return pointAtMessages({page: this.page, messages: () => this.page.getByRole('list', {name: 'Messages'})});
    const box = await this.page.locator('[aria-label=Messages]').boundingBox();
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  }
  /// To the newest message, however long the way is. Of far back, ours holds what is around it, and a button leads away.
  async toTheEnd() {
    await this.page.bringToFront();
    const jump = this.page.getByRole('button', {name: 'Jump to latest'});
    if (this.isOurs && await jump.count() > 0) await jump.press('Enter');
    await this.pointAtMessages();
    for (let i = 0; i < 4; ++i) {
      await this.page.mouse.wheel(0, 100_000_000);
      await wait(250);
    }
  }
  /// Milliseconds a displayed frame while the wheel turns, away from the end and back: {page, all}, of the page's script, style
  /// and layout, and of all processes.
  async scroll(turns) {
    await this.toTheEnd();
    const before = await this.spent('scroll'), processorBefore = await this.processorMs();
    await this.page.evaluate(() => {
      bench.displayed = 0;
      const next = () => {
        if (bench.displayed < 0) return;
        ++bench.displayed;
        bench.frame(next);
      };
      bench.frame(next);
    });
    for (let i = 0; i < turns; ++i) await this.page.mouse.wheel(0, i < turns / 2 ? -180 : 180);
    const frames = await this.page.evaluate(() => {
      const count = bench.displayed;
      bench.displayed = -1;
      return count;
    });
    return {page: (await this.spent('scroll') - before) / frames, all: (await this.processorMs() - processorBefore) / frames};
  }
  async keys(count) {
    await this.page.bringToFront();
    const field = this.page.getByRole('textbox', {name: /^Message to/});
    await field.fill('');
    await field.focus();
    await this.page.evaluate(() => { bench.keys = []; });
    for (let i = 0; i < count; ++i) {
      await this.page.keyboard.press('abcdefgh '[i % 9]);
      await wait(25 + i % 7);
    }
    await this.page.waitForFunction((all) => bench.keys.length >= all, count, {polling: 50});
    const times = await this.page.evaluate(() => bench.keys);
    await field.fill('');
    return median(times);
  }
  async arrival(count, name) {
    await this.toTheEnd();
    const before = await this.spent('arrival');
    for (let i = 0; i < count; ++i) {
      await this.say(`${name}, message ${i}: where is my parcel?`);
      await wait(50);
    }
    // On a slow machine the peer's list loses its end meanwhile and follows no more: then its list of conversations has the text.
    await this.page.waitForFunction(([text, where]) => document.querySelector(where).textContent.includes(text),
        [`${name}, message ${count - 1}:`, this.isOurs ? '[aria-label="Messages"]' : 'body'], {polling: 50});
    return (await this.spent('arrival') - before) / count;
  }
}

export async function measure({rounds, isQuick, isWanted, note}) {
  const sizes = isQuick ? kQuickSizes : kSizes, many = sizes.messages;
  const relay = await makeRelay({site: siteFolder()});
  await seed(relay, kCustomer, undefined, many, 1);
  const peer = await servePeer(relay, kCustomer);
  note(`${many} messages are written; the peer is ${peer.kilobytes.toFixed(0)} KB with brotli`);

  const browser = await launch();
  const {context} = browser;
  const browserSession = await context.browser()?.newBrowserCDPSession() ?? await context.newCDPSession(browser.page);
  const agent = await openDesk(browser, relay, 'ana');
  await answerOne(agent);
  const newest = `Message ${many} of`;
  const figures = Object.fromEntries(kParts.map((part) => [part, {ours: [], theirs: []}]));
  const add = (part, ours, theirs) => {
    figures[part].ours.push(ours);
    figures[part].theirs.push(theirs);
  };

  const ourUrl = `${relay.url}/${kQuery}`;
  // All of it is new, and a conversation opens at what is: once read, it opens at its end, as the peer does.
  await agent.button('Jump to latest').press('Enter');
  await agent.messages().filter({hasText: newest}).waitFor();
  for (let visit = 0; visit < sizes.visits; ++visit)
    for (const url of [ourUrl, peer.url]) await usable(context, url, newest, (page) => useForAWhile(page, sizes));
  for (let round = 0; round < rounds; ++round) {
    const ours = await usable(context, ourUrl, newest), theirs = await usable(context, peer.url, newest);
    add('usable', ours, theirs);
    note(`round ${round + 1}: usable after ${ours.toFixed(0)} and ${theirs.toFixed(0)} ms`);
  }

  // Each reads all of it.
  const openSide = async (url, say, read) => {
    const page = await context.newPage();
    await page.setViewportSize(kViewport);
    await page.addInitScript(instrument);
    const seen = watchPages(page);
    await page.goto(url);
    await read(page, seen);
    const pid = await processOf(page, browserSession);
    return Side.open(page, await context.newCDPSession(page), browserSession, pid, say);
  };
  await agent.page.close();
  const showConversation = async (page) => {
    const reader = new AgentPage(page, relay.url);
    if (await reader.composer().count() === 0) await reader.roster().getByRole('listitem').first().click();
    await reader.messages().waitFor();
    return reader;
  };
  const ours = await openSide(ourUrl, (text) => relay.say(kCustomer, text), async (page, seen) => readAll(await showConversation(page), seen, note));
  ours.isOurs = true;
  const theirs = await openSide(peer.url, (text) => peer.say(text), async (page) => {
    await page.waitForFunction(() => window.peer);
    while (await page.evaluate(() => peer.hasMore())) await page.evaluate(() => peer.older());
  });
  note('both have read all messages');
  const {frames, keys, arrivals, freedMs} = sizes;
  const sides = [ours, theirs];
  /// `measure`: of a side, in this round: {part: figure}.
  const inRounds = async (parts, measure) => {
    const wanted = parts.filter((part) => isWanted(`client.vs_dom.${part}`));
    if (wanted.length === 0) return;
    for (const side of sides) await side.scroll(Math.min(60, frames));  // fills the page's own caches
    for (let round = 0; round < rounds; ++round) {
      const [mine, other] = [await measure(ours, round), await measure(theirs, round)];
      for (const part of wanted) add(part, mine[part], other[part]);
      note(`round ${round + 1}: ${wanted.map((part) => `${part} ${mine[part].toFixed(2)} / ${other[part].toFixed(2)}`).join(', ')}`);
    }
  };
  await inRounds(['memory', 'scroll_cpu', 'key_to_glyph'], async (side) => ({
    scroll_cpu: (await side.scroll(frames)).all, key_to_glyph: await side.keys(keys), memory: await side.memory(freedMs),
  }));
  if (!kQuery && (isWanted('client.vs_dom.scroll') || isWanted('client.vs_dom.arrival'))) {
    await ours.page.goto(`${relay.url}/?renderer=gl`);
    await showConversation(ours.page);
  }
  await inRounds(['scroll', 'arrival'], async (side, round) => ({
    scroll: (await side.scroll(frames)).page, arrival: await side.arrival(arrivals, `r${round}`),
  }));
  const units = {usable: 'ms', memory: 'MB', scroll: 'ms/frame', scroll_cpu: 'ms/frame', key_to_glyph: 'ms', arrival: 'ms'};
  return kParts.filter((part) => figures[part].ours.length > 0).map((part) => makeRow({
    name: `client.vs_dom.${part}`, unit: units[part], against: kAgainst, goal: '<= 1', ...figures[part],
  }));
}

// client.vs_dom.*: our client beside what a team would build instead (peer/: React with react-virtuoso), the same
// conversation of 100,000 messages, in one run and one browser, each in a process of its own; below 1 we are ahead.
//   usable        from the start of the navigation to the frame that shows the newest message beside a composer, warm cache
//   memory        proportional set size of the page's process when every message has been read in it. The peer holds all of
//                 them; ours holds what is around the place (core/client/state.h, kHistoryMessagesMax) and asks again
//   scroll        script, style and layout a frame while the wheel turns, in processor time. With the CPU renderer our script
//                 is the drawing, too; the peer's is done by other threads:
//   scroll_cpu    processor time of all of the browser's processes meanwhile, a frame
//   key_to_glyph  from the key's event to the painted frame, typing into the composer
//   arrival       all work of the page's main thread for one message that comes in
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
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/// Before the page's own scripts: says when the newest message and the composer are painted together. Where the conversation
/// is not open by itself, it is opened as soon as it is listed.
function watchUsable(text) {
  const look = () => {
    const list = document.querySelector('[aria-label="Messages"]');
    if (document.querySelector('textarea[aria-label^="Message to"]') && list?.textContent.includes(text)) {
      seen.disconnect();
      requestAnimationFrame(() => bench.afterPaint(() => { bench.usableAt = performance.now(); }));
    } else if (!list) {
      document.querySelector('[aria-label="Your conversations"] [role=button]')?.click();
    }
  };
  const seen = new MutationObserver(look);
  seen.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
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

async function usable(context, url, text) {
  const page = await context.newPage();
  await page.setViewportSize(kViewport);
  await page.addInitScript(instrument);
  await page.addInitScript(watchUsable, text);
  await page.goto(url);
  await page.waitForFunction(() => bench.usableAt, null, {timeout: kUsableMs, polling: 50});
  const at = await page.evaluate(() => bench.usableAt);
  await page.close();
  return at;
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

/// Proportional set size in MB.
function memoryOf(pid) {
  return Number(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+) kB/m)[1]) / 1024;
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
  /// Milliseconds a displayed frame while the wheel turns, away from the end and back: {scroll, scroll_cpu}.
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
    return {scroll: (await this.spent('scroll') - before) / frames, scroll_cpu: (await this.processorMs() - processorBefore) / frames};
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
    await this.page.waitForFunction((text) => document.querySelector('[aria-label="Messages"]').textContent.includes(text),
        `${name}, message ${count - 1}:`, {polling: 50});
    return (await this.spent('arrival') - before) / count;
  }
}

export async function measure({rounds, isQuick, isWanted, note}) {
  const many = isQuick ? 5_000 : 100_000;
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
  await agent.messages().filter({hasText: newest}).waitFor();
  for (let round = -1; round < rounds; ++round) {
    const ours = await usable(context, ourUrl, newest), theirs = await usable(context, peer.url, newest);
    if (round < 0) continue;  // that one filled the caches
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
  const ours = await openSide(ourUrl, (text) => relay.say(kCustomer, text), async (page, seen) => {
    const reader = new AgentPage(page, relay.url);
    if (await reader.composer().count() === 0) await reader.roster().getByRole('listitem').first().click();
    await reader.messages().waitFor();
    await readAll(reader, seen, note);
  });
  ours.isOurs = true;
  const theirs = await openSide(peer.url, (text) => peer.say(text), async (page) => {
    await page.waitForFunction(() => window.peer);
    while (await page.evaluate(() => peer.hasMore())) await page.evaluate(() => peer.older());
  });
  note('both have read all messages');
  const frames = isQuick ? 60 : 240, keys = isQuick ? 20 : 100, messages = isQuick ? 10 : 50;
  for (const side of [ours, theirs]) await side.scroll(60);  // fills the page's own caches
  for (let round = 0; round < rounds; ++round) {
    if (isWanted('client.vs_dom.scroll') || isWanted('client.vs_dom.scroll_cpu')) {
      const [mine, other] = [await ours.scroll(frames), await theirs.scroll(frames)];
      for (const part of ['scroll', 'scroll_cpu']) add(part, mine[part], other[part]);
    }
    if (isWanted('client.vs_dom.key_to_glyph')) add('key_to_glyph', await ours.keys(keys), await theirs.keys(keys));
    if (isWanted('client.vs_dom.arrival')) add('arrival', await ours.arrival(messages, `r${round}`), await theirs.arrival(messages, `r${round}`));
    add('memory', memoryOf(ours.pid), memoryOf(theirs.pid));
    note(`round ${round + 1}: ${kParts.slice(1).map((part) => `${part} ${figures[part].ours.at(-1)?.toFixed(2)} / ${figures[part].theirs.at(-1)?.toFixed(2)}`).join(', ')}`);
  }
  const units = {usable: 'ms', memory: 'MB', scroll: 'ms/frame', scroll_cpu: 'ms/frame', key_to_glyph: 'ms', arrival: 'ms'};
  return kParts.filter((part) => figures[part].ours.length > 0).map((part) => makeRow({
    name: `client.vs_dom.${part}`, unit: units[part], against: kAgainst, goal: '<= 1', ...figures[part],
  }));
}

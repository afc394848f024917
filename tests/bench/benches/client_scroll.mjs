// client.scroll_100k: processor time of the page's main thread for one frame of scrolling through a conversation of 100,000
// messages. Beside it, in alternation and in a browser of its own, the same through 1,000 messages. All of them are read into
// the page first, by scrolling up as an agent would.
import {answerOne, openDesk} from '../support/agent.mjs';
import {launch} from '../support/browser.mjs';
import {makeRow} from '../support/figures.mjs';
import {siteFolder} from '../support/place.mjs';
import {kNumbers, makeRelay} from '../support/relay.mjs';

export const names = ['client.scroll_100k'];

const kCustomers = ['+12025550001', '+12025550002'];
const kLoadMax = 20_000;        // messages a run of the load generator makes at once
const kReadMs = 1_200_000;
const kViewport = {width: 1280, height: 800};
const kReadingViewport = {width: 1280, height: 320};  // fewer pixels to draw in software while pages are read
const kStuckMs = 20_000;

async function seed(relay, customer, to, messages, first) {
  for (let done = 0; done < messages;) {
    const count = Math.min(kLoadMax, messages - done);
    await relay.load({messages: count, first: first + done, customer, to});
    done += count;
  }
}

/// Counts the messages that came in pages.
function watchPages(page) {
  const seen = {messages: 0, hasMore: true, at: Date.now()};
  page.on('websocket', (socket) => socket.on('framereceived', ({payload}) => {
    if (typeof payload !== 'string' || !payload.startsWith('{"type":"page"')) return;
    const frame = JSON.parse(payload);
    seen.messages += frame.messages.length;
    seen.hasMore = frame.has_more;
    seen.at = Date.now();
  }));
  return seen;
}

/// The list follows the size of the window a frame later.
async function pointAtMessages(agent) {
  await agent.page.waitForFunction(() => {
    const box = document.querySelector('#mirror [aria-label=Messages]')?.getBoundingClientRect();
    return box && box.height > 0 && box.bottom <= innerHeight;
  });
  const box = await agent.messages().boundingBox();
  await agent.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/// Scrolls up until every older message has been read.
async function readAll(agent, seen, note) {
  await agent.page.setViewportSize(kReadingViewport);
  await pointAtMessages(agent);
  const began = Date.now();
  seen.at = Date.now();
  let told = 0;
  while (seen.hasMore) {
    await agent.page.mouse.wheel(0, -20_000);
    await agent.page.evaluate(() => new Promise((resolve) => bench.frame(resolve)));
    if (Date.now() - seen.at > kStuckMs) throw new Error(`no older messages came for ${kStuckMs / 1000} s after ${seen.messages}; scrolling up asks for them.`);
    if (Date.now() - began > kReadMs) throw new Error(`only ${seen.messages} messages were read in ${kReadMs / 60_000} minutes.`);
    if (seen.messages - told >= 20_000) note(`${told = seen.messages} messages are read`);
  }
  await agent.page.setViewportSize(kViewport);
}

/// Main-thread milliseconds a frame while wheel events come, one a frame: away from the end and back.
async function frameCpu(agent, session, frames) {
  const measured = async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  };
  await agent.page.bringToFront();
  await pointAtMessages(agent);
  const framesBefore = await agent.page.evaluate(() => bench.frames);
  const before = await measured();
  for (let i = 0; i < frames; ++i) await agent.page.mouse.wheel(0, i < frames / 2 ? 180 : -180);
  await agent.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const drawn = await agent.page.evaluate(() => bench.frames) - framesBefore;
  if (drawn < frames / 10) throw new Error(`scrolling drew only ${drawn} frames for ${frames} turns of the wheel.`);
  return (await measured() - before) / drawn;
}

export async function measure({rounds, isQuick, note}) {
  const many = isQuick ? 5_000 : 100_000, few = 1_000;
  const relay = await makeRelay({site: siteFolder()});
  await seed(relay, kCustomers[0], kNumbers[0], many, 1);
  await seed(relay, kCustomers[1], kNumbers[1], few, many + 1);
  note(`${many} and ${few} messages are written`);
  const sides = [];
  for (const login of ['ana', 'ben']) {
    const browser = await launch();
    const seen = watchPages(browser.page);
    const agent = await openDesk(browser, relay, login);
    await answerOne(agent);
    await agent.messages().waitFor();
    const began = Date.now();
    await readAll(agent, seen, note);
    note(`${login} has read ${seen.messages} older messages in ${((Date.now() - began) / 1000).toFixed(0)} s`);
    const session = await browser.context.newCDPSession(browser.page);
    await session.send('Performance.enable');
    sides.push({agent, session});
  }
  const frames = isQuick ? 60 : 240;
  const [ours, theirs] = [[], []];
  for (const {agent, session} of sides) await frameCpu(agent, session, 60);  // fills the page's own caches
  for (let round = 0; round < rounds; ++round) {
    ours.push(await frameCpu(sides[0].agent, sides[0].session, frames));
    theirs.push(await frameCpu(sides[1].agent, sides[1].session, frames));
    note(`round ${round + 1}: ${ours.at(-1).toFixed(2)} ms a frame with ${many} messages, ${theirs.at(-1).toFixed(2)} ms with ${few}`);
  }
  return [makeRow({name: 'client.scroll_100k', unit: 'ms/frame', against: `${few.toLocaleString('en-US')} messages`, ours, theirs, goal: '<= 1.5'})];
}

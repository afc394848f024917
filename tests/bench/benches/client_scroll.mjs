// client.scroll_100k: processor time of the page's main thread for one frame of scrolling through a conversation of 100,000
// messages. Beside it, in alternation and in a browser of its own, the same through 1,000 messages. All of them have been through
// the page first, by scrolling up as an agent would; what it holds of them then is at most kHistoryMessagesMax (2,000,
// core/client/state.h) around the place and as many at the newer end, and it asks again for what is further away. So the figure
// is about that bound and not about 100,000 messages in a page. The wheel stays among those that are held, at the oldest end: what
// asking again costs is not in it.
// client.resize_100k: the dearest of several changes of the window's width, by which every text that is held is wrapped anew, in
// processor time of the page's main thread until it is shown; beside it the same.
import {answerOne, openDesk} from '../support/agent.mjs';
import {launch} from '../support/browser.mjs';
import {makeRow} from '../support/figures.mjs';
import {kViewport, pointAtMessages, readAll, seed, watchPages} from '../support/long_conversation.mjs';
import {siteFolder} from '../support/place.mjs';
import {kNumbers, makeRelay} from '../support/relay.mjs';

export const names = ['client.scroll_100k', 'client.resize_100k'];

const kWidths = [1240, 1180, 1100, 1000, 1120];
const kCustomers = ['+12025550001', '+12025550002'];

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

/// Main-thread milliseconds of the dearest of these widths: from the change to the frame that shows it and what follows of it.
async function resizeCpu(agent, session, widths) {
  const measured = async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  };
  await agent.page.bringToFront();
  const spent = [];
  for (const width of [...widths, kViewport.width]) {
    const before = await measured();
    await agent.page.setViewportSize({...kViewport, width});
    await agent.page.evaluate(() => new Promise((resolve) => bench.frame(() => bench.frame(() => bench.afterPaint(resolve)))));
    spent.push(await measured() - before);
  }
  return Math.max(...spent);
}

export async function measure({rounds, isQuick, note}) {
  // Also the quick one is longer than what a page holds of it.
  const [many, few] = isQuick ? [2_500, 300] : [100_000, 1_000];
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
  const frames = isQuick ? 30 : 240, widths = isQuick ? kWidths.slice(0, 1) : kWidths;
  const [ours, theirs] = [[], []], resized = [[], []];
  for (const {agent, session} of sides) await frameCpu(agent, session, Math.min(60, frames));  // fills the page's own caches
  for (let round = 0; round < rounds; ++round) {
    ours.push(await frameCpu(sides[0].agent, sides[0].session, frames));
    theirs.push(await frameCpu(sides[1].agent, sides[1].session, frames));
    for (const [i, {agent, session}] of sides.entries()) resized[i].push(await resizeCpu(agent, session, widths));
    note(`round ${round + 1}: ${ours.at(-1).toFixed(2)} ms a frame with ${many} messages, ${theirs.at(-1).toFixed(2)} ms with ${few}; a new width ${resized[0].at(-1).toFixed(1)} and ${resized[1].at(-1).toFixed(1)} ms`);
  }
  const against = `${few.toLocaleString('en-US')} messages`;
  return [
    makeRow({name: 'client.scroll_100k', unit: 'ms/frame', against, ours, theirs, goal: '<= 1.5'}),
    makeRow({name: 'client.resize_100k', unit: 'ms', against, ours: resized[0], theirs: resized[1], goal: '<= 1.5'}),
  ];
}

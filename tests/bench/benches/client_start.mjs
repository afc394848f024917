// client.first_frame: from the navigation to the first frame painted (the sign-in page). client.signed_in: to the agent's desk
// painted with its facts, where the browser has a session. Cold: a new profile, nothing cached; warm: the same page again in
// that profile. Beside each, an empty WebGL page in a browser of its own, cold and warm alike.
import {makeRow} from '../support/figures.mjs';
import {instrument, launch} from '../support/browser.mjs';
import {servePages} from '../support/pages.mjs';
import {siteFolder} from '../support/place.mjs';
import {giveSession, kQuery} from '../support/agent.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['client.first_frame', 'client.signed_in'];

// Notes when the page's first frame was painted, and when the desk was: its queue switch stands in the accessibility mirror,
// which is written in the frame that draws it.
function watchStart() {
  bench.firstFrameAt = bench.signedInAt = null;
  const look = () => {
    if (bench.firstFrameAt === null && document.body?.classList.contains('is-ready')) {
      bench.firstFrameAt = 0;
      bench.afterPaint(() => { bench.firstFrameAt = performance.now(); });
    }
    if (bench.signedInAt === null && document.querySelector('#mirror [role=switch]')) {
      bench.signedInAt = 0;
      bench.afterPaint(() => { bench.signedInAt = performance.now(); });
    }
    if (bench.firstFrameAt !== null && bench.signedInAt !== null) observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'role']});
}

// V8 keeps compiled code a moment after a page has loaded.
const kKeptMs = 1_500;

async function coldAndWarm(url, {prepare = async () => {}, what, keptMs}) {
  const browser = await launch();
  try {
    await prepare(browser.context);
    await browser.context.addInitScript(instrument);
    await browser.context.addInitScript(watchStart);
    const times = [];
    for (let visit = 0; visit < 2; ++visit) {
      const page = visit === 0 ? browser.page : browser.context.pages().at(-1);
      await page.goto(url);
      const at = await page.waitForFunction((name) => bench[name] || false, what, {polling: 100});
      times.push(await at.jsonValue());
      await page.evaluate((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)), keptMs);
      // The next visit is not a reload, and the profile never without a page.
      if (visit === 0) await browser.context.newPage().then(() => page.close());
    }
    return times;
  } finally {
    await browser.close();
  }
}

export async function measure({rounds, isQuick, isWanted, note}) {
  const keptMs = isQuick ? 100 : kKeptMs;
  const relay = await makeRelay({site: siteFolder()});
  const pages = await servePages();
  const empty = () => coldAndWarm(`${pages.url}/empty_webgl.html`, {what: 'firstFrameAt', keptMs});
  const ours = {
    'client.first_frame': () => coldAndWarm(`${relay.url}/${kQuery}`, {what: 'firstFrameAt', keptMs}),
    'client.signed_in': () => coldAndWarm(`${relay.url}/${kQuery}`, {what: 'signedInAt', keptMs, prepare: (context) => giveSession(context, relay, 'ana')}),
  };
  const rows = [];
  for (const [name, visit] of Object.entries(ours)) {
    if (!isWanted(name)) continue;
    const figures = [], floors = [];
    for (let round = 0; round < rounds; ++round) {
      figures.push(await visit());
      floors.push(await empty());
      const [mine, theirs] = [figures.at(-1), floors.at(-1)].map((pair) => pair.map((value) => value.toFixed(0)));
      note(`${name} round ${round + 1}: cold ${mine[0]} ms, warm ${mine[1]} ms; empty page ${theirs[0]} and ${theirs[1]} ms`);
    }
    ['cold', 'warm'].forEach((state, i) => rows.push(makeRow({
      name: `${name}.${state}`, unit: 'ms', against: 'empty WebGL page',
      ours: figures.map((pair) => pair[i]), theirs: floors.map((pair) => pair[i])})));
  }
  return rows;
}

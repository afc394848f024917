// client.memory: JavaScript's heap after a collection plus WebAssembly's memory, of a signed-in agent with one conversation
// open. Beside it the same of an empty WebGL page.
import {answerOne, openDesk, openFirst} from '../support/agent.mjs';
import {instrument, launch} from '../support/browser.mjs';
import {makeRow} from '../support/figures.mjs';
import {servePages} from '../support/pages.mjs';
import {siteFolder} from '../support/place.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['client.memory'];

async function megabytesOf(browser) {
  const session = await browser.context.newCDPSession(browser.page);
  await session.send('HeapProfiler.collectGarbage');
  const {usedSize} = await session.send('Runtime.getHeapUsage');
  const wasm = await browser.page.evaluate(() => bench.wasmBytes());
  return {heap: usedSize / 2 ** 20, wasm: wasm / 2 ** 20};
}

export async function measure({rounds, note}) {
  const relay = await makeRelay({site: siteFolder()});
  const pages = await servePages();
  await relay.say('+12025550001', 'Hello, where is my parcel?');
  const ours = [], theirs = [];
  for (let round = 0; round < rounds; ++round) {
    const browser = await launch();
    const agent = await openDesk(browser, relay, 'ana');
    if (round === 0) await answerOne(agent);
    else await openFirst(agent);
    await agent.message('where is my parcel').first().waitFor();
    const mine = await megabytesOf(browser);
    await browser.close();

    const other = await launch();
    await other.page.addInitScript(instrument);
    await other.page.goto(`${pages.url}/empty_webgl.html`);
    await other.page.waitForFunction(() => document.body.classList.contains('is-ready'));
    const empty = await megabytesOf(other);
    await other.close();
    ours.push(mine.heap + mine.wasm);
    theirs.push(empty.heap + empty.wasm);
    note(`round ${round + 1}: heap ${mine.heap.toFixed(1)} MB, wasm ${mine.wasm.toFixed(1)} MB; empty page ${theirs.at(-1).toFixed(1)} MB`);
  }
  return [makeRow({name: 'client.memory', unit: 'MB', against: 'empty WebGL page', ours, theirs})];
}

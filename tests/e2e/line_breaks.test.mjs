// Lines break on the canvas exactly where the browser's own layout breaks them, or the mirror's words would not lie
// over the drawn ones. 100,000 generated messages over four pixel ratios; SMSDESK_SEED gives another set.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {findChromium} from './support/browser.mjs';
import {makeMessage, makeRandom} from './support/messages.mjs';
import {openTextProbe, serveTextProbe} from './support/text_probe.mjs';

const kMessages = Number(process.env.SMSDESK_MESSAGES ?? 100_000);
const kSeed = Number(process.env.SMSDESK_SEED ?? 1);
const kRatios = [1, 1.25, 1.5, 2];
const kSizes = [13, 14, 15, 17];

describe('line breaks', {timeout: 540_000}, () => {
  let site, browser;
  before(async () => {
    site = await serveTextProbe();
    browser = await chromium.launch({executablePath: findChromium(), args: ['--headless=new', '--no-sandbox',
      '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const [index, ratio] of kRatios.entries()) {
    it(`equal the browser's at a pixel ratio of ${ratio}`, async () => {
      const random = makeRandom(kSeed * 1000 + index);
      const cases = Array.from({length: kMessages / kRatios.length}, () => ({
        text: makeMessage(random),
        size: kSizes[Math.floor(random() * kSizes.length)],
        weight: random() < 0.25 ? 1 : 0,
        wrap: 60 + Math.floor(random() * 500),
      }));
      const page = await openTextProbe(browser, site.url, {ratio});
      const differing = await page.evaluate((all) => all.flatMap((c) => {
        const canvas = probe.lines(c.text, c), dom = probe.domLines(c.text, c);
        if (canvas.join() === dom.join()) return [];
        const at = dom.findIndex((start, i) => start !== canvas[i]);
        return [{...c, dom: c.text.slice(dom[at] - 20, dom[at]) + '|' + c.text.slice(dom[at], dom[at] + 20),
                 canvas: c.text.slice(canvas[at] - 20, canvas[at]) + '|' + c.text.slice(canvas[at], canvas[at] + 20)}];
      }), cases);
      await page.context().close();
      assert.deepEqual(differing, [], `${differing.length} of ${cases.length} messages differ (seed ${kSeed})`);
    });
  }
});

// What the text path keeps is bounded, however much is read in eight hours: each cache is filled beyond its bound with
// generated texts, stays within it, and what it has let go is laid out and drawn again as it was. The bounds are the code's
// own. (The order in which layouts and pages go is held against a model natively: tests/web/platform.)
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {findChromium, settled} from './support/browser.mjs';
import {inkDifference} from './support/picture.mjs';
import {openTextProbe, serveTextProbe} from './support/text_probe.mjs';

const kStyle = {size: 15, lineHeight: 21.75, wrap: 260};
const kText = 'Könnten wir den Termin auf Donnerstag 14:30 verschieben? Straße 12, bitte.\nمرحبا، هل يمكن ذلك؟ 👍🏽';

describe('the caches of text', {timeout: 540_000}, () => {
  let site, browser, page;
  before(async () => {
    site = await serveTextProbe();
    browser = await chromium.launch({executablePath: findChromium(), args: ['--headless=new', '--no-sandbox',
      '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});
  });
  beforeEach(async () => {
    page = await openTextProbe(browser, site.url);
    await page.evaluate(() => {
      globalThis.keep = {
        /// {layoutBytes: [now, most], …} of what C++ keeps.
        native() {
          const at = Module._malloc(6 * 8);
          Module._probe_caches(at);
          const all = Array.from({length: 6}, (_, i) => HEAPF64[(at >> 3) + i]);
          Module._free(at);
          return {layoutBytes: all.slice(0, 2), inks: all.slice(2, 4), baselines: all.slice(4, 6)};
        },
        frame: () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        /// How often JavaScript is asked to lay a text out while `act` runs.
        layOuts(act) {
          const real = TextRuns.layOut;
          let count = 0;
          TextRuns.layOut = function() {
            count++;
            return real.apply(this, arguments);
          };
          try {
            act();
          } finally {
            TextRuns.layOut = real;
          }
          return count;
        },
      };
    });
  });
  afterEach(() => page.context().close());
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const shown = async (text) => {
    await page.evaluate(([words, style]) => probe.show([{text: words, style, x: 10, y: 10}]), [text, kStyle]);
    await settled(page);
    return page.screenshot({clip: {x: 8, y: 8, width: 300, height: 160}});
  };

  it('keep the widths of so many words and no more, and break lines as before with those that were let go', async () => {
    const found = await page.evaluate(() => {
      const kWords = 150;
      const kept = () => [...TextRuns.fonts.values()].reduce((sum, widths) => sum + widths.size, 0);
      const texts = [];
      const style = (i) => ({size: 13 + i % 3, weight: i % 2, wrap: 300});
      let most = 0, beyond = 0, drops = 0, last = 0;
      // Until it was emptied twice. (A text that the browser lays out itself leaves fewer widths than words.)
      for (let i = 0; drops < 2 && i * kWords < 10 * TextRuns.widthsMax; i++) {
        texts.push(Array.from({length: kWords}, (_, k) => `w${(i * kWords + k).toString(36)}e`).join(' '));
        probe.lines(texts[i], style(i));
        const now = kept();
        most = Math.max(most, now);
        if (now > TextRuns.widthsMax || TextRuns.widthCount > TextRuns.widthsMax) beyond++;
        if (now < last) drops++;
        last = now;
      }
      // Of texts from the beginning, at another width: C++ keeps no layout of those.
      const differing = [0, 1, 2, 3, 4, 5].filter((i) => {
        const look = {...style(i), wrap: 171};
        return probe.lines(texts[i], look).join() !== probe.domLines(texts[i], look).join();
      });
      return {most, bound: TextRuns.widthsMax, beyond, drops, differing};
    });
    assert.ok(found.bound > 1000, `the bound is ${found.bound}`);
    assert.equal(found.beyond, 0, `${found.most} of ${found.bound}`);
    assert.ok(found.most > found.bound * 0.9, `it was filled: ${found.most} of ${found.bound}`);
    assert.equal(found.drops, 2, 'it was emptied twice');
    assert.deepEqual(found.differing, []);
  });

  it('replace the canvas that measures before it remembers too many texts, and measure the same by the next one', async () => {
    const found = await page.evaluate(() => {
      const contexts = new Set([TextRuns.context]);
      const look = {size: 15, wrap: 0};
      let most = 0;
      const measure = (text) => {
        TextRuns.setFont(15, 0);
        return TextRuns.measure(text);
      };
      const known = ['Hello, Thursday?', 'AVAVAV To Ty.', 'مرحبا بكم', '東京都', '👍🏽 ok'];
      const first = known.map(measure);
      for (let i = 0; i < 3.5 * TextRuns.textsMax; i++) {
        probe.lines(`A line of its own, number ${i}`, look);
        contexts.add(TextRuns.context);
        most = Math.max(most, TextRuns.measured);
      }
      return {contexts: contexts.size, most, bound: TextRuns.textsMax, first, again: known.map(measure)};
    });
    assert.ok(found.most <= found.bound, `${found.most} of ${found.bound}`);
    assert.ok(found.contexts >= 4, `${found.contexts} canvases`);
    assert.deepEqual(found.again, found.first);
  });

  it('keep so many parts of lines and no more, and find those that were let go where they were', async () => {
    const found = await page.evaluate(() => {
      const of = (text, isRtl) => TextRuns.range_(text, 15, 0, isRtl, 2, 9);
      const known = [['Your code is 482913, use it', 0], ['الرمز هو 482913 استخدمه', 1], ['コードは482913です、どうぞ', 0]];
      const first = known.map((one) => of(...one));
      let most = 0, wasEmptied = false;
      for (let i = 0; i < 2.5 * TextRuns.rangesMax; i++) {
        of(`Part of line ${i}`, 0);
        most = Math.max(most, TextRuns.ranges.size);
        wasEmptied ||= i > 0 && TextRuns.ranges.size === 1;
      }
      const kept = [...TextRuns.ranges.keys()].filter((key) => known.some(([text]) => key.endsWith(text)));
      const byBrowser = known.map(([text]) => TextRuns.rangeByBrowser(text, 15, 0, 2, 9));
      return {most, bound: TextRuns.rangesMax, wasEmptied, kept, first, again: known.map((one) => of(...one)), byBrowser};
    });
    assert.equal(found.most, found.bound);
    assert.ok(found.wasEmptied);
    assert.deepEqual(found.kept, [], 'the first ones were let go');
    assert.deepEqual(found.again, found.first);
    for (const [i, pieces] of found.again.entries()) {
      assert.equal(pieces.length, found.byBrowser[i].length);
      for (const [k, [x, width]] of pieces.entries()) {
        assert.ok(Math.abs(x - found.byBrowser[i][k][0]) < 0.5 && Math.abs(width - found.byBrowser[i][k][1]) < 0.5,
          `${pieces} is not ${found.byBrowser[i]}`);
      }
    }
  });

  it('keep so many fonts, baselines and canvases to draw on and no more, whatever sizes are asked for', async () => {
    const before = await shown(kText);
    const found = await page.evaluate(async () => {
      const most = {fonts: 0, baselines: 0, scratches: 0, drawn: 0, native: 0};
      let isCounted = true;
      const first = [[14, 20, 0], [15, 21.75, 1]].map((one) => TextRuns.baseline(...one));
      const rounds = 3 * Math.max(TextRuns.fontsMax, TextRuns.baselinesMax, keep.native().baselines[1]);
      for (let i = 0; i < rounds; i++) {
        // Each round has a size and a line height of its own, and a line as long as no other: another canvas to draw on.
        const size = 9 + i * 0.25;
        probe.show([{text: `Size ${size} ${'m'.repeat(i % 40)}`, style: {size, lineHeight: size * 1.5, weight: i % 2, wrap: 300}, x: 10, y: 10}]);
        await keep.frame();
        most.fonts = Math.max(most.fonts, TextRuns.fonts.size);
        most.baselines = Math.max(most.baselines, TextRuns.baselines.size);
        most.scratches = Math.max(most.scratches, TextRuns.scratch.size);
        most.drawn = Math.max(most.drawn, TextRuns.drawn);
        most.native = Math.max(most.native, keep.native().baselines[0]);
        const kept = [...TextRuns.fonts.values()].reduce((sum, widths) => sum + widths.size, 0);
        isCounted &&= kept <= TextRuns.widthCount;
      }
      return {most, isCounted, bounds: {fonts: TextRuns.fontsMax, baselines: TextRuns.baselinesMax,
        scratches: TextRuns.scratchesMax, drawn: TextRuns.textsMax, native: keep.native().baselines[1]},
        first, again: [[14, 20, 0], [15, 21.75, 1]].map((one) => TextRuns.baseline(...one))};
    });
    for (const [name, most] of Object.entries(found.most)) {
      assert.ok(most <= found.bounds[name], `${name}: ${most} of ${found.bounds[name]}`);
    }
    for (const name of ['fonts', 'baselines', 'native']) assert.equal(found.most[name], found.bounds[name], `${name} were filled`);
    assert.ok(found.isCounted, 'no width is kept that is not counted');
    assert.deepEqual(found.again, found.first);
    assert.equal(await inkDifference(page, before, await shown(kText)), 0);
  });

  it('keep so many bytes of layouts and no more: the least recently used goes first, and is drawn again as it was', async () => {
    const before = await shown(kText);
    const found = await page.evaluate(async ([text, style]) => {
      const [, bound] = keep.native().layoutBytes;
      const used = 'The text that is always in view', look = {size: 14, wrap: 200};
      probe.lines(used, look);
      probe.show([{text: 'Something else', style, x: 10, y: 10}]);
      await keep.frame();
      let most = 0, put = 0, wasUsedLost = 0;
      for (let i = 0; put < 2.5 * bound; i++) {
        const long = `${i} ${'abcdefghij '.repeat(400)}`;
        probe.lines(long, {size: 14, wrap: 0});
        put += long.length;
        if (i % 50 !== 0) continue;
        wasUsedLost += keep.layOuts(() => probe.lines(used, look));
        probe.show([{text: `Frame ${i}`, style, x: 10, y: 10}]);  // a frame lets go what the one before has used
        await keep.frame();
        most = Math.max(most, keep.native().layoutBytes[0]);
      }
      return {bound, most, wasUsedLost, now: keep.native().layoutBytes[0],
        again: keep.layOuts(() => probe.lines(used, look)),
        gone: keep.layOuts(() => probe.lines(text, style))};
    }, [kText, kStyle]);
    assert.ok(found.most <= found.bound, `${found.most} of ${found.bound} bytes`);
    assert.ok(found.now > found.bound * 0.8, `what may be kept is: ${found.now} of ${found.bound} bytes`);
    assert.equal(found.wasUsedLost + found.again, 0, 'what each frame uses is never let go');
    assert.equal(found.gone, 1, 'what nobody has used since is');
    assert.equal(await inkDifference(page, before, await shown(kText)), 0);
  });

  it('keep the ink of so many lines and no more, and draw those again that were let go', async () => {
    const before = await shown(kText);
    const found = await page.evaluate(async () => {
      const [, bound] = keep.native().inks;
      const kLines = 36;  // as many as are in view
      const isDrawn = async () => {
        do await keep.frame();
        while (!probe.isSettled());
      };
      let most = 0, last = 0, drops = 0;
      for (let i = 0; i * kLines < 1.3 * bound; i++) {
        const lines = Array.from({length: kLines}, (_, k) => (i * kLines + k).toString(36));
        probe.show([{text: lines.join('\n'), style: {size: 8, lineHeight: 10, wrap: 0}, x: 10, y: 10}]);
        await isDrawn();
        const [now] = keep.native().inks;
        most = Math.max(most, now);
        if (now < last) drops++;
        last = now;
      }
      return {bound, most, drops};
    });
    assert.ok(found.most <= found.bound, `${found.most} of ${found.bound}`);
    assert.ok(found.most > found.bound * 0.9, `it was filled: ${found.most} of ${found.bound}`);
    assert.equal(found.drops, 1);
    assert.equal(await inkDifference(page, before, await shown(kText)), 0);
  });
});

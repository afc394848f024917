// Which renderer draws, without being told: the CPU's where WebGL2 is missing or is software only. The page looks and works
// the same.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {launch} from './support/browser.mjs';
import {AgentPage} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('choice of the renderer', {timeout: 300_000}, () => {
  const own = withDesk({}, 5400);
  const chosen = (ana) => ana.page.locator('#stage').getAttribute('data-renderer');

  /// Colours of each of the picture's canvases, roughly: more than a handful means that something is drawn there.
  const colours = (ana) => ana.page.evaluate(async () => {
    const found = [];
    for (const canvas of document.querySelectorAll('#stage canvas')) {
      const bitmap = await createImageBitmap(canvas);
      const copy = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = copy.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
      const seen = new Set();
      for (let i = 0; i < pixels.length; i += 4) seen.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
      found.push(seen.size);
    }
    return found;
  });

  async function works(args) {
    const ana = await own.agent('ana', {args}, '');
    assert.equal(await chosen(ana), 'cpu');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), `Drawn without a graphics card (${args.join(' ')})`);
    await ana.answer();
    await ana.message('Drawn without a graphics card').waitFor();
    const drawn = await colours(ana);
    assert.ok(drawn.length > 6, `a grid of canvases: ${drawn.length}`);
    assert.ok(drawn[0] > 50 && drawn.at(-2) > 10, `the roster's head, and the composer at the lower edge: ${drawn}`);
    await ana.end();
    return ana;
  }

  it('is the CPU where there is no WebGL at all', async () => {
    const ana = await works(['--disable-3d-apis']);
    assert.equal(await ana.page.evaluate(() => document.createElement('canvas').getContext('webgl2')), null);
  });

  it('is the CPU where WebGL is done in software, and that is remembered', async () => {
    const ana = await works(['--use-angle=swiftshader', '--enable-unsafe-swiftshader']);
    assert.equal(await ana.page.evaluate(() => localStorage.getItem('smsdesk.renderer')), 'cpu');
    // The next start does not probe: no WebGL context is made.
    await ana.page.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext;
      window.probes = 0;
      HTMLCanvasElement.prototype.getContext = function(kind, ...rest) {
        if (/webgl/.test(kind)) window.probes++;
        return real.call(this, kind, ...rest);
      };
    });
    await ana.page.reload();
    await ana.onQueueSwitch().waitFor();
    assert.equal(await chosen(ana), 'cpu');
    assert.equal(await ana.page.evaluate(() => window.probes), 0);
  });

  it('is the CPU without a GPU process', async () => { await works(['--disable-gpu']); });

  it('is told to a test that asked for the other one', async () => {
    const browser = await launch({args: ['--disable-3d-apis']});
    try {
      const asking = new AgentPage(browser.page, own.desk.url);
      await assert.rejects(asking.open('?renderer=gl'), /asked for the renderer gl and has taken cpu/);
      await asking.open('?renderer=cpu');
    } finally {
      await browser.close();
    }
  });

  it('is WebGL where the address asks for it and it is there', async () => {
    const ana = await own.agent('ana', {args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']}, '?renderer=gl');
    assert.equal(await chosen(ana), 'gl');
  });
});

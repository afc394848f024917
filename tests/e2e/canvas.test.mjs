// The frame loop and the renderer: an idle page draws nothing, the size follows the window in device pixels, and a lost GL
// context comes back with the same picture. SMSDESK_RENDERER=cpu runs it with the CPU renderer.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {findChromium} from './support/browser.mjs';
import {inkDifference} from './support/picture.mjs';
import {openTextProbe, serveTextProbe} from './support/text_probe.mjs';

const renderer = process.env.SMSDESK_RENDERER ?? 'gl';

describe(`canvas (${renderer})`, {timeout: 120_000}, () => {
  let site, browser, page;
  before(async () => {
    site = await serveTextProbe();
    browser = await chromium.launch({executablePath: findChromium(), args: ['--headless=new', '--no-sandbox',
      '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-angle=swiftshader', '--enable-unsafe-swiftshader']});
    page = await openTextProbe(browser, site.url, {renderer, width: 520, height: 460});
    await page.waitForFunction(() => Canvas.raf === 0 && !Canvas.rest);
    assert.equal(await page.evaluate(() => document.getElementById('stage').dataset.renderer), renderer);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it('asks for no frame while nothing happens', async () => {
    // 60 of the browser's own frames pass; not one is ours.
    const ours = await page.evaluate(() => new Promise((resolve) => {
      const tick = Canvas.tick;
      let count = 0, seen = 0;
      Canvas.tick = (time) => { count++; tick(time); };
      const look = () => {
        if (++seen < 60) return requestAnimationFrame(look);
        Canvas.tick = tick;
        resolve(count);
      };
      requestAnimationFrame(look);
    }));
    assert.equal(ours, 0);
  });

  it('shows the same picture after the GL context was lost', {skip: renderer === 'cpu'}, async () => {
    const earlier = await page.screenshot();
    await page.evaluate(() => new Promise((resolve) => {
      const extension = Gl.gl.getExtension('WEBGL_lose_context');
      Canvas.element.addEventListener('webglcontextrestored', () => setTimeout(resolve, 0), {once: true});
      Canvas.element.addEventListener('webglcontextlost', () => setTimeout(() => extension.restoreContext(), 0), {once: true});
      extension.loseContext();
    }));
    await page.waitForFunction(() => Canvas.raf === 0 && !Canvas.rest);
    assert.equal(await inkDifference(page, earlier, await page.screenshot()), 0);
  });

  it('shows the same picture when the size comes back', async () => {
    const earlier = await page.screenshot();
    await page.setViewportSize({width: 410, height: 330});
    await page.waitForFunction(() => Canvas.element.width === 410 && Canvas.raf === 0 && !Canvas.rest);
    await page.setViewportSize({width: 520, height: 460});
    await page.waitForFunction(() => Canvas.element.width === 520 && Canvas.raf === 0 && !Canvas.rest);
    assert.equal(await inkDifference(page, earlier, await page.screenshot()), 0);
  });

  it('follows the window in device pixels', async () => {
    await page.setViewportSize({width: 400, height: 300});
    await page.waitForFunction(() => Canvas.element.width === 400 && Canvas.element.height === 300);
  });
});

// The page around the client: what is seen before it runs, when it cannot run and when it has stopped.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {accessibilityViolations, launch} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {speaker} from './support/languages.mjs';
import {serveSite} from './support/site.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(process.env.SMSDESK_BUILD ?? path.join(root, 'build/web-release'), 'mirror_probe_site');

describe('worker, in a browser that has been here before', {timeout: 180_000}, () => {
  const kSlowMs = 1500;  // a start does not wait so long, a reload does
  const index = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const marked = (mark) => index.replace('<head>', `<head><meta name="mark" content="${mark}">`);
  let site, browser, page;
  let answerPage = null;  // of the page itself; null: as it is packed

  beforeEach(async () => {
    answerPage = null;
    site = await serveSite(folder, {routes: {'GET /': async () => ({type: 'text/html', ...(answerPage ? await answerPage() : {body: index})})}});
    browser = await launch();
    page = browser.page;
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
    await until(() => kept(), 'the shell is kept', 30_000);
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker has the page');
    await page.goto('about:blank');
  });
  afterEach(async () => {
    await browser?.close();
    await site?.close();
  });

  const kept = () => page.evaluate(async () => await (await caches.match('/'))?.text());
  const mark = () => page.evaluate(() => document.querySelector('meta[name=mark]')?.content);

  it('starts while the relay takes a connection and says nothing', async (t) => {
    await site.close();
    const asked = [];
    const silent = createServer((request, response) => {
      if (request.url !== '/') return;
      const one = {isGivenUp: false};
      asked.push(one);
      response.on('close', () => { one.isGivenUp = true; });
    });
    await new Promise((resolve) => { silent.listen(Number(new URL(site.url).port), '127.0.0.1', resolve); });
    t.after(() => {
      silent.closeAllConnections();
      silent.close();
    });
    await page.goto(site.url, {waitUntil: 'commit'});
    assert.deepEqual(asked, [{isGivenUp: false}], 'the page is there, and the relay is still asked for it');
    await page.getByText('Count 0').waitFor();
    await page.reload();
    await page.getByText('Count 0').waitFor();
    await until(() => asked.every((one) => one.isGivenUp), 'no request is left');
  });

  it('shows at a start what is kept, and at the next one what the relay said too late', async () => {
    answerPage = async () => {
      await sleep(kSlowMs);
      return {body: marked('late')};
    };
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
    assert.equal(await mark(), undefined);
    await until(async () => (await kept()).includes('"late"'), 'it is kept');
    await page.goto('about:blank');
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
    assert.equal(await mark(), 'late');
  });

  it('waits for the relay where the page is loaded anew, whoever does it', async () => {
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
    answerPage = async () => {
      await sleep(kSlowMs);
      return {body: marked('new')};
    };
    await page.evaluate(() => location.reload());
    await until(async () => await mark().catch(() => undefined) === 'new', 'the page has the relay\'s');
    answerPage = async () => {
      await sleep(kSlowMs);
      return {body: marked('newer')};
    };
    await page.reload();
    assert.equal(await mark(), 'newer');
  });

  it('does not show its page again when the relay has another version\'s', async () => {
    const another = index.replaceAll(/client\.\w+\.js/g, 'client.0000000000.js').replace('<head>', '<head><meta name="mark" content="another">');
    answerPage = async () => {
      await sleep(kSlowMs);
      return {body: another};
    };
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
    await until(async () => await kept() === undefined, 'the kept one is gone');
    await page.goto('about:blank');
    await page.goto(site.url);
    assert.equal(await mark(), 'another');
    // What is no page of ours takes nothing away, and the right one is kept again.
    answerPage = null;
    await page.reload();
    await page.getByText('Count 0').waitFor();
    await until(async () => await kept() === index, 'it is kept again');
    answerPage = () => ({status: 503, body: 'The relay is starting.', type: 'text/plain'});
    await page.reload();
    await page.getByText('Count 0').waitFor();
    assert.equal(await kept(), index);
  });
});

describe('shell', {timeout: 180_000}, () => {
  let site;
  let browser;
  let page;

  before(async () => {
    site = await serveSite(folder);
    // What a worker has kept does not pass the routes by which these tests hold files back.
    browser = await launch({serviceWorkers: 'block'});
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    const old = page;
    page = await browser.newPage();
    await old?.close();
  });

  const notice = (title) => page.getByRole('heading', {name: title}).waitFor();

  it('shows its panels before the client has come, and takes them away when it has', async () => {
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route(/client\.\w+\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(site.url, {waitUntil: 'commit'});
    await page.locator('#skeleton').waitFor({state: 'visible'});
    await page.waitForFunction(() => getComputedStyle(document.querySelector('#skeleton')).display === 'flex');
    release();
    await page.getByText('Count 0').waitFor();
    await page.locator('#skeleton').waitFor({state: 'hidden'});
  });

  it('says which browser is needed where something is missing', async () => {
    await page.addInitScript(() => { delete Intl.Segmenter; });
    await page.goto(site.url);
    await notice('This browser cannot show smsdesk');
    assert.match(await page.locator('.notice').innerText(), /Missing: Intl\.Segmenter/);
    assert.deepEqual(await accessibilityViolations(page), []);
  });

  it('says so when the program does not arrive, and starts after a reload', async () => {
    await page.route(/client\.\w+\.wasm$/, (route) => route.abort());
    await page.goto(site.url);
    await notice('smsdesk could not start');
    await page.unroute(/client\.\w+\.wasm$/);
    await page.getByRole('button', {name: 'Reload'}).click();
    await page.getByText('Count 0').waitFor();
  });

  it('starts also where somebody on the way has changed the type of the program', async () => {
    await page.route(/client\.\w+\.wasm$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({response, headers: {...response.headers(), 'content-type': 'text/plain'}});
    });
    await page.goto(site.url);
    await page.getByText('Count 0').waitFor();
  });

  it('says it in the language in which the page spoke last, or in the browser\'s', async (t) => {
    const abroad = await launch({serviceWorkers: 'block', locale: 'de-CH'});
    t.after(() => abroad.close());
    await abroad.page.route(/client\.\w+\.wasm$/, (route) => route.abort());
    const german = speaker('de'), arabic = speaker('ar');
    await abroad.page.goto(site.url);
    await abroad.page.getByRole('heading', {name: german('smsdesk could not start'), exact: true}).waitFor();
    await abroad.page.getByText(
      german('Part of the program did not arrive or this browser refused it. Check the connection, then reload.')).waitFor();
    await abroad.page.getByRole('button', {name: german('Reload'), exact: true}).waitFor();
    assert.equal(await abroad.page.locator('.notice').getAttribute('lang'), 'de');
    assert.deepEqual(await accessibilityViolations(abroad.page), []);
    await abroad.page.evaluate(() => localStorage.setItem('smsdesk.language', 'ar'));
    await abroad.page.reload();
    await abroad.page.getByRole('heading', {name: arabic('smsdesk could not start'), exact: true}).waitFor();
    assert.equal(await abroad.page.locator('.notice').getAttribute('dir'), 'rtl');
    // Of a language that there is not, the browser's.
    await abroad.page.evaluate(() => localStorage.setItem('smsdesk.language', 'xx'));
    await abroad.page.addInitScript(() => { delete Intl.Segmenter; });
    await abroad.page.reload();
    await abroad.page.getByRole('heading', {name: german('This browser cannot show smsdesk'), exact: true}).waitFor();
    assert.match(await abroad.page.locator('.notice').innerText(), /Intl\.Segmenter/);
  });

  it('says so when the script does not arrive', async () => {
    await page.route(/client\.\w+\.js$/, (route) => route.abort());
    await page.goto(site.url);
    await notice('smsdesk could not be loaded');
  });

  it('shows what happened after an assertion failed, with a reload button', async () => {
    await page.goto(site.url);
    await page.getByRole('button', {name: 'Break'}).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /mirror_probe\.cpp:\d+/);
    await page.getByRole('button', {name: 'Reload'}).click();
    await page.getByText('Count 0').waitFor();
  });

  it('asks for JavaScript where it is switched off', async (t) => {
    const plain = await launch({javaScriptEnabled: false});
    t.after(() => plain.close());
    await plain.page.goto(site.url);
    await plain.page.getByRole('heading', {level: 1, name: 'smsdesk needs JavaScript'}).waitFor();
    // Nothing can choose among the languages there: each says it.
    for (const language of ['de', 'es', 'fr', 'ja', 'ar'])
      await plain.page.getByRole('heading', {level: 2, name: speaker(language)('smsdesk needs JavaScript'), exact: true}).waitFor();
    assert.equal(await plain.page.locator('section[lang=ar]').getAttribute('dir'), 'rtl');
  });
});

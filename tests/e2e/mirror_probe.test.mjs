// The mirror, the native fields and the services in Chromium, by role and name, on the probe's page
// (tests/web/pages/mirror_probe.cpp). SMSDESK_BUILD names the web build's folder; SMSDESK_RENDERER=cpu runs it with the
// CPU renderer.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {accessibilityViolations, launch, makeProfile} from './support/browser.mjs';
import {inkDifference} from './support/picture.mjs';
import {serveSite} from './support/site.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const build = process.env.SMSDESK_BUILD ?? path.join(root, 'build/web-release');
const folder = path.join(build, 'mirror_probe_site');
assert.ok(existsSync(path.join(folder, 'site.json')), `${folder} is not built: ninja -C ${build} mirror_probe_site`);

const kRoutes = {
  'POST /api/hello': (request, body) => ({status: 201, body: JSON.stringify({got: JSON.parse(body)})}),
};

const renderer = process.env.SMSDESK_RENDERER ?? 'gl';

/// Opens the probe with that renderer and waits for its first frame.
async function open(browser, url, page = browser.page) {
  await page.goto(`${url}/?renderer=${renderer}`);
  await fact(page, 'Count 0');
  assert.equal(await page.locator('#stage').getAttribute('data-renderer'), renderer);
  return page;
}

/// Waits until the page says so.
function fact(page, words) {
  return page.getByRole('complementary', {name: 'Facts'}).getByText(words, {exact: true}).waitFor();
}

const focusedName = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label'));

describe(`mirror probe (${renderer})`, {timeout: 300_000}, () => {
  let site;
  let browser;
  let page;
  const sockets = new Set();

  before(async () => {
    site = await serveSite(folder, {
      routes: kRoutes,
      onSocket: (socket) => {
        sockets.add(socket);
        socket.on('message', (data) => socket.send(`echo: ${data}`));
      },
    });
    browser = await launch({permissions: ['clipboard-read', 'clipboard-write']});
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => { page = await open(browser, site.url); });
  afterEach(() => assert.deepEqual(browser.faults.splice(0), []));

  it('is clicked by role and name with a real pointer', async () => {
    for (let i = 1; i <= 5; i++) {
      await page.getByRole('button', {name: 'Increase'}).click();
      await fact(page, `Count ${i}`);
    }
  });

  it('is activated by Enter, by Space and by assistive technology, once each', async () => {
    const increase = page.getByRole('button', {name: 'Increase'});
    await increase.focus();
    await page.keyboard.press('Enter');
    await fact(page, 'Count 1');
    await page.keyboard.press('Space');
    await fact(page, 'Count 2');
    await increase.evaluate((element) => element.click());
    await fact(page, 'Count 3');
  });

  it('does nothing for a disabled button', async () => {
    const disabled = page.getByRole('button', {name: 'Disabled', disabled: true});
    await disabled.evaluate((element) => element.click());
    await disabled.click({force: true});
    await page.getByRole('button', {name: 'Increase'}).click();
    await fact(page, 'Count 1');
  });

  it('shows the focus ring for the keyboard and not for the mouse', async () => {
    const around = {x: 330, y: 34, width: 170, height: 52};
    const bare = await page.screenshot({clip: around});
    await page.getByRole('button', {name: 'Increase'}).click();
    await fact(page, 'Count 1');
    await page.mouse.move(700, 700);
    assert.equal(await inkDifference(page, bare, await page.screenshot({clip: around})), 0);
    await page.keyboard.press('Tab');  // goes on from where the mouse clicked
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focusedName(page), 'Increase');
    await page.waitForFunction(() => document.activeElement.matches(':focus-visible'));
    await until(async () => await inkDifference(page, bare, await page.screenshot({clip: around})) > 0.01);
  });

  it('ends the focus ring with a press of the pointer, until the next key', async () => {
    const around = {x: 330, y: 34, width: 170, height: 52};
    const bare = await page.screenshot({clip: around});
    const ink = async () => inkDifference(page, bare, await page.screenshot({clip: around}));
    await page.keyboard.press('Tab');
    assert.equal(await focusedName(page), 'Increase');
    await until(async () => await ink() > 0.01);
    await page.mouse.click(1000, 700);  // on nothing: the focus stays where it is
    await until(async () => await ink() === 0);
    assert.equal(await focusedName(page), 'Increase');
    await page.keyboard.press('ArrowDown');
    await until(async () => await ink() > 0.01);
    // What the page focuses itself is no more visible than what was pressed, though a field had the focus before.
    await page.getByRole('textbox', {name: 'Message'}).click();
    await page.getByRole('button', {name: 'Increase'}).focus();
    await until(() => page.evaluate(() => Canvas.raf === 0 && !Canvas.rest));
    assert.equal(await ink(), 0);
    await page.keyboard.press('ArrowDown');
    await until(async () => await ink() > 0.01);
  });

  it('is walked by Tab in reading order, with one stop for tabs and roster', async () => {
    const names = [];
    for (let i = 0; i < 19; i++) {
      await page.keyboard.press('Tab');
      const name = await focusedName(page);
      if (!name) break;
      names.push(name);
    }
    assert.deepEqual(names, [
      'Increase', 'Open dialog', 'Menu', 'Disabled', 'Save', 'Delete', 'Connect', 'Ask', 'Copy code', 'Tell tabs', 'Announce',
      'Sound', 'Clear', 'Break', 'One', 'Ada', 'Message', 'Search',
    ]);
  });

  it('moves by arrow keys inside tabs, and the tab follows', async () => {
    await page.getByRole('tab', {name: 'One'}).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', {name: 'Two', selected: true}).waitFor();
    assert.equal(await focusedName(page), 'Two');
    await page.keyboard.press('End');
    await page.getByRole('tab', {name: 'Three', selected: true}).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', {name: 'One', selected: true}).waitFor();
  });

  it('moves by arrow keys inside a list of buttons without opening them', async () => {
    await page.getByRole('button', {name: 'Ada'}).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focusedName(page), 'Cleo');
    await fact(page, 'Opened');
    await page.keyboard.press('Enter');
    await fact(page, 'Opened Cleo');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focusedName(page), 'Cleo');
  });

  it('holds the focus in a dialog, lets the rest sleep and gives the focus back', async () => {
    const opener = page.getByRole('button', {name: 'Open dialog'});
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', {name: 'Rename'});
    await dialog.waitFor();
    assert.equal(await dialog.getAttribute('aria-modal'), 'true');
    assert.equal(await focusedName(page), 'Name');
    for (const name of ['Probe', 'Facts']) {
      const isInert = (element) => element.inert;
      assert.equal(await page.locator(`[aria-label="${name}"]`).evaluate(isInert), true);
    }
    await opener.evaluate((element) => element.focus());
    assert.equal(await focusedName(page), 'Name');
    assert.deepEqual(await accessibilityViolations(page), []);
    await page.keyboard.type('Ada');
    await page.keyboard.press('Tab');
    assert.equal(await focusedName(page), 'Confirm');
    await page.keyboard.press('Enter');
    await fact(page, 'Confirmed [Ada]');
    await dialog.waitFor({state: 'detached'});
    assert.equal(await focusedName(page), 'Open dialog');
  });

  it('closes a dialog by Escape in its field', async () => {
    await page.getByRole('button', {name: 'Open dialog'}).click();
    await page.getByRole('textbox', {name: 'Name'}).press('Escape');
    await page.getByRole('dialog').waitFor({state: 'detached'});
    await fact(page, 'Escapes 1');
  });

  for (const ratio of [1, 1.25, 1.5, 2]) {
    it(`lays its words exactly over the drawn ones at a pixel ratio of ${ratio}`, async (t) => {
      const own = await launch({deviceScaleFactor: ratio});
      t.after(() => own.close());
      await open(own, site.url);
      const messages = own.page.getByRole('list', {name: 'Messages'}).getByRole('listitem');
      const boxes = [];
      for (let i = 0; i < await messages.count(); i++) boxes.push(await messages.nth(i).boundingBox());
      const drawn = [];
      for (const box of boxes) drawn.push(await own.page.screenshot({clip: box}));
      await own.page.evaluate(() => {
        document.querySelectorAll('#stage canvas').forEach((canvas) => { canvas.style.visibility = 'hidden'; });
        document.getElementById('stage').style.background = '#EDEFF3';
        document.querySelectorAll('.words.selectable').forEach((words) => { words.style.color = 'rgb(21 24 29)'; });
      });
      for (const [i, box] of boxes.entries()) {
        const difference = await inkDifference(own.page, drawn[i], await own.page.screenshot({clip: box}));
        assert.ok(difference <= 0.005, `message ${i}: ${(difference * 100).toFixed(2)} % of the pixels differ`);
      }
    });
  }

  it('selects by dragging over messages, and copies them joined by line feeds', async () => {
    const items = page.getByRole('list', {name: 'Messages'}).getByRole('listitem');
    const first = await items.nth(0).boundingBox();
    const third = await items.nth(2).boundingBox();
    await page.mouse.move(first.x + 1, first.y + 10);
    await page.mouse.down();
    await page.mouse.move(third.x + 60, third.y + 10, {steps: 5});
    await page.mouse.move(third.x + third.width - 1, third.y + third.height - 6, {steps: 5});
    await page.mouse.up();
    await page.keyboard.press('ControlOrMeta+c');
    assert.equal(
        await page.evaluate(() => navigator.clipboard.readText()),
        'Hello, could you move my appointment to Thursday at half past two, please?\n' +
            'مرحبا، هل يمكن تأجيل الموعد إلى يوم الخميس الساعة الثانية والنصف؟\nTwo lines:\nthe second one');
    await page.mouse.click(640, 760);
    assert.equal(await page.evaluate(() => getSelection().isCollapsed), true);
  });

  it('is found by the browser\'s own find', async () => {
    assert.equal(await page.evaluate(() => window.find('second one')), true);
  });

  it('keeps the focus in the composer through clicks on canvas, buttons and words', async () => {
    const composer = page.getByRole('textbox', {name: 'Message'});
    await composer.click();
    await page.mouse.click(1000, 700);
    await page.getByRole('button', {name: 'Increase'}).click();
    await page.getByText('the second one').click();
    await page.keyboard.type('still here');
    await fact(page, 'Draft [still here]');
  });

  it('sends by Enter, breaks the line by Shift+Enter and empties the field by a new revision', async () => {
    const composer = page.getByRole('textbox', {name: 'Message'});
    await composer.click();
    await page.keyboard.type('one');
    const low = (await composer.boundingBox()).height;
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await until(async () => (await composer.boundingBox()).height > low);
    await page.keyboard.press('Enter');
    await page.getByText('Sent 1 [one two]').waitFor();  // the line feed reads as a blank
    await page.waitForFunction(() => document.querySelector('textarea').value === '');
    await until(async () => (await composer.boundingBox()).height === low);
    await page.keyboard.press('Enter');
    await page.keyboard.type('x');
    await fact(page, 'Draft [x]');
    assert.equal(await page.getByText('Sent 2').count(), 0);
  });

  it('never sends while an input method composes', async () => {
    await page.getByRole('textbox', {name: 'Message'}).click();
    const debug = await page.context().newCDPSession(page);
    for (const text of ['に', 'にほ', 'にほん']) {
      await debug.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
    }
    await fact(page, 'Draft [にほん]');
    // The Enter that an input method takes for itself: pressed, but no character comes of it.
    const enter = {key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13};
    await debug.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', ...enter});
    await debug.send('Input.dispatchKeyEvent', {type: 'keyUp', ...enter});
    await debug.send('Input.imeSetComposition', {text: '日本', selectionStart: 2, selectionEnd: 2});
    await debug.send('Input.insertText', {text: '日本'});
    await fact(page, 'Draft [日本]');
    assert.equal(await page.getByText('Sent 0 []', {exact: true}).count(), 1);
    await page.keyboard.press('Enter');
    await fact(page, 'Sent 1 [日本]');
    await debug.detach();
  });

  it('takes a paste of several lines and scripts, and undoes it', async () => {
    const pasted = 'línea 1\nשורה 2 🙂';
    await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
    const composer = page.getByRole('textbox', {name: 'Message'});
    await composer.click();
    await page.keyboard.press('ControlOrMeta+v');
    assert.equal(await composer.inputValue(), pasted);
    await page.getByText('Draft [línea 1 שורה 2 🙂]').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await fact(page, 'Draft []');
  });

  it('takes no more than its maximum', async () => {
    const search = page.getByRole('searchbox', {name: 'Search'});
    await search.click();
    await page.keyboard.type('0123456789abc');
    assert.equal(await search.inputValue(), '0123456789');
  });

  it('cuts a hole into the field under a menu: the click goes to the menu', async () => {
    await page.getByRole('textbox', {name: 'Message'}).fill('words under the menu, which must not be hit');
    const menuButton = page.getByRole('button', {name: 'Menu', expanded: false});
    await menuButton.click();
    await page.getByRole('menu', {name: 'Actions'}).waitFor();
    await page.getByRole('button', {name: 'Menu', expanded: true}).waitFor();
    await page.waitForFunction(() => document.querySelector('textarea').style.clipPath.startsWith('path'));
    const hit = await page.evaluate(() => {
      const isField = (x, y) => document.elementsFromPoint(x, y).some((element) => element.tagName === 'TEXTAREA');
      return {under: isField(180, 410), beside: isField(60, 410)};
    });
    assert.deepEqual(hit, {under: false, beside: true});
    await page.getByRole('menuitem', {name: 'Transfer'}).click();
    await fact(page, 'Chosen Transfer');
    await page.waitForFunction(() => document.querySelector('textarea').style.clipPath === '');
  });

  it('talks over a socket of its own origin, and tells the code of its close', async () => {
    await page.getByRole('button', {name: 'Connect'}).click();
    await fact(page, 'Echo echo: hello ⚡ мир');
    [...sockets].at(-1).close(4001, 'superseded');
    await fact(page, 'Echo echo: hello ⚡ мир closed 4001 superseded');
  });

  it('asks over HTTP and hears the status', async () => {
    await page.getByRole('button', {name: 'Ask'}).click();
    await fact(page, 'Answer hello 201 {"got":{"n":1}}');
  });

  it('copies to the clipboard', async () => {
    await page.getByRole('button', {name: 'Copy code'}).click();
    await until(async () => await page.evaluate(() => navigator.clipboard.readText()) === 'code 4711 ✓');
  });

  it('speaks through the live region, never twice the same line at once', async () => {
    await page.getByRole('button', {name: 'Announce'}).click();
    const log = page.getByRole('log', {name: 'Announcements'});
    await until(async () => await log.evaluate((element) => element.textContent) === 'A new message from Ada');
    assert.equal(await log.getAttribute('aria-live'), 'polite');
  });

  it('may sound after the first touch', async () => {
    await page.getByRole('button', {name: 'Sound'}).click();
    await fact(page, 'Sound ready');
  });

  it('makes keys of 128 bits that differ from page to page', async () => {
    const key = () => page.getByText(/^Key [0-9a-f]{32}$/).textContent();
    const first = await key();
    await open(browser, site.url, page);
    assert.notEqual(await key(), first);
  });

  it('hears the other tabs of the browser', async () => {
    const other = await browser.newPage();
    await open(browser, site.url, other);
    await other.getByRole('button', {name: 'Tell tabs'}).click();
    await fact(page, 'Heard from another tab');
    await fact(other, 'Heard');
    await other.close();
  });

  it('has no violation that axe-core knows', async () => {
    assert.deepEqual(await accessibilityViolations(page), []);
    await page.getByRole('button', {name: 'Menu'}).click();
    await page.getByRole('menu').waitFor();
    assert.deepEqual(await accessibilityViolations(page), []);
  });

  it('touches nothing in the DOM while nothing changes', async () => {
    await page.evaluate(() => {
      window.changes = 0;
      new MutationObserver((list) => { window.changes += list.length; })
          .observe(document.getElementById('mirror'), {subtree: true, childList: true, attributes: true, characterData: true});
    });
    // What the start still had to say (storage loaded, …) is said first: a while of frames without a change.
    await page.evaluate(async () => {
      for (let quiet = 0, last = window.changes; quiet < 30; quiet = window.changes === last ? quiet + 1 : 0) {
        last = window.changes;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      window.changes = 0;
    });
    for (let i = 0; i < 20; i++) await page.mouse.move(800 + i, 600);
    assert.equal(await page.evaluate(() => window.changes), 0);
  });

  it('keeps what was stored when the browser is killed', async (t) => {
    const profile = await makeProfile();
    t.after(() => rm(profile, {recursive: true, force: true}));
    const doomed = await launch({profile});
    t.after(() => doomed.close());
    await open(doomed, site.url);
    await fact(doomed.page, 'Loaded {}');
    await doomed.page.getByRole('textbox', {name: 'Message'}).fill('not "lost" 🙂');
    await fact(doomed.page, 'Draft [not "lost" 🙂]');
    await doomed.page.getByRole('button', {name: 'Save'}).click();
    await fact(doomed.page, 'Storage written draft');
    await doomed.kill();

    const again = await launch({profile});
    t.after(() => again.close());
    await open(again, site.url);
    await fact(again.page, 'Loaded {"draft":"not \\"lost\\" 🙂"}');
    await again.page.getByRole('button', {name: 'Delete'}).click();
    await fact(again.page, 'Storage written draft');
    await open(again, site.url);
    await fact(again.page, 'Loaded {}');
    await again.close();
  });

  it('says in a sentence why nothing can be stored', async () => {
    const barred = await browser.newPage();
    await barred.addInitScript(() => {
      IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
    });
    await open(browser, site.url, barred);
    await barred.getByRole('button', {name: 'Save'}).click();
    await barred.getByText(/^Storage failed: This browser does not let the page keep data on this computer/).waitFor();
    await barred.close();
  });
});

/// Waits for a condition that the page cannot tell by itself.
async function until(condition) {
  for (let i = 0; i < 200; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.ok(await condition(), `never came true: ${condition}`);
}

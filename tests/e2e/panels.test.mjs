// The panels around the conversation: tabs, edges that move, drawers, one pane at a time, and the keys of the desk.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {stored, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('panels', {timeout: 400_000}, () => {
  const own = withDesk({}, 5500);
  const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const edge = (ana, name) => ana.page.getByRole('separator', {name});
  const width = async (ana, name) => Number(await edge(ana, name).getAttribute('aria-valuenow'));
  const tab = (ana, name, state = {}) => ana.page.getByRole('tab', {name, ...state});
  const drawer = (ana) => ana.page.getByRole('dialog', {name: 'Customer and wrap-up'});

  it('changes tabs by pointer and arrow keys, and after-call work brings the wrap-up', async () => {
    const ana = await own.answered('Which tab is it?');
    await tab(ana, 'Customer', {selected: true}).waitFor();
    await ana.page.getByRole('heading', {name: 'Why did I get this?'}).waitFor();
    assert.ok(await ana.page.getByRole('list', {name: 'Why did I get this?'}).getByRole('listitem').count() >= 1);
    await tab(ana, 'Customer').focus();
    for (const name of ['Notes', 'Team', 'Wrap-up']) {
      await ana.page.keyboard.press('ArrowRight');
      await tab(ana, name, {selected: true}).waitFor();
    }
    assert.equal(await focused(ana.page), 'Wrap-up');
    await ana.page.keyboard.press('Tab');
    assert.equal(await focused(ana.page), 'Wrap-up');  // its panel
    await ana.page.keyboard.press('Tab');
    assert.equal(await focused(ana.page), 'Resolved');
    await ana.page.getByRole('radio', {name: 'Follow-up needed'}).click();
    assert.equal(await ana.button('Finish wrap-up').count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await tab(ana, 'Customer').click();
    await ana.button('End conversation').click();
    await tab(ana, 'Wrap-up', {selected: true}).waitFor();
    await ana.page.getByRole('radio', {name: 'Follow-up needed', checked: true}).waitFor();
    await until(async () => await focused(ana.page) === 'Follow-up needed', 'the keyboard is at the code');
    await ana.page.getByRole('textbox', {name: 'Note'}).fill('done');
    await ana.page.keyboard.press('Control+Enter');
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'it is wrapped up');
  });

  it('sizes panels by pointer, by keys and by a double click, and keeps it for the agent', async () => {
    const ana = await own.answered('How wide is it?');
    const drag = async (name, by) => {
      const box = await edge(ana, name).boundingBox();
      await ana.page.mouse.move(box.x + 3, 400);
      await ana.page.mouse.down();
      await ana.page.mouse.move(box.x + 3 + by, 400, {steps: 5});
      await ana.page.mouse.up();
    };
    assert.equal(await width(ana, 'Width of the list'), 300);
    await drag('Width of the list', 60);
    await until(async () => await width(ana, 'Width of the list') === 360, 'the list is wider');
    const box = await ana.page.getByRole('region', {name: 'Your work'}).boundingBox();
    assert.equal(Math.round(box.width), 360);
    await edge(ana, 'Width of the details').focus();
    await ana.page.keyboard.press('ArrowLeft');
    await until(async () => await width(ana, 'Width of the details') === 336, 'the details are wider');
    await ana.page.keyboard.press('End');
    const max = Number(await edge(ana, 'Width of the details').getAttribute('aria-valuemax'));
    await until(async () => await width(ana, 'Width of the details') === max, 'as wide as it may be');
    await ana.page.keyboard.press('Home');
    await until(async () => await width(ana, 'Width of the details') === 280, 'as narrow as it may be');
    await drag('Width of the list', -400);
    await until(async () => await width(ana, 'Width of the list') === 240, 'no narrower than can be read');
    await stored(ana.page, 'settings', '240 280');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await until(async () => await width(ana, 'Width of the list') === 240, 'the width is back');
    assert.equal(await width(ana, 'Width of the details'), 280);
    const at = await edge(ana, 'Width of the list').boundingBox();
    await ana.page.mouse.dblclick(at.x + 3, 400);
    await until(async () => await width(ana, 'Width of the list') === 300, 'as at first');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.end();
  });

  it('opens the details as a drawer below 1024: focus in and back, Escape, nothing else in reach', async () => {
    const ana = await own.answered('Behind the drawer', {viewport: {width: 900, height: 700}});
    const opener = ana.button('Customer and wrap-up');
    await opener.click();
    await drawer(ana).waitFor();
    await until(async () => await focused(ana.page) === 'Close', 'the focus is in the drawer');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    // The composer's native field would shine through.
    assert.equal(await ana.page.evaluate(() => document.querySelector('textarea').style.clipPath), 'inset(100%)');
    const stops = new Set();
    for (let i = 0; i < 8; i++) {
      await ana.page.keyboard.press('Tab');
      stops.add(await focused(ana.page));
    }
    assert.ok(!stops.has('Send') && !stops.has('End conversation'), [...stops].join());
    assert.ok(await ana.page.evaluate(() => document.querySelector('main').closest('[inert]') !== null));
    await ana.page.keyboard.press('Escape');
    await drawer(ana).waitFor({state: 'detached'});
    await until(async () => await focused(ana.page) === 'Customer and wrap-up', 'the focus is back');
    assert.equal(await opener.getAttribute('aria-expanded'), 'false');
    await opener.click();
    await until(async () => await focused(ana.page) === 'Close', 'it is open again');
    await ana.page.mouse.click(400, 350);  // beside it
    await drawer(ana).waitFor({state: 'detached'});
    // The key of the message field leads out of it.
    await opener.click();
    await until(async () => await focused(ana.page) === 'Close', 'it is open once more');
    await ana.page.keyboard.press('F2');
    await drawer(ana).waitFor({state: 'detached'});
    await until(async () => /^Message to /.test(await focused(ana.page)), 'the focus is in the message field');
    // After-call work opens it by itself.
    await ana.button('End conversation').click();
    await drawer(ana).waitFor();
    await tab(ana, 'Wrap-up', {selected: true}).waitFor();
    await until(async () => await focused(ana.page) === 'Resolved', 'the keyboard is at the code');
    await ana.page.keyboard.press('ArrowDown');
    await ana.page.getByRole('radio', {name: 'Follow-up needed', checked: true}).waitFor();
    await ana.button('Finish wrap-up').click();
    await drawer(ana).waitFor({state: 'detached'});
  });

  it('opens no drawer on a page that becomes narrow, for what was shown beside before', async () => {
    const ana = await own.answered('Beside it');
    await tab(ana, 'Notes').click();
    await ana.page.keyboard.press('Alt+Shift+1');
    await tab(ana, 'Customer', {selected: true}).waitFor();
    await ana.page.setViewportSize({width: 900, height: 700});
    await ana.button('Customer and wrap-up').waitFor();
    assert.equal(await drawer(ana).count(), 0);
    assert.equal(await ana.button('Customer and wrap-up').getAttribute('aria-expanded'), 'false');
    await ana.page.keyboard.press('Alt+Shift+1');
    await drawer(ana).waitFor();
    await ana.page.setViewportSize({width: 1280, height: 800});
    await drawer(ana).waitFor({state: 'detached'});
    await ana.page.setViewportSize({width: 900, height: 700});
    await ana.button('Customer and wrap-up').waitFor();
    assert.equal(await drawer(ana).count(), 0, 'it is not there again');
    await ana.composer().fill('Still here');
  });

  it('shows an offer on top of a conversation where there is one pane', async () => {
    const ana = await own.answered('The first one', {viewport: {width: 390, height: 780}});
    await ana.composer().fill('half a sent');
    await own.desk.say(own.customer(), 'The second one');
    const strip = ana.page.getByRole('region', {name: 'Offers'});
    await strip.waitFor();
    const [above, field] = [await strip.boundingBox(), await ana.composer().boundingBox()];
    assert.ok(above.y + above.height < field.y, 'it stands above what is written');
    assert.equal(await ana.composer().inputValue(), 'half a sent');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button(/^Answer/).click();
    await ana.message('The second one').waitFor();
    await strip.waitFor({state: 'detached'});
    await own.desk.say(ana.phone, 'Still there?');
    await ana.button('Back to your conversations, 1 unread').waitFor();
    // In the drawer too; and a press beside Answer leads to the list.
    await ana.button('Customer and wrap-up').click();
    await drawer(ana).waitFor();
    await own.desk.say(own.customer(), 'The third one');
    await drawer(ana).getByRole('button', {name: /^Answer/}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Escape');
    await drawer(ana).waitFor({state: 'detached'});
    await strip.getByRole('button', {name: /message from/}).click();
    await ana.page.getByRole('list', {name: 'Offers'}).waitFor();
  });

  it('shows one pane at a time below 720, and the focus goes along', async () => {
    const ana = await own.answered('One pane', {viewport: {width: 390, height: 780}});
    assert.equal(await ana.roster().count(), 0);
    await until(async () => await focused(ana.page) === 'Back to your conversations', 'the focus is at the way back');
    await ana.page.keyboard.press('Escape');
    await ana.roster().waitFor();
    assert.equal(await ana.composer().count(), 0);
    await until(async () => /^\+1 415 555/.test(await focused(ana.page)), 'the focus is on its card');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Enter');
    await ana.composer().waitFor();
    await ana.button('End conversation').click();
    await drawer(ana).waitFor();
    await ana.page.keyboard.press('Escape');
    await drawer(ana).waitFor({state: 'detached'});
    await ana.button('Customer and wrap-up').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
    await ana.onQueueSwitch().waitFor();
  });

  it('hears its keys while the agent writes, types nothing by them and leaves the browser its own', async () => {
    const ana = await own.answered('Keys');
    await ana.composer().fill('half a sentence');
    await ana.page.evaluate(() => {
      window.left = [];
      addEventListener('keydown', (event) => { window.left.push(`${event.code}:${event.defaultPrevented}`); });
    });
    const other = own.customer();
    await own.desk.say(other, 'Answered by a key');
    const answer = ana.button(/^Answer/);
    await answer.waitFor();
    assert.match(await answer.getAttribute('aria-description'), /Ctrl\+Shift\+1/);
    await ana.page.keyboard.press('Alt+Digit1');
    await ana.page.keyboard.press('Control+Digit1');
    // What was typed behind them has been taken: so have they, and nothing has come of them.
    await ana.page.keyboard.type('.');
    await stored(ana.page, 'drafts', 'half a sentence.');
    assert.equal(await answer.count(), 1);
    await ana.page.keyboard.press('Control+Shift+Digit1');
    await ana.message('Answered by a key').waitFor();
    await ana.page.keyboard.press('Alt+ArrowDown');
    await ana.message('Keys').waitFor();
    assert.equal(await ana.composer().inputValue(), 'half a sentence.');
    // Function keys too; and the way back into the field.
    const available = ana.page.getByRole('menuitemradio', {name: 'Available'});
    await ana.page.keyboard.press('F8');
    await available.waitFor();
    await ana.page.keyboard.press('Escape');
    await available.waitFor({state: 'detached'});
    await ana.page.keyboard.press('F2');
    await until(async () => /^Message to /.test(await focused(ana.page)), 'the focus is in the message field');
    await ana.composer().fill('');  // an unsent text would hold the end up
    await until(async () => await ana.button('Send').getAttribute('aria-disabled') === 'true', 'nothing is left to send');
    await ana.page.keyboard.press('Alt+KeyW');
    await ana.button('Finish wrap-up').waitFor();
    const left = await ana.page.evaluate(() => window.left);
    for (const one of ['Digit1:true', 'ArrowDown:true', 'KeyW:true']) assert.ok(left.includes(one), one);
    // The tab's own chords stay the browser's.
    assert.equal(left.filter((one) => one === 'Digit1:false').length, 2);
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
    await ana.end();
  });

  it('says each message once: who and when, the words, how it went', async () => {
    const ana = await own.answered('Said once');
    await ana.write('And answered once');
    await ana.marked('And answered once', 'Delivered').waitFor();
    for (const [text, who] of [['Said once', 'Customer'], ['And answered once', 'You']]) {
      const item = ana.message(text);
      assert.equal(await item.getAttribute('aria-label'), null);
      const words = await item.evaluate((element) => element.textContent);
      assert.equal(words.split(text).length, 2, words);
      assert.match(words, new RegExp(`^${who}, `));
    }
    await ana.end();
  });
});

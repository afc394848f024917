// The language of the interface: chosen in the settings, kept for the agent, the browser's own before anybody has signed in;
// what is loaded and written in it beside the page itself; and a language that does not arrive. The page itself, part by part in
// each language: language_parts.test.mjs.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations, launch} from './support/browser.mjs';
import {AgentPage, storedValues, until} from './support/desk.mjs';
import {choose, openSettings, speaker, spokenIn} from './support/languages.mjs';
import {inkBounds} from './support/picture.mjs';
import {renderer, withDesk} from './support/with_desk.mjs';

const german = speaker('de');

describe('language', {timeout: 240_000}, () => {
  const own = withDesk({}, 9700);

  it('is chosen in the settings, kept, and follows the agent to another device', async () => {
    const ana = await own.agent('ana');
    await openSettings(ana);
    await choose(ana, 'Deutsch');
    await ana.page.getByRole('dialog', {name: german('Settings'), exact: true}).waitFor();
    await spokenIn(ana, 'de');
    assert.equal(await ana.page.evaluate(() => document.documentElement.dir), 'ltr');
    await ana.page.getByRole('radiogroup', {name: german('Language'), exact: true}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);

    await until(async () => (await storedValues(ana.page, 'settings')).includes('de'), 'the browser keeps the language');
    await ana.page.reload();
    await openSettings(ana, german('Settings'));
    await spokenIn(ana, 'de');

    const other = await own.agent('ana');
    await openSettings(other, german('Settings'));
    await choose(other, 'English');
    await other.page.getByRole('dialog', {name: 'Settings', exact: true}).waitFor();
    await spokenIn(ana, 'en');
    await ana.page.getByRole('dialog', {name: 'Settings', exact: true}).waitFor();
  });

  it('is the browser\'s own where nobody has chosen, from the sign-in page on', async () => {
    const browser = await launch({locale: 'de-CH'});
    try {
      const ana = new AgentPage(browser.page, own.desk.url);
      await ana.open(`?renderer=${renderer}`);
      await ana.page.getByRole('heading', {name: german('Sign in to smsdesk')}).waitFor();
      await ana.page.getByRole('button', {name: german('Sign in'), exact: true}).waitFor();
      await spokenIn(ana, 'de');
    } finally {
      await browser.close();
    }
  });

  const shot = async (agent, name) => {
    if (process.env.SMSDESK_SHOTS) await agent.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/${name}.png`});
  };
  it('that is read from right to left turns the page around: pixels, pointer, fields and keys, but no words', async () => {
    const says = speaker('ar');
    const ana = await own.answered('Where is my parcel?', {viewport: {width: 1280, height: 800}});
    await openSettings(ana);
    await choose(ana, 'العربية');
    await spokenIn(ana, 'ar');
    assert.equal(await ana.page.evaluate(() => document.documentElement.dir), 'rtl');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    const middle = async (locator) => {
      const box = await locator.boundingBox();
      return box.x + box.width / 2;
    };
    const composer = ana.page.getByRole('textbox', {name: new RegExp(says('Message to {customer}').split('{')[0].trim())});
    const roster = ana.page.getByRole('list', {name: says('Your conversations'), exact: true});
    assert.ok(await middle(roster) > 980, 'the list of work is at the right');
    assert.ok(await middle(ana.page.getByRole('tabpanel')) < 300, 'the details are at the left');
    // A press with the pointer meets what is seen there.
    const box = await composer.boundingBox();
    await ana.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await ana.page.keyboard.type('It is on its way');
    await ana.page.keyboard.press('Enter');
    const answer = ana.page.getByRole('listitem').filter({hasText: 'It is on its way'}).last();
    await answer.getByText('It is on its way').waitFor();
    const words = (text) => ana.page.locator('.words.selectable').filter({hasText: text}).last();
    assert.ok(await middle(words('Where is my parcel?')) > await middle(words('It is on its way')),
      'the customer stands at the right, the agent at the left');
    // Something is drawn exactly where the words lie over the canvas, and ends where they end.
    const ink = async (text) => {
      const {x, y, width, height} = await words(text).evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const {x, y, width, height} = range.getBoundingClientRect();
        return {x, y, width, height};
      });
      const around = {x: Math.floor(x) - 8, y: Math.floor(y), width: Math.ceil(width) + 16, height: Math.ceil(height)};
      const {left, right} = await inkBounds(ana.page, await ana.page.screenshot({clip: around}));
      return {left: around.x + left - x, right: x + width - (around.x + right)};
    };
    for (const text of ['Where is my parcel?', 'It is on its way']) {
      const {left, right} = await ink(text);
      assert.ok(Math.abs(left) <= 3 && Math.abs(right) <= 3, `"${text}" is drawn ${left} px and ${right} px from its place`);
    }
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'ar-desk');
    // Arrow keys go the way that is seen: the tab after the first stands at its left.
    const tabs = ana.page.getByRole('tab');
    await tabs.first().focus();
    await ana.page.keyboard.press('ArrowLeft');
    await until(async () => await tabs.nth(1).getAttribute('aria-selected') === 'true', 'the next tab is chosen');
    await openSettings(ana, says('Settings'));
    await choose(ana, 'English');
    await spokenIn(ana, 'en');
    assert.equal(await ana.page.evaluate(() => document.documentElement.dir), 'ltr');
    assert.ok(await middle(ana.roster()) < 300, 'it is turned back');
  });

  it('has the names of emoji in it, which are found by English words too, and are loaded when they are wanted', async () => {
    const ana = await own.answered('A heart, please');
    const asked = [];
    ana.page.on('request', (request) => {
      if (/\/emoji\./.test(request.url())) asked.push(new URL(request.url()).pathname.replace(/\.\w+\.txt$/, ''));
    });
    await openSettings(ana);
    await choose(ana, 'Deutsch');
    await spokenIn(ana, 'de');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    assert.deepEqual(asked, []);
    await ana.page.getByRole('textbox', {name: new RegExp(german('Message to {customer}').split('{')[0].trim())}).click();
    await ana.page.keyboard.press('Alt+J');
    const dialog = ana.page.getByRole('dialog', {name: german('Emoji'), exact: true});
    const find = dialog.getByRole('searchbox', {name: german('Find an emoji'), exact: true});
    await find.waitFor();
    await dialog.getByRole('button', {name: 'grinsendes Gesicht', exact: true}).waitFor();
    assert.deepEqual(asked, ['/emoji', '/emoji.de']);
    for (const words of ['Herz', 'rotes herz', 'red heart']) {
      await find.fill(words);
      await dialog.getByRole('button', {name: 'rotes Herz', exact: true}).waitFor();
      await dialog.getByRole('button', {name: 'grinsendes Gesicht', exact: true}).waitFor({state: 'detached'});
    }
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Escape');
    await openSettings(ana, german('Settings'));
    await choose(ana, 'English');
    await spokenIn(ana, 'en');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.composer().click();
    await ana.page.keyboard.press('Alt+J');
    await ana.page.getByRole('button', {name: 'grinning face', exact: true}).waitFor();
    assert.deepEqual(asked, ['/emoji', '/emoji.de'], 'English is there already');
  });

  it('is that of what a message costs', async () => {
    await own.desk.configure({settings: {segment_price: '0.0079 USD'}});
    const ana = await own.answered('How much is it?');
    await openSettings(ana);
    await choose(ana, 'Deutsch');
    await spokenIn(ana, 'de');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.page.getByRole('textbox', {name: new RegExp(german('Message to {customer}').split('{')[0].trim())}).fill('x'.repeat(161));
    await ana.says(/^161 Zeichen · 2 Segmente · 0,0158\s\$ · GSM-7$/);
    await openSettings(ana, german('Settings'));
    await choose(ana, 'English');
    await spokenIn(ana, 'en');
    await ana.says('161 characters · 2 segments · $0.0158 · GSM-7');
  });

  it('is that of a transcript, which is read from right to left where the language is', async () => {
    const says = speaker('ar');
    const ana = await own.answered('Where is my printed page?');
    await ana.write('Here it is');
    await ana.marked('Here it is', 'Delivered').waitFor();
    await openSettings(ana);
    await choose(ana, 'العربية');
    await spokenIn(ana, 'ar');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.button(says('Print or save a transcript')).click();
    const [print] = await Promise.all([
      ana.page.context().waitForEvent('page'), ana.entry(says('Print')).first().click()]);
    await print.waitForLoadState();
    await print.getByRole('heading', {level: 1, name: says('Conversation with {customer}').split('{')[0].trim()}).waitFor();
    await print.getByRole('button', {name: says('Print'), exact: true}).waitFor();
    assert.deepEqual(await print.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
    assert.equal(await print.locator('header').evaluate((header) => getComputedStyle(header).direction), 'rtl');
    await print.getByText(says('Delivered'), {exact: true}).waitFor();
    const said = print.getByText('Where is my printed page?', {exact: true});
    assert.equal(await said.evaluate((text) => getComputedStyle(text).direction), 'ltr', 'what was said has its own direction');
    const [theirs, ours] = await Promise.all([said, print.getByText('Here it is', {exact: true})]
      .map((text) => text.evaluate((element) => element.closest('li').getBoundingClientRect().right)));
    assert.ok(theirs > ours, 'the customer stands at the right');
    // Dates are the browser's own of that language: the script has run on every one.
    for (const text of await print.locator('time').allTextContents())
      assert.doesNotMatch(text.replace(/ \([^)]*UTC\)$/, ''), /UTC/);
    assert.deepEqual(await accessibilityViolations(print), []);
    await shot({page: print}, 'ar-transcript');
    // Where there is none to read, the page says so in the same language.
    const foreign = new URL(print.url());
    foreign.pathname = '/api/conversations/999999/transcript';
    own.desk.expectFault(/ status of 404 .* at \S+\/conversations\/999999\/transcript/);
    await print.goto(foreign.href);
    await print.getByText(says('There is no such conversation, or it is not yours to read.'), {exact: true}).waitFor();
    assert.equal(await print.evaluate(() => document.documentElement.dir), 'rtl');
    await print.close();
    await openSettings(ana, says('Settings'));
    await choose(ana, 'English');
    await spokenIn(ana, 'en');
  });

  it('that does not arrive leaves the page as it was, says so, and comes when it is asked for again', async () => {
    const ana = await own.agent('ana');
    own.desk.expectFault(/ net::ERR_FAILED at \S+\/words\.de\./);
    await ana.page.route(/\/words\.de\./, (route) => route.abort());
    await openSettings(ana);
    await choose(ana, 'Deutsch');
    await ana.page.getByText('The texts of this language did not arrive.').first().waitFor();
    await spokenIn(ana, 'en');
    assert.equal(await ana.page.getByRole('radio', {name: 'Deutsch', exact: true}).getAttribute('aria-checked'), 'true');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.unroute(/\/words\.de\./);
    await ana.button('Try again').click();
    await ana.page.getByRole('dialog', {name: german('Settings'), exact: true}).waitFor();
    assert.equal(await ana.page.getByText('The texts of this language did not arrive.').count(), 0);
  });
});

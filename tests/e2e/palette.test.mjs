// The palette, by the keyboard alone: it finds conversations, templates, settings and actions, does what is taken, and gives
// the focus back. And shortcuts that an agent has chosen: kept on the relay, so that another device has them too.
import assert from 'node:assert/strict';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {putTemplates} from './support/templates.mjs';
import {withDesk} from './support/with_desk.mjs';

const kName = 'Find or do anything';

describe('palette', {timeout: 400_000}, () => {
  const own = withDesk({}, 9300);
  const dialog = (who) => who.page.getByRole('dialog', {name: kName});
  const field = (who) => who.page.getByRole('combobox', {name: kName});
  const option = (who, name) => dialog(who).getByRole('option', {name});
  const press = (who, key) => who.page.keyboard.press(key);
  const type = (who, text) => who.page.keyboard.type(text);
  const open = async (who, keys = 'Control+k') => {
    await press(who, keys);
    await field(who).waitFor();
    await until(() => field(who).evaluate((e) => e === document.activeElement), 'the field has the focus');
  };
  const closed = (who) => dialog(who).waitFor({state: 'detached'});
  const chosen = (who, name) => until(async () => await option(who, name).count() === 1 &&
    await option(who, name).getAttribute('aria-selected') === 'true', `${name} is chosen`);
  const picture = async (page, name) => {
    if (process.env.SMSDESK_PICTURES) await page.screenshot({path: path.join(process.env.SMSDESK_PICTURES, `palette-${name}.png`)});
  };
  const composerHasFocus = (who) => until(
    () => who.composer().evaluate((e) => e === document.activeElement), 'the focus is in the composer');

  it('finds and does by a few letters, and gives the focus back', async () => {
    const ana = await own.answered('Where is my parcel?');
    await ana.composer().focus();
    await open(ana);
    assert.equal(await field(ana).getAttribute('aria-expanded'), 'true');
    await option(ana, new RegExp(`^${readable(ana.phone).replaceAll('+', '\\+')}, conversation`)).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'open');
    await press(ana, 'Escape');
    await closed(ana);
    await composerHasFocus(ana);

    await open(ana);
    await type(ana, 'park');
    await chosen(ana, /^Park conversation, action, Alt\+P$/);
    const active = await field(ana).getAttribute('aria-activedescendant');
    assert.equal(await option(ana, /^Park conversation/).getAttribute('id'), active);
    await picture(ana.page, 'park');
    await press(ana, 'Enter');
    await closed(ana);
    await ana.page.getByRole('dialog', {name: 'Park conversation'}).waitFor();
    await press(ana, 'Escape');

    await open(ana);
    await chosen(ana, /^Park conversation/);  // what was taken last stands first
    await type(ana, 'theme dark');
    await chosen(ana, /^Theme: dark, setting/);
    await press(ana, 'Enter');
    await closed(ana);
    await until(() => ana.page.evaluate(() => document.querySelector('meta[name=theme-color]').content === '#171A21'),
      'the page is dark');
    await open(ana);
    await picture(ana.page, 'dark');
    await type(ana, 'xyzzy');
    await dialog(ana).getByText('Nothing here is called “xyzzy”.').waitFor();
    await picture(ana.page, 'nothing');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await press(ana, 'Control+k');
    await closed(ana);
  });

  it('puts a template into the message where the cursor stands, filled', async () => {
    await putTemplates(own.desk, [{name: 'Welcome words', library: 'organisation', texts: {en: 'You talk to {{agent.first_name}}.'}}]);
    const ana = await own.answered('Who are you?');
    await ana.composer().focus();
    await type(ana, 'Good day. ');
    await open(ana);
    await type(ana, 'welcome w');
    await chosen(ana, /^Welcome words, template/);
    await press(ana, 'Enter');
    await closed(ana);
    await until(async () => await ana.composer().inputValue() === 'Good day. You talk to Ana.', 'the text is there, filled');
    await composerHasFocus(ana);
    await type(ana, ' Bye');
    await until(async () => await ana.composer().inputValue() === 'Good day. You talk to Ana. Bye', 'writing goes on behind it');
  });

  it('works where the page is as narrow as a phone, or at 400 % zoom', async () => {
    const ana = await own.answered('Narrow');
    for (const [width, height] of [[400, 800], [320, 256]]) {
      await ana.page.setViewportSize({width, height});
      await open(ana);
      const box = await field(ana).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `the field is within ${width}`);
      await type(ana, 'settings');
      await chosen(ana, /^Settings, action/);
      await picture(ana.page, `${width}`);
      await press(ana, 'Escape');
      await closed(ana);
    }
  });

  it('lets an agent choose shortcuts, refuses what is the browser\'s, and keeps them for every device', async () => {
    const ana = await own.answered('Shortcuts');
    const settings = ana.page.getByRole('dialog', {name: 'Settings'});
    const change = (name) => settings.getByRole('button', {name: new RegExp(`Change the shortcut of “${name}”`)});
    // As by Tab: what gets the focus comes into view.
    const pressChange = async (name) => {
      await change(name).focus();
      await change(name).click();
    };
    await press(ana, 'Alt+k');
    await settings.waitFor();
    await until(async () => await change('Park conversation').count() === 1, 'the list is there');
    await pressChange('Park conversation');
    await press(ana, 'Control+Shift+i');
    await settings.getByText(/The browser or the system uses that/).waitFor();
    await pressChange('Park conversation');
    await press(ana, 'Alt+Shift+g');
    await settings.getByText('Alt+Shift+G is the shortcut of “Transfer conversation”.').waitFor();
    await picture(ana.page, 'conflict');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await settings.getByRole('button', {name: 'Exchange with Alt+P'}).focus();
    await settings.getByRole('button', {name: 'Exchange with Alt+P'}).click();
    await settings.getByText('Park conversation: Alt+Shift+G').waitFor({state: 'attached'});
    await settings.getByText('Transfer conversation: Alt+P').waitFor({state: 'attached'});
    await press(ana, 'Escape');
    await settings.waitFor({state: 'detached'});
    await press(ana, 'Alt+Shift+g');
    await ana.page.getByRole('dialog', {name: 'Park conversation'}).waitFor();
    await press(ana, 'Escape');

    // Another device: nothing of this browser is there.
    const other = await own.agent('ana');
    await other.button('Settings').waitFor();
    await other.page.keyboard.press('Control+k');
    await field(other).waitFor();
    await other.page.keyboard.type('keyboard short');
    await chosen(other, /^Keyboard shortcuts, action/);
    await other.page.keyboard.press('Enter');
    const there = other.page.getByRole('dialog', {name: 'Settings'});
    await there.getByText('Park conversation: Alt+Shift+G').waitFor({state: 'attached'});
    await there.getByRole('button', {name: 'Reset all shortcuts'}).focus();
    await there.getByRole('button', {name: 'Reset all shortcuts'}).click();
    await there.getByText('Park conversation: Alt+P').waitFor({state: 'attached'});
    // The first page follows while it is open.
    await press(ana, 'Alt+k');
    await settings.getByText('Park conversation: Alt+P').waitFor({state: 'attached'});
  });

  it('answers an offer by a digit alone for whom has chosen it, once while it is held down and never in a text, until they remove it', async () => {
    const ana = await own.answered('Digits');
    const settings = ana.page.getByRole('dialog', {name: 'Settings'});
    const inSettings = async (name) => {
      await settings.getByRole('button', {name}).focus();
      await settings.getByRole('button', {name}).click();
    };
    const answer = ana.button(/^Answer/);
    const away = async () => {
      await ana.button('Settings').focus();
      await press(ana, '1');
      // What was pressed behind it has been heard: so has the digit.
      await open(ana);
      await press(ana, 'Escape');
      await closed(ana);
    };
    await own.desk.say(own.customer(), 'By a digit');
    await answer.waitFor();
    assert.match(await answer.getAttribute('aria-description'), /Ctrl\+Shift\+1/);
    await away();
    assert.equal(await answer.count(), 1, 'from the start it does nothing');
    await press(ana, 'Alt+k');
    await inSettings(/^Change the shortcut of “Answer offer 1”/);
    await press(ana, '1');
    await settings.getByText('Answer offer 1: 1', {exact: true}).waitFor({state: 'attached'});
    await press(ana, 'Escape');
    await settings.waitFor({state: 'detached'});
    await ana.composer().focus();
    await type(ana, '1 moment');
    assert.equal(await ana.composer().inputValue(), '1 moment');
    assert.equal(await answer.count(), 1, 'in a text it is a digit');
    assert.match(await answer.getAttribute('aria-description'), /^1$/);
    await ana.button('Settings').focus();
    await ana.page.keyboard.down('1');
    await ana.message('By a digit').waitFor();
    await composerHasFocus(ana);
    for (let i = 0; i < 5; ++i) await ana.page.keyboard.down('1');  // the repeats of the same press
    await ana.page.keyboard.up('1');
    assert.equal(await ana.composer().inputValue(), '', 'they are no text');

    await press(ana, 'Alt+k');
    await inSettings('Remove the shortcut of “Answer offer 1”');
    await settings.getByText('Answer offer 1: None').waitFor({state: 'attached'});
    await press(ana, 'Escape');
    await settings.waitFor({state: 'detached'});
    await own.desk.say(own.customer(), 'By nothing');
    await answer.waitFor();
    await away();
    assert.equal(await answer.count(), 1, 'it has been switched off');
  });

  it('leaves to a text on a Mac what Option types, and is heard with Control and Shift', async () => {
    const ana = await own.answered('On a Mac');
    await ana.page.addInitScript(() => Object.defineProperty(navigator, 'platform', {get: () => 'MacIntel'}));
    await ana.page.reload();
    await ana.composer().focus();
    const isLeft = (init) => ana.composer().evaluate((field, init) => {
      const options = {bubbles: true, cancelable: true, ...init};
      const isLeft = field.dispatchEvent(new KeyboardEvent('keydown', options));
      field.dispatchEvent(new KeyboardEvent('keyup', options));
      return isLeft;
    }, init);
    for (const [code, key] of [['KeyL', '@'], ['KeyA', 'æ'], ['KeyU', 'Dead'], ['Comma', '≤']])
      assert.equal(await isLeft({code, key, altKey: true}), true, key);
    assert.equal(await isLeft({code: 'End', key: 'End', altKey: true}), false, 'that types nothing');
    await press(ana, 'Control+Shift+p');
    await ana.page.getByRole('dialog', {name: 'Park conversation'}).waitFor();
    await press(ana, 'Escape');
    await ana.page.getByRole('dialog', {name: 'Park conversation'}).waitFor({state: 'detached'});
    await open(ana, 'Meta+k');
    await type(ana, 'park');
    await chosen(ana, /^Park conversation, action, Control\+Shift\+P$/);
    await press(ana, 'Escape');
    await closed(ana);
  });

  it('finds closed conversations, colleagues and settings, and keeps what is chosen while an answer comes', async () => {
    const ana = await own.answered('A parcel that is closed soon');
    await ana.end();
    await ana.says('Nothing to answer');
    await open(ana);
    await type(ana, ana.phone.slice(-7));
    const closedOne = option(ana, new RegExp(`^${readable(ana.phone).replaceAll('+', '\\+')}, closed conversation, Support`));
    await closedOne.waitFor();
    await chosen(ana, /^Search closed conversations for/);  // what came below changed nothing
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'closed');
    await press(ana, 'ArrowDown');
    await until(async () => await closedOne.getAttribute('aria-selected') === 'true', 'the closed one is chosen');
    await press(ana, 'Enter');
    await closed(ana);
    await ana.message('A parcel that is closed soon').waitFor();

    await open(ana);
    await type(ana, 'okafor');
    await chosen(ana, /^Ben Okafor, colleague, .*closed conversations of theirs/);
    await press(ana, 'Escape');
    await closed(ana);
    await open(ana);
    await type(ana, 'xyzzy');
    await dialog(ana).getByText('No closed conversation fits.').first().waitFor();
    await press(ana, 'Escape');
    await closed(ana);
    await open(ana);
    await type(ana, 'offer bell');
    await chosen(ana, /^Sound of an offer: Bell, setting/);
    await press(ana, 'Enter');
    await closed(ana);

    // Alt+Shift+8: the closed one that is read goes on.
    await press(ana, 'Alt+Shift+Digit8');
    await ana.composer().waitFor();
  });

  it('finds contacts by name, and opens what was said with them last, with who they are', async () => {
    const ana = await own.answered('Do you have it in blue?');
    await ana.button('Add contact').click();
    await ana.page.getByRole('textbox', {name: 'Name', exact: true}).fill('田中 花子');
    await ana.button('Save contact').click();
    await ana.page.getByRole('heading', {name: '田中 花子'}).first().waitFor();
    const contact = /^田中 花子, contact, /;
    await open(ana);
    await type(ana, '花子');
    await option(ana, contact).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'contact');
    await press(ana, 'ArrowUp');  // it stands last
    await chosen(ana, contact);
    await press(ana, 'Enter');
    await closed(ana);
    await ana.page.getByRole('tabpanel', {name: 'Customer'}).waitFor();
    await ana.composer().waitFor();

    // When it is closed, that is what is opened.
    await ana.end();
    await ana.says('Nothing to answer');
    await open(ana);
    await type(ana, '花子');
    await option(ana, contact).waitFor();
    await option(ana, /^田中 花子, closed conversation, /).waitFor();
    await press(ana, 'ArrowUp');
    await press(ana, 'ArrowUp');
    await chosen(ana, contact);
    await press(ana, 'Enter');
    await closed(ana);
    await ana.page.getByRole('tabpanel', {name: 'Customer'}).waitFor();
    await ana.button('Edit contact').waitFor();
    await ana.page.getByText('Do you have it in blue?').first().waitFor({state: 'attached'});

    // Only for whom a conversation with them is to be read.
    const ben = await own.agent('ben');
    await ben.button('Settings').waitFor();
    await open(ben);
    await type(ben, '花子');
    await option(ben, contact).waitFor();
    await press(ben, 'Escape');
    await closed(ben);
    await own.desk.configure({agent: {ben: {queues: []}}});
    await open(ben);
    await type(ben, '花子');
    await dialog(ben).getByText('No closed conversation fits.').first().waitFor();
    assert.equal(await option(ben, contact).count(), 0);
    await own.desk.configure({agent: {ben: {queues: ['Support']}}});
  });

  it('opens a message\'s menu by a shortcut: of the message that has the focus, else of the newest', async () => {
    const ana = await own.answered('The first one');
    await own.desk.say(ana.phone, 'The second one');
    await ana.message('The second one').waitFor();
    await ana.composer().focus();
    await press(ana, 'Alt+i');
    await ana.entry('Quote').click();
    await until(async () => (await ana.composer().inputValue()).includes('"The second one"'), 'the newest is quoted');
    await ana.composer().fill('');
    await ana.button('Message options: The first one').focus();
    await press(ana, 'Alt+i');
    await ana.entry('Quote').click();
    await until(async () => (await ana.composer().inputValue()).includes('"The first one"'), 'the one with the focus is quoted');
  });

  it('answers one offer where its key is pressed twice', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'One');
    await own.desk.say(own.customer(), 'Two');
    await until(async () => await ana.offers().getByRole('button', {name: /^Answer/}).count() === 2, 'two offers');
    await press(ana, 'Alt+a');
    await press(ana, 'Alt+a');
    await ana.composer().waitFor();
    // What was asked before this message is answered before it.
    await ana.write('Good day');
    await ana.marked('Good day', 'Delivered').waitFor();
    assert.equal(await ana.offers().getByRole('button', {name: /^Answer/}).count(), 1, 'the other one still waits');
  });
});

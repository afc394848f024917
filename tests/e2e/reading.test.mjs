// Reading messages: what became of each, what stands in its text, what can be done with it, and what is taken along. By role
// and name, with pointer and keys.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations, settled} from './support/browser.mjs';
import {AgentPage, kAppointments, storedValues, until} from './support/desk.mjs';
import {selectable, selectWords} from './support/reach.mjs';
import {renderer, withDesk} from './support/with_desk.mjs';

describe('reading', {timeout: 600_000}, () => {
  const own = withDesk({}, 6100);
  const shots = process.env.SMSDESK_SHOTS;
  const shoot = async (page, name) => {
    if (!shots) return;
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({colorScheme: scheme});
      await settled(page);
      await page.screenshot({path: `${shots}/${name}-${scheme}.png`});
    }
    await page.emulateMedia({colorScheme: 'light'});
  };
  const options = (agent, text) => agent.message(text).getByRole('button', {name: /^Message options/});
  const noViolations = async (agent) => assert.deepEqual(await accessibilityViolations(agent.page), []);

  it('tells every attempt, sends again under a new record, and leaves the mark of the one that failed', async () => {
    const ana = await own.answered('Is it ready?');
    await own.desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003});
    await ana.write('It is ready');
    await ana.marked('It is ready', 'Not delivered').waitFor();
    await shoot(ana.page, 'failed');
    await ana.button('Details').click();
    const dialog = ana.page.getByRole('dialog', {name: 'Delivery details'});
    await dialog.getByRole('heading', {name: /^First attempt/}).waitFor();
    await dialog.getByText('The phone could not be reached; it may be off.').waitFor();
    await dialog.getByRole('listitem').filter({hasText: 'Receipt: not delivered · Code 30003'}).waitFor();
    await dialog.getByRole('listitem').filter({hasText: 'Handed to the carrier'}).waitFor();
    await noViolations(ana);
    await shoot(ana.page, 'delivery');
    await ana.page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});
    await ana.composer().focus();
    await ana.page.keyboard.press('Alt+Shift+F7');
    await dialog.getByText('The phone could not be reached; it may be off.').waitFor();
    await ana.page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});

    await own.desk.faults({deliver_fail_percent: 0});
    await ana.button('Send again').click();
    await ana.message('It is ready').filter({hasText: /Delivered/}).waitFor();  // the case counts: not "Not delivered"
    await ana.marked('It is ready', 'It was sent again.').waitFor();
    assert.equal(await ana.message('It is ready').count(), 2);
    assert.equal(await ana.button('Send again').count(), 0, 'it is not sent a third time');
    assert.equal((await own.desk.received(ana.phone)).length, 2);

    // All of it is on disk: the relay tells it after a restart, to a page that was loaded anew.
    await own.desk.restartRelay();
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await ana.composer().waitFor();  // in step with the relay: what is shown before is the desk of the last time
    await options(ana, 'It is ready').last().focus();
    await ana.page.keyboard.press('Shift+F10');
    await ana.entry('Delivery details').click();
    await dialog.getByRole('heading', {name: /^Second attempt/}).waitFor();
    await dialog.getByText('Receipt: delivered').waitFor({state: 'attached'});  // below what is in view
    await dialog.getByText('Code 30003').waitFor();
    await dialog.getByRole('button', {name: 'Close'}).click();
    await until(() => options(ana, 'It is ready').last().evaluate((node) => node === document.activeElement), 'the focus is back');
  });

  it('sends again what failed more than a hundred messages ago, once where two pages do', async () => {
    const ana = await own.answered('Is it ready?');
    await own.desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003});
    await ana.write('It is ready');
    await ana.marked('It is ready', 'Not delivered').waitFor();
    await own.desk.faults({deliver_fail_percent: 0});
    for (let i = 1; i <= 101; ++i) await own.desk.say(ana.phone, `Line ${i}`);
    await ana.message('Line 101').waitFor();
    const second = new AgentPage(await ana.browser.newPage(), own.desk.url);
    await second.open(`?renderer=${renderer}`);
    for (const one of [ana, second]) {
      await one.button('Closed conversations').click();
      await one.page.getByRole('radio', {name: 'Messages', exact: true}).click();
      await one.page.getByRole('searchbox', {name: 'Find messages'}).fill('ready');
      await one.page.getByRole('list', {name: 'Messages found'}).getByRole('button', {name: /It is ready/}).click();
      await one.button('Send again').waitFor();
    }
    // Neither page hears of the other one's press before both have pressed.
    own.desk.pauseRelay();
    try {
      for (const one of [ana, second]) {
        await one.button('Send again').click();
        await until(async () => await one.button('Send again').count() === 0, 'it is on its way');
      }
      await until(async () => (await storedValues(ana.page, 'outbox')).length === 1, 'it waits under one key');
    } finally {
      own.desk.resumeRelay();
    }
    for (const one of [ana, second])
      await one.message('It is ready').filter({hasText: /Delivered/}).waitFor();  // the case counts: not "Not delivered"
    await until(async () => (await storedValues(ana.page, 'outbox')).length === 0, 'nothing waits');
    assert.equal((await own.desk.received(ana.phone)).length, 2, 'the carrier had it twice');
  });

  it('hears a key where the focus has just gone, also behind a pointer that moves', async () => {
    const ana = await own.answered('Is anybody there?');
    await settled(ana.page);
    // All of it before the page draws once more.
    await options(ana, 'Is anybody there?').evaluate((node) => {
      const {x, y} = node.getBoundingClientRect();
      const moved = {bubbles: true, pointerType: 'mouse', isPrimary: true, clientX: x - 200, clientY: y};
      document.querySelector('canvas').dispatchEvent(new PointerEvent('pointermove', moved));
      node.focus();
      for (const type of ['keydown', 'keyup'])
        node.dispatchEvent(new KeyboardEvent(type, {bubbles: true, cancelable: true, key: 'ContextMenu', code: 'ContextMenu'}));
    });
    await ana.entry('Copy text').waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.entry('Copy text').waitFor({state: 'detached'});
  });

  it('opens links in a tab of their own, says where they lead, and copies codes and numbers', async () => {
    const ana = await own.answered('Pay at https://shop.example/pay?id=7 or call +1 415 555 0123. The code is 482913.',
      {permissions: ['clipboard-read', 'clipboard-write']});
    const context = ana.page.context();
    await context.route('https://shop.example/**', (route) => route.fulfill({contentType: 'text/html', body: '<title>Shop</title>'}));
    const message = ana.message('Pay at');
    await shoot(ana.page, 'entities');
    await message.getByRole('link', {name: 'Link to shop.example'}).click();
    await ana.entry('Open shop.example in a new tab').waitFor();
    await shoot(ana.page, 'link-menu');
    await noViolations(ana);
    const [shop] = await Promise.all([context.waitForEvent('page'), ana.entry('Open shop.example in a new tab').click()]);
    await shop.waitForLoadState();
    assert.equal(shop.url(), 'https://shop.example/pay?id=7');
    assert.equal(await shop.evaluate(() => window.opener), null);
    assert.equal(await shop.evaluate(() => document.referrer), '');
    await shop.close();
    await message.getByRole('button', {name: 'Copy 482913'}).click();
    await ana.says('Code copied: 482913');
    assert.equal(await ana.page.evaluate(() => navigator.clipboard.readText()), '482913');
    // By key: one stop for the whole list, arrows within it.
    await message.getByRole('button', {name: 'Copy +14155550123'}).focus();
    await ana.page.keyboard.press('Enter');
    await ana.says('Number copied: +14155550123');
    assert.equal(await ana.page.evaluate(() => navigator.clipboard.readText()), '+14155550123');

    await own.desk.say(ana.phone, 'Or here: https://\u0430pple.com/login and javascript:alert(1)');
    const other = ana.message('Or here');
    await other.waitFor();
    assert.equal(await other.getByRole('link').count(), 1);
    await other.getByRole('link', {name: 'Link to xn--pple-43d.com, which may imitate another address'}).click();
    await ana.entry('Open xn--pple-43d.com in a new tab, may imitate another address').waitFor();
    await shoot(ana.page, 'homograph');
    await ana.page.keyboard.press('Escape');
  });

  it('lets notes and the ways of deliveries be selected, copied and opened', async () => {
    const text = 'Her file is at https://crm.example/4711 now';
    const ana = await own.answered('Is it ready?', {viewport: {width: 1440, height: 1000}, permissions: ['clipboard-read', 'clipboard-write']});
    const copied = () => ana.page.evaluate(() => navigator.clipboard.readText());
    const takes = async (words, wanted) => {
      await ana.page.evaluate(() => navigator.clipboard.writeText(''));
      await selectWords(ana.page, words);
      await ana.page.keyboard.press('ControlOrMeta+c');
      await until(async () => await copied() === wanted, `"${wanted}" is copied from what was selected`);
    };
    const context = ana.page.context();
    await context.route('https://crm.example/**', (route) => route.fulfill({contentType: 'text/html', body: ''}));
    const opens = async (link) => {
      await link.click();
      const [opened] = await Promise.all([context.waitForEvent('page'), ana.entry('Open crm.example in a new tab').click()]);
      await opened.waitForLoadState();
      assert.equal(opened.url(), 'https://crm.example/4711');
      assert.equal(await opened.evaluate(() => window.opener), null);
      await opened.close();
    };
    await ana.tab('Notes').click();
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill(text);
    await ana.button('Add note').click();
    const notes = ana.page.getByRole('list', {name: 'Notes'});
    const inTimeline = ana.messages().getByRole('listitem').filter({hasText: 'internal note'});
    for (const place of [notes, inTimeline]) {
      await place.getByRole('link', {name: 'Link to crm.example'}).waitFor();
      assert.equal(await place.getByText('Her file is at').count(), 1, 'it is heard once');
      await takes(selectable(place, 'Her file'), text);
      await opens(place.getByRole('link', {name: 'Link to crm.example'}));
      await ana.page.evaluate(() => navigator.clipboard.writeText(''));
      await place.getByRole('button', {name: 'Copy note'}).focus();
      await ana.page.keyboard.press('Enter');
      await until(async () => await copied() === text, 'it is copied by key');
      await ana.page.keyboard.press('Shift+F10');
      await ana.entry('Copy the link to crm.example').waitFor();
      await ana.page.keyboard.press('Escape');
      await until(() => place.getByRole('button', {name: 'Copy note'}).evaluate((node) => node === document.activeElement), 'the focus is back');
    }
    // Nothing is selected: the right button asks for our menu.
    await selectable(notes, 'Her file').click({position: {x: 8, y: 8}});
    await selectable(notes, 'Her file').click({button: 'right', position: {x: 8, y: 8}});
    await ana.entry('Copy note').click();
    await until(async () => await ana.entry('Copy note').count() === 0, 'the menu has closed');
    await noViolations(ana);
    await shoot(ana.page, 'note-selectable');

    await own.desk.faults({deliver_fail_percent: 100, deliver_fail_code: 30003});
    await ana.write('It is ready');
    await ana.marked('It is ready', 'Not delivered').waitFor();
    await own.desk.faults({deliver_fail_percent: 0});
    await ana.button('Details').click();
    const dialog = ana.page.getByRole('dialog', {name: 'Delivery details'});
    await dialog.getByRole('button', {name: 'Copy code 30003'}).waitFor();
    await takes(selectable(dialog, 'The phone could not be reached'), 'The phone could not be reached; it may be off.');
    await takes(selectable(dialog, 'Receipt: not delivered'), 'Receipt: not delivered · Code 30003');
    await noViolations(ana);
    await dialog.getByRole('button', {name: 'Copy code 30003'}).click();
    await until(async () => await copied() === '30003', 'the code is copied');
    await ana.page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});

    // What was noted at the end stands in the history, with what stands in it.
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.page.getByRole('textbox', {name: 'Note', exact: true}).fill('All is at https://crm.example/4711 as ever');
    await ana.button('Finish wrap-up').click();
    await until(async () => await ana.button('Finish wrap-up').count() === 0, 'it has ended');
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('listitem').first().getByRole('button').click();
    const end = ana.messages().getByRole('listitem').filter({hasText: 'All is at'});
    await end.getByRole('button', {name: 'Copy note'}).focus();
    await ana.page.keyboard.press('Enter');
    await until(async () => await copied() === 'All is at https://crm.example/4711 as ever', 'the note alone is copied');
    await ana.page.evaluate(() => navigator.clipboard.writeText(''));
    await selectWords(ana.page, selectable(end, 'All is at'));
    await ana.page.keyboard.press('ControlOrMeta+c');
    await until(async () => (await copied()).includes('All is at https://crm.example/4711 as ever'), 'its line is copied');
    await opens(end.getByRole('link', {name: 'Link to crm.example'}));
    await opens(ana.page.getByRole('list', {name: 'Internal notes'}).getByRole('link', {name: 'Link to crm.example'}));
    await noViolations(ana);
    await shoot(ana.page, 'wrap-up-selectable');
  });

  it('corrects a note, loses no words between two pages, shows what it said before, and takes it back', async () => {
    const ana = await own.answered('Please call me');
    const notesOf = (agent) => agent.page.getByRole('list', {name: 'Notes'});
    const inTimeline = (agent) => agent.messages().getByRole('listitem').filter({hasText: 'internal note'});
    const dialogOf = (agent, name) => agent.page.getByRole('dialog', {name});
    const wordsOf = (agent) => dialogOf(agent, 'Correct note').getByRole('textbox', {name: 'Note for colleagues'});
    const hasFocus = (node) => node.evaluate((one) => one === document.activeElement);
    await ana.tab('Notes').click();
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill('Call her at non');
    await ana.button('Add note').click();
    await notesOf(ana).getByText('Call her at non').waitFor();

    // By key, in the panel: the focus comes back to the note.
    const options = notesOf(ana).getByRole('button', {name: 'Note options'});
    await options.press('Enter');
    await ana.entry('Correct note…').press('Enter');
    await until(async () => await wordsOf(ana).inputValue() === 'Call her at non', 'its words are there');
    await until(() => hasFocus(wordsOf(ana)), 'the focus is in them');
    await noViolations(ana);
    await shoot(ana.page, 'note-correct');
    await wordsOf(ana).fill('Call her at noon');
    await wordsOf(ana).press('ControlOrMeta+Enter');
    await dialogOf(ana, 'Correct note').waitFor({state: 'detached'});
    for (const place of [notesOf(ana), inTimeline(ana)]) {
      await place.getByText('Call her at noon').waitFor();
      await place.getByText(/corrected \d/).first().waitFor();
      assert.equal(await place.getByText(/at non$/).count(), 0, 'what it said is gone from view');
    }
    await until(() => hasFocus(options), 'the focus is at the note');
    await noViolations(ana);
    await shoot(ana.page, 'note-corrected');

    // At two pages: the second is refused and keeps its words.
    const other = await own.agent('ana');
    await other.roster().getByRole('button').first().click();
    await inTimeline(other).getByRole('button', {name: 'Note options'}).press('Enter');
    await other.entry('Correct note…').click();
    await wordsOf(other).fill('Call him at noon');
    await ana.composer().focus();
    await ana.page.keyboard.press('Control+Shift+F7');
    await wordsOf(ana).fill('Call her at one');
    await dialogOf(ana, 'Correct note').getByRole('button', {name: 'Save'}).click();
    await dialogOf(ana, 'Correct note').waitFor({state: 'detached'});
    await dialogOf(other, 'Correct note').getByText('It says now: “Call her at one”').waitFor();
    await dialogOf(other, 'Correct note').getByRole('button', {name: 'Save'}).click();
    await dialogOf(other, 'Correct note').getByText(/^This note was corrected at another page of yours meanwhile/).waitFor();
    assert.equal(await wordsOf(other).inputValue(), 'Call him at noon', 'no word is lost');
    await noViolations(other);
    await shoot(other.page, 'note-overtaken');
    await dialogOf(other, 'Correct note').getByRole('button', {name: 'Save'}).click();
    await dialogOf(other, 'Correct note').waitFor({state: 'detached'});
    await notesOf(ana).getByText('Call him at noon').waitFor();

    await inTimeline(ana).getByRole('button', {name: 'Note options'}).press('Enter');
    await ana.entry('Earlier wording').click();
    const earlier = dialogOf(ana, 'Earlier wording');
    for (const words of ['Call her at non', 'Call her at noon', 'Call her at one'])
      await earlier.getByText(words, {exact: true}).waitFor();
    await noViolations(ana);
    await shoot(ana.page, 'note-earlier');
    await ana.page.keyboard.press('Escape');
    await earlier.waitFor({state: 'detached'});

    await options.press('Enter');
    await ana.entry('Take note back…').click();
    await dialogOf(ana, 'Take the note back?').getByText('It says now: “Call him at noon”').waitFor();
    await noViolations(ana);
    await dialogOf(ana, 'Take the note back?').getByRole('button', {name: 'Take note back'}).click();
    await dialogOf(ana, 'Take the note back?').waitFor({state: 'detached'});
    for (const agent of [ana, other]) await inTimeline(agent).getByText('You took this note back').waitFor();
    // What was announced of it before is heard no more, and stays among the announcements for a while.
    for (const place of [notesOf(ana), ana.messages()]) assert.equal(await place.getByText('Call him at noon').count(), 0);
    assert.equal(await options.count(), 0, 'its words are not for her any more');

    // Reports tell that there was one.
    const mira = await own.agent('mira');
    const rows = await mira.page.evaluate(async () => (await (await fetch('/api/reports/notes')).json()).rows);
    assert.deepEqual(rows.map((row) => [row.text, row.corrections, row.is_taken_back]), [['', 4, true]]);
  });

  it('corrects a note of a closed conversation where it is read', async () => {
    const ana = await own.answered('Thank you');
    await ana.tab('Notes').click();
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill('A kind women');
    await ana.button('Add note').click();
    await ana.messages().getByRole('listitem').filter({hasText: 'A kind women'}).waitFor();
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.button('Finish wrap-up').click();
    await until(async () => await ana.button('Finish wrap-up').count() === 0, 'it has ended');
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('listitem').first().getByRole('button').click();
    const note = ana.messages().getByRole('listitem').filter({hasText: 'internal note'});
    await note.getByRole('button', {name: 'Note options'}).press('Enter');
    await ana.entry('Correct note…').click();
    const dialog = ana.page.getByRole('dialog', {name: 'Correct note'});
    await dialog.getByRole('textbox', {name: 'Note for colleagues'}).fill('A kind woman');
    await dialog.getByRole('button', {name: 'Save'}).click();
    await dialog.waitFor({state: 'detached'});
    await note.getByText('A kind woman').waitFor();
    await ana.page.getByRole('list', {name: 'Internal notes'}).getByText('A kind woman').waitFor();
    await until(() => note.getByRole('button', {name: 'Note options'}).evaluate((node) => node === document.activeElement), 'the focus is at the note');
    await noViolations(ana);
  });

  it('copies numbers in the digits of every script as they are dialled, and whole addresses with their postcode', async () => {
    const ana = await own.answered('Vivo en Calle Mayor 5, 28013 Madrid. اتصل ٠٥٠١٢٣٤٥٦٧',
      {permissions: ['clipboard-read', 'clipboard-write']});
    const message = ana.message('Vivo en');
    await message.getByRole('button', {name: 'Copy Calle Mayor 5, 28013 Madrid'}).waitFor();
    assert.equal(await message.getByRole('button', {name: /^Copy /}).count(), 2, 'the postcode is no code');
    await message.getByRole('button', {name: 'Copy 0501234567'}).click();
    await ana.says('Number copied: 0501234567');
    assert.equal(await ana.page.evaluate(() => navigator.clipboard.readText()), '0501234567');
  });

  it('folds a reaction onto what it quotes, and shows it as text where that is not sure', async () => {
    const ana = await own.answered('When do you come?');
    await ana.write('See you at five');
    await ana.marked('See you at five', 'Delivered').waitFor();
    await own.desk.say(ana.phone, 'Liked “See you at five”');
    await ana.page.getByRole('log', {name: 'Announcements'}).getByText('Reacted with 👍 to “See you at five”')
      .first().waitFor({state: 'attached'});
    await ana.message('See you at five').filter({hasText: 'The customer reacted with 👍'}).waitFor();
    assert.equal(await ana.message('Liked').count(), 0);
    // Nobody waits for an answer to it.
    const card = ana.roster().getByRole('button', {name: 'Reacted with 👍 to “See you at five”'});
    await card.waitFor();
    assert.doesNotMatch(await card.getAttribute('aria-label'), /waiting|unread/);
    await own.desk.say(ana.phone, 'Loved “See you at six”');
    await ana.message('Loved “See you at six”').waitFor();
    await shoot(ana.page, 'reaction');
    // Both count as seen.
    await until(async () => !(await ana.roster().getByRole('button').first().getAttribute('aria-label')).includes('unread'),
      'nothing is unread');
    await noViolations(ana);
  });

  it('keeps a reaction after the wrap-up with the closed conversation, and asks nobody', async () => {
    const ana = await own.answered('Has it left?');
    await ana.write('It left this morning.');
    await ana.marked('It left this morning.', 'Delivered').waitFor();
    await ana.end();
    await own.desk.say(ana.phone, 'Loved “It left this morning.”');
    // What comes after it is all that is offered.
    await own.desk.say(own.customer(), 'Is anybody there?');
    await ana.answer();
    await ana.message('Is anybody there?').waitFor();
    assert.equal(await ana.button(/^Answer/).count(), 0);
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('listitem').first().getByRole('button').click();
    await ana.message('It left this morning.').filter({hasText: 'The customer reacted with ❤️'}).waitFor();
    assert.equal(await ana.message('Loved').count(), 0);
    await shoot(ana.page, 'late-reaction');
    // What comes while it is read stands there at once.
    await own.desk.say(ana.phone, 'Removed a heart from “It left this morning.”');
    await ana.message('It left this morning.').filter({hasText: 'The customer reacted with ❤️'}).waitFor({state: 'hidden'});
    await own.desk.say(ana.phone, 'Laughed at “It left this morning.”');
    await ana.message('It left this morning.').filter({hasText: 'The customer reacted with 😂'}).waitFor();
    await ana.page.getByRole('log', {name: 'Announcements'}).getByText('Reacted with 😂 to “It left this morning.”')
      .first().waitFor({state: 'attached'});
    await noViolations(ana);
  });

  it('shows where the new begins when a conversation is opened, until it is answered or left', async () => {
    const ana = await own.answered('Where is my parcel?');
    const first = ana.phone, second = own.customer();
    await own.desk.say(second, 'The second customer');
    await ana.answer();
    await ana.message('The second customer').waitFor();
    const top = async (found) => (await found.boundingBox()).y;
    const line = () => ana.messages().getByText(/^\d new$/);
    const card = (name) => ana.roster().getByRole('button', {name});
    const nothingUnread = () => until(async () => await card(/unread/).count() === 0, 'nothing is unread');
    const openFirst = async () => {
      for (const text of ['One more thing', 'It was to come today', 'Hello?']) await own.desk.say(first, text);
      await card(/3 unread messages/).click();
      await ana.message('Hello?').last().waitFor();
      await nothingUnread();
    };
    await openFirst();
    assert.equal(await line().count(), 1);
    assert.equal(await line().textContent(), '3 new');
    const y = await top(line());
    assert.ok(await top(ana.message('Where is my parcel?')) < y, 'below what was read');
    assert.ok(await top(ana.message('One more thing').last()) >= y, 'above the first that was not');
    await shoot(ana.page, 'new');
    await noViolations(ana);
    // What comes before the agent's eyes needs none.
    await own.desk.say(first, 'Are you there?');
    await ana.message('Are you there?').waitFor();
    await nothingUnread();
    assert.equal(await line().textContent(), '3 new');
    await ana.write('I am looking');
    await ana.message('I am looking').waitFor();
    await until(async () => await line().count() === 0, 'an answer takes the line away');

    const other = card(/The second customer/);
    await other.click();
    await ana.message('The second customer').waitFor();
    await openFirst();
    assert.equal(await line().textContent(), '3 new');
    await other.click();
    await ana.message('The second customer').waitFor();
    await card(/Hello\?/).click();
    await ana.message('I am looking').waitFor();
    assert.equal(await line().count(), 0, 'it was read in the visit before');

    // More than a view holds: it opens where the new begins, and only what was drawn is read.
    await other.click();
    await ana.message('The second customer').waitFor();
    for (let i = 1; i <= 30; i++) await own.desk.say(first, `Number ${i}.`);
    await card(/30 unread messages/).click();
    const many = ana.messages().getByText('30 new', {exact: true});
    await many.waitFor();
    await ana.message('Number 1.').waitFor();
    assert.equal(await ana.message('Number 30.').count(), 0);
    await until(async () => await card(/unread/).count() === 1 && await card(/30 unread/).count() === 0, 'some are read');
    await ana.button(/^Jump to latest/).click();
    await ana.message('Number 30.').waitFor();
    await nothingUnread();
  });

  it('is unread again from where the agent says so, at all their pages, until they come back to it', async () => {
    const ana = await own.answered('Where is my parcel?');
    for (const text of ['It was to come today', 'Hello?']) {
      await own.desk.say(ana.phone, text);
      await ana.message(text).waitFor();
    }
    await ana.write('I am looking');
    await ana.marked('I am looking', 'Delivered').waitFor();
    const card = (agent, name) => agent.roster().getByRole('button', {name});
    const unread = (agent, count) => card(agent, count === 1 ? /1 unread message,/ : new RegExp(`${count} unread messages`)).waitFor();
    const nothingUnread = (agent) => until(async () => await card(agent, /unread/).count() === 0, 'nothing is unread');
    const line = () => ana.messages().getByText(/^\d new$/);
    const top = async (found) => (await found.boundingBox()).y;
    await nothingUnread(ana);
    await options(ana, 'I am looking').press('Enter');
    await ana.entry('Delivery details').waitFor();
    assert.equal(await ana.entry('Mark as unread from here').count(), 0, 'what an agent has written');
    await ana.page.keyboard.press('Escape');
    await options(ana, 'It was to come today').press('Enter');
    await ana.entry('Mark as unread from here').press('Enter');
    await ana.says('Marked as unread.');
    await unread(ana, 2);
    await until(async () => await ana.page.title() === '(2) smsdesk', 'the title counts it');
    assert.equal(await line().textContent(), '2 new');
    assert.ok(await top(ana.message('Where is my parcel?')) < await top(line()));
    assert.ok(await top(ana.message('It was to come today')) >= await top(line()));
    await shoot(ana.page, 'unread');
    await noViolations(ana);

    // It is open and looked at all the while, also where more comes and where the page is loaded anew.
    await own.desk.say(ana.phone, 'Please answer');
    await ana.message('Please answer').waitFor();
    await unread(ana, 3);
    await ana.page.reload();
    await ana.composer().waitFor();
    await ana.message('Please answer').waitFor();
    await unread(ana, 3);

    // Another page of hers: what is read there is read here, and what is marked here is unread there.
    const other = await own.agent('ana');
    await unread(other, 3);
    await card(other, /3 unread messages/).click();
    await other.message('Please answer').waitFor();
    await nothingUnread(other);
    await nothingUnread(ana);
    await ana.page.keyboard.press('Alt+Shift+ArrowUp');
    await unread(ana, 1);
    await unread(other, 1);
    await own.desk.say(ana.phone, 'Still nothing');
    await other.message('Still nothing').waitFor();
    await unread(ana, 2);
    await unread(other, 2);

    // Chosen again, written in, gone to its end.
    await card(ana, /unread/).click();
    await nothingUnread(ana);
    await nothingUnread(other);
    const mark = async () => {
      await ana.page.keyboard.press('Control+K');
      await ana.page.keyboard.type('mark conversation as unread');
      await ana.page.getByRole('option', {name: /^Mark conversation as unread/, selected: true}).waitFor();
      await ana.page.keyboard.press('Enter');
      await unread(ana, 1);
    };
    await mark();
    await ana.composer().fill('Here');
    await nothingUnread(ana);
    await mark();
    await ana.page.keyboard.press('Alt+End');
    await nothingUnread(ana);

    // In the list: by the right button, and by the keys for it where the card has the focus.
    const listed = card(ana, /Still nothing/);
    const hasFocus = (found) => until(() => found.evaluate((node) => node === document.activeElement), 'the focus is back');
    await ana.composer().focus();
    await listed.click({button: 'right'});
    await ana.page.getByRole('menu', {name: 'Conversation options'}).waitFor();
    await shoot(ana.page, 'card-menu');
    await noViolations(ana);
    await ana.entry('Mark conversation as unread').click();
    await unread(ana, 1);
    await hasFocus(ana.composer());
    await listed.click();
    await nothingUnread(ana);
    await listed.focus();
    await ana.page.keyboard.press('Shift+F10');
    await ana.entry('Mark conversation as unread').press('Enter');
    await unread(ana, 1);
    await hasFocus(listed);
  });

  it('has a menu for each message, by pointer and by keys: quote, note, report', async () => {
    const ana = await own.answered('You are all liars');
    const words = ana.messages().getByText('You are all liars', {exact: true});
    await words.click({button: 'right'});
    await ana.entry('Copy text').waitFor();
    await shoot(ana.page, 'menu');
    await noViolations(ana);
    await ana.page.keyboard.press('Escape');
    await ana.entry('Copy text').waitFor({state: 'detached'});

    await options(ana, 'You are all liars').focus();
    await ana.page.keyboard.press('ContextMenu');
    await ana.entry('Quote').press('Enter');
    await until(async () => await ana.composer().inputValue() === '"You are all liars"\n', 'it is quoted');
    await until(() => ana.composer().evaluate((node) => node === document.activeElement), 'the focus is in the composer');
    await ana.composer().fill('');

    await options(ana, 'You are all liars').press('Enter');
    await ana.entry('Add a note about this').click();
    const note = ana.page.getByRole('textbox', {name: 'Note for colleagues'});
    await until(async () => (await note.inputValue()).startsWith('About "You are all liars": '), 'the note is begun');
    await note.press('End');
    await ana.page.keyboard.type('stay calm');
    await ana.button('Add note').click();
    await ana.messages().getByRole('listitem').filter({hasText: 'internal note'}).filter({hasText: 'stay calm'}).waitFor();
    await shoot(ana.page, 'note');

    await options(ana, 'You are all liars').press('Enter');
    await ana.entry('Report…').press('Enter');
    await ana.entry('It is abusive').press('Enter');
    await ana.message('You are all liars').filter({hasText: 'Reported as abuse by you'}).waitFor();
    const mira = await own.agent('mira');
    const rows = await mira.page.evaluate(async () => (await (await fetch('/api/reports/reported_messages')).json()).rows);
    assert.equal(rows.length, 1);
    assert.equal(rows[0].kind, 'abuse');
    await options(ana, 'You are all liars').press('Enter');
    await ana.entry('Take the report back').press('Enter');
    await until(async () => await ana.messages().getByText('Reported as abuse').count() === 0, 'it is taken back');
    await noViolations(ana);
  });

  it('has for messages of closed conversations what makes sense there: report, template; quote and note where it goes on', async () => {
    const ana = await own.answered('You are all liars');
    const menu = async () => {
      await options(ana, 'You are all liars').press('Enter');
      await ana.entry('Copy text').waitFor();
    };
    const read = async () => {
      await ana.button('Closed conversations').click();
      await ana.message('You are all liars').waitFor();
    };
    await ana.end();
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button').first().click();
    await ana.message('You are all liars').waitFor();
    await menu();
    await shoot(ana.page, 'menu-closed');
    await noViolations(ana);
    for (const name of ['Quote', 'Add a note']) assert.equal(await ana.entry(name).count(), 0, name);
    await ana.entry('Report…').press('Enter');
    await ana.entry('It is spam').press('Enter');
    await ana.message('You are all liars').filter({hasText: 'Reported as spam by you'}).waitFor();
    const mira = await own.agent('mira');
    const reported = () => mira.page.evaluate(
      async () => (await (await fetch('/api/reports/reported_messages')).json()).rows.map((row) => row.kind));
    assert.deepEqual(await reported(), ['spam']);
    const ben = await own.agent('ben');
    await ben.button('Closed conversations').click();
    await ben.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button').first().click();
    await ben.message('You are all liars').filter({hasText: 'Reported as spam by Ana Ruiz'}).waitFor();
    await options(ben, 'You are all liars').press('Enter');
    await ben.entry('Copy text').waitFor();
    assert.equal(await ben.entry(/report/i).count(), 0, 'the report is hers');
    await menu();
    await ana.entry('Take the report back').press('Enter');
    await until(async () => await ana.messages().getByText('Reported as spam').count() === 0, 'it is taken back');
    assert.deepEqual(await reported(), []);
    await menu();
    await ana.entry('Make a template from this').press('Enter');
    const dialog = ana.page.getByRole('dialog', {name: 'New template'});
    assert.equal(await dialog.getByRole('textbox', {name: /^Text/}).inputValue(), 'You are all liars');
    await dialog.getByRole('button', {name: 'Close'}).click();
    await dialog.waitFor({state: 'detached'});

    // The same customer writes to another number of ours.
    await own.desk.say(ana.phone, 'Hello?', kAppointments);
    await ana.answer();
    await ana.message('Hello?').waitFor();
    await read();
    await menu();
    await ana.entry('Quote in the open conversation').press('Enter');
    await until(async () => await ana.composer().inputValue() === '"You are all liars"\n', 'it is quoted');
    await until(() => ana.composer().evaluate((node) => node === document.activeElement), 'the focus is in the composer');
    await ana.message('Hello?').waitFor();
    await read();
    await menu();
    await ana.entry('Add a note to the open conversation').press('Enter');
    const note = ana.page.getByRole('textbox', {name: 'Note for colleagues'});
    await until(async () => (await note.inputValue()).startsWith('About "You are all liars": '), 'the note is begun');
    await until(() => note.evaluate((node) => node === document.activeElement), 'the focus is in the note');
  });

  it('quotes what was read as closed in the very conversation, where that goes on again', async () => {
    const ana = await own.answered('You are all liars');
    await ana.end();
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button').first().click();
    await ana.message('You are all liars').waitFor();
    // Its customer goes on with it while she reads it, and it is hers again.
    await own.desk.say(ana.phone, 'Sorry for that');
    await ana.answer();
    await ana.message('Sorry for that').waitFor();
    await ana.button('Closed conversations').click();
    await ana.message('You are all liars').waitFor();
    await options(ana, 'You are all liars').press('Enter');
    await ana.page.getByRole('menuitem', {name: /^Quote/}).press('Enter');
    await until(async () => await ana.composer().inputValue() === '"You are all liars"\n', 'it is quoted');
    await until(() => ana.composer().evaluate((node) => node === document.activeElement), 'the focus is in the composer');
    await ana.message('Sorry for that').waitFor();
    await noViolations(ana);
  });

  it('begins a template with the text of a message, and comes back to it', async () => {
    const ana = await own.answered('Do you open on Sundays?');
    await options(ana, 'Do you open on Sundays?').focus();
    await ana.page.keyboard.press('ContextMenu');
    await ana.entry('Make a template from this').press('Enter');
    const dialog = ana.page.getByRole('dialog', {name: 'New template'});
    await dialog.waitFor();
    assert.equal(await dialog.getByRole('textbox', {name: /^Text/}).inputValue(), 'Do you open on Sundays?');
    await noViolations(ana);
    await dialog.getByRole('button', {name: 'Close'}).click();
    await dialog.waitFor({state: 'detached'});
    await until(() => options(ana, 'Do you open on Sundays?').evaluate((node) => node === document.activeElement),
      'the focus is back');
  });

  it('goes from message to message by arrow keys, beyond what is in view', async () => {
    const ana = await own.answered('Message number 0', {viewport: {width: 1280, height: 600}});
    for (let i = 1; i <= 15; i++) await own.desk.say(ana.phone, `Message number ${i}.`);
    await ana.message('Message number 15.').waitFor();
    await options(ana, 'Message number 15.').focus();
    const focused = () => ana.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    for (let i = 14; i >= 1; i--) {
      await ana.page.keyboard.press('ArrowUp');
      await until(async () => await focused() === `Message options: Message number ${i}.`, `the focus is at ${i}`);
    }
    for (let i = 2; i <= 15; i++) {
      await ana.page.keyboard.press('ArrowDown');
      await until(async () => await focused() === `Message options: Message number ${i}.`, `the focus is at ${i} again`);
    }
  });

  it('prints and saves a transcript, for those who may read it, and writes that down', async () => {
    const nasty = '<img src=x onerror="alert(1)"> & "so on"';
    const ana = await own.answered(nasty, {timezoneId: 'Europe/Berlin'});
    await ana.write('We see');
    await ana.marked('We see', 'Delivered').waitFor();
    await ana.button('Print or save a transcript').click();
    const [print] = await Promise.all([ana.page.context().waitForEvent('page'), ana.entry('Print').first().click()]);
    await print.waitForLoadState();
    await print.getByRole('heading', {name: /^Conversation with/}).waitFor();
    await print.getByText(nasty, {exact: true}).waitFor();
    await print.getByText('We see', {exact: true}).waitFor();
    assert.equal(await print.locator('img').count(), 0);
    // Whose clock it is, and UTC beside each time.
    await print.getByText('Times are by the clock of Europe/Berlin, with UTC in brackets.', {exact: true}).waitFor();
    for (const time of await print.locator('time').allTextContents()) assert.match(time, / \([^)]+ UTC\)$/);
    assert.deepEqual(await accessibilityViolations(print), []);
    await shoot(print, 'transcript');
    const address = new URL(print.url());
    await print.close();
    const get = (agent, query) => agent.page.evaluate(async (url) => {
      const answer = await fetch(url);
      return {status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers)};
    }, `${address.pathname}?${query}`);
    const text = await get(ana, 'format=txt');
    assert.match(text.text, /Customer:\n<img src=x/);
    assert.match(text.text, /^Times are in UTC\.$/m);
    assert.match(text.text, / UTC {2}-- Ana Ruiz answered$/m);
    const local = await get(ana, 'format=txt&zone=Europe/Berlin');
    assert.match(local.text, /^Times are by the clock of Europe\/Berlin, with UTC in brackets\.$/m);
    const [, here, utc] = local.text.match(/^\S+ (\d\d):\S+ \(\S+ (\d\d):\S+ UTC\) {2}Customer:$/m);
    assert.ok([1, 2].includes((Number(here) - Number(utc) + 24) % 24), `${here} is not ${utc} in Berlin`);
    assert.match((await get(ana, 'format=txt&zone=Nowhere/City')).text, /^Times are in UTC\.$/m);
    await ana.button('Print or save a transcript').click();
    const [saved] = await Promise.all([
      ana.page.context().waitForEvent('request', (request) => request.url().includes('format=txt')),
      ana.entry(/^Save as text$/).click()]);
    assert.equal(new URL(saved.url()).searchParams.get('zone'), 'Europe/Berlin');
    assert.match(text.text, /Ana Ruiz:\nWe see\n\[Delivered\]/);
    assert.match(text.headers['content-disposition'], /^attachment/);
    await ana.button('Print or save a transcript').click();
    const [noted] = await Promise.all([
      ana.page.context().waitForEvent('request', (request) => request.url().includes('format=json')),
      ana.entry('Save as JSON with internal notes').click()]);
    assert.equal(new URL(noted.url()).searchParams.get('notes'), 'yes');
    const json = JSON.parse((await get(ana, 'format=json')).text);
    assert.deepEqual(json.messages.map((message) => message.text), [nasty, 'We see']);
    assert.deepEqual(json.handings.map((one) => `${one.kind} ${one.agent}`), ['answered Ana Ruiz']);
    assert.match((await get(ana, 'format=html')).headers['content-security-policy'], /default-src 'none'/);
    own.desk.expectFault(/ status of 400 .* at \S+\/transcript\?format=exe$/);
    assert.equal((await get(ana, 'format=exe')).status, 400);
    const ben = await own.agent('ben');
    own.desk.expectFault(/ status of 404 .* at \S+\/transcript\?format=txt$/);
    assert.equal((await get(ben, 'format=txt')).status, 404, 'it is not his to read');
    const ada = await own.agent('ada');
    const audit = await ada.page.evaluate(async () => (await (await fetch('/api/audit?limit=20')).json()).rows);
    const taken = audit.filter((row) => row.action === 'transcript_taken');
    assert.deepEqual(taken.map((row) => `${row.by} ${row.after.format}`).sort(),
      ['1 html', '1 html', '1 json', '1 json', '1 txt', '1 txt', '1 txt', '1 txt']);
  });
});

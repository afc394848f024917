// Messages by their words: across all conversations one may see, within one timeline, opened at the place. By role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kAppointments, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('search', {timeout: 600_000}, () => {
  const own = withDesk({}, 7000);
  const list = (agent) => agent.page.getByRole('list', {name: 'Messages found'});
  const lines = (agent) => list(agent).getByRole('listitem');
  const field = (agent) => agent.page.getByRole('searchbox', {name: 'Find messages'});
  const within = (agent) => agent.page.getByRole('searchbox', {name: 'Words to find in this conversation'});
  const bar = (agent) => agent.page.getByRole('search', {name: 'Search in this conversation'});
  const place = (agent) => agent.messages().locator('[role=listitem][aria-current]');
  const lookFor = async (agent, words) => {
    if (await field(agent).count() === 0) {
      await agent.button('Closed conversations').click();
      await agent.page.getByRole('radio', {name: 'Messages', exact: true}).click();
    }
    await field(agent).fill(words);
  };
  const finds = async (agent, words, text) => {
    await lookFor(agent, words);
    await lines(agent).filter({hasText: text}).or(list(agent).getByRole('button', {name: text})).first().waitFor();
  };
  const findsNothing = async (agent, words) => {
    await lookFor(agent, words);
    await agent.page.getByText('No message was found').first().waitFor();
  };

  it('finds words of closed conversations in any script and opens them at their place', async () => {
    const ana = await own.answered('Where is my Café order? 東京都に送ってください 📦');
    await ana.write('It left Straße 5 today.');
    await ana.marked('It left', 'Delivered').waitFor();
    await ana.end();
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('radio', {name: 'Messages', exact: true}).click();
    await ana.page.getByText('Look for words in messages').first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    for (const words of ['cafe', 'CAF ord', '京都', '京', '送っ', '📦']) await finds(ana, words, /Café order/);
    await finds(ana, 'strasse', /Straße 5/);
    const log = ana.page.getByRole('log', {name: 'Announcements'});
    await log.getByText('1 message found.').first().waitFor();
    await findsNothing(ana, 'cafe nothing');
    await log.getByText('No message found.').first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    // Nothing of it is syntax.
    await findsNothing(ana, '"cafe* OR (NEAR zzz');
    await finds(ana, '"cafe*', /Café order/);
    assert.deepEqual(await accessibilityViolations(ana.page), []);

    await lines(ana).first().getByRole('button').click();
    await ana.message('Where is my Café order').waitFor();
    await place(ana).filter({hasText: 'Café order'}).waitFor();
    await bar(ana).getByText('1 of 1').first().waitFor();
    assert.equal(await within(ana).inputValue(), '"cafe*');
    assert.equal(await within(ana).evaluate((node) => node === document.activeElement), true, 'the focus is in the search');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    if (process.env.SMSDESK_SHOTS) await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-across.png`});
    await ana.page.keyboard.press('Escape');
    await bar(ana).waitFor({state: 'detached'});
    await ana.page.keyboard.press('Escape');
    await list(ana).waitFor();
  });

  it('finds only what one may see', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'The secret appointment', kAppointments);
    await ana.answer();
    await ana.message('The secret appointment').waitFor();
    await own.desk.say(own.customer(), 'The secret parcel');
    await ana.button(/^Answer/).first().click();
    await ana.message('The secret parcel').waitFor();
    const ben = await own.agent('ben');
    const mira = await own.agent('mira');
    await finds(ana, 'secret', /secret parcel/);
    await finds(ana, 'secret', /secret appointment/);
    await finds(mira, 'secret', /secret appointment/);
    await findsNothing(ben, 'secret');
    // Both end: of his own queue he finds it, of the other not.
    for (const text of ['The secret parcel', 'The secret appointment']) {
      await finds(ana, 'secret', new RegExp(text));
      await list(ana).getByRole('button', {name: new RegExp(text)}).click();
      await ana.message(text).waitFor();
      await ana.composer().waitFor();
      await ana.end('Resolved');
      await until(async () => await ana.button('Finish wrap-up').count() === 0, 'it has ended');
    }
    await finds(ben, 'secret parcel', /secret parcel/);
    await findsNothing(ben, 'secret appointment');
    await finds(mira, 'secret appointment', /secret appointment/);
  });

  const addNote = async (agent, text) => {
    await agent.tab('Notes').click();
    const note = agent.page.getByRole('textbox', {name: 'Note for colleagues'});
    await note.fill(text);
    await agent.button('Add note').click();
    await until(async () => await note.inputValue() === '', 'the note was taken');
  };

  it('finds internal notes beside messages, for who may read the conversation, and opens them where they were written', async () => {
    const ana = await own.answered('My parcel is late');
    await addNote(ana, 'The courier lost the umbrella parcel');
    await ana.write('We look into it.');
    await ana.marked('We look into it.', 'Delivered').waitFor();
    await finds(ana, 'umbrella', /Your internal note: The courier lost the umbrella parcel/);
    await finds(ana, 'parcel', /Customer wrote: My parcel is late/);
    await until(async () => await lines(ana).count() === 2, 'the note and the message');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await lines(ana).first().getByRole('button').click();
    await place(ana).filter({hasText: 'internal note'}).filter({hasText: 'umbrella parcel'}).waitFor();
    await bar(ana).getByText('1 of 2').first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    if (process.env.SMSDESK_SHOTS) await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-note.png`});
    await within(ana).press('Enter');
    await place(ana).filter({hasText: 'My parcel is late'}).waitFor();
    await ana.page.keyboard.press('Escape');

    const ben = await own.agent('ben');
    const mira = await own.agent('mira');
    await findsNothing(ben, 'umbrella');
    await finds(mira, 'umbrella', /Internal note by Ana Ruiz/);
    await ana.composer().waitFor();
    await ana.end('Resolved');
    await until(async () => await ana.button('Finish wrap-up').count() === 0, 'it has ended');
    await finds(ben, 'umbrella parcel', /Internal note by Ana Ruiz/);
    await lines(ben).first().getByRole('button').click();
    await place(ben).filter({hasText: 'umbrella parcel'}).waitFor();
    assert.deepEqual(await own.desk.received(ana.phone), ['We look into it.']);
  });

  it('is narrowed by who wrote, queue, agent and days, which stay until they are cleared', async () => {
    const ana = await own.answered('A parcel from the customer');
    await ana.write('Your parcel is on its way.');
    await ana.marked('Your parcel is on its way.', 'Delivered').waitFor();
    await addNote(ana, 'Parcel: ask the depot');
    await own.desk.say(own.customer(), 'A parcel appointment', kAppointments);
    await ana.button(/^Answer/).first().click();
    await ana.message('A parcel appointment').waitFor();
    await lookFor(ana, 'parcel');
    const shows = (count) => until(async () => await lines(ana).count() === count, `${count} are shown`);
    const filters = ana.page.getByRole('group', {name: 'Filters'});
    const by = (name) => filters.getByRole('radio', {name, exact: true});
    const firstDay = filters.getByRole('textbox', {name: 'First day'});
    const lastDay = filters.getByRole('textbox', {name: 'Last day'});
    const hidesAll = async () => {
      await ana.page.getByText('No message was found').first().waitFor();
      await ana.says('The filters hide what they do not let through');
    };
    const day = (from) => ana.page.evaluate((days) => {
      const at = new Date();
      at.setDate(at.getDate() + days);
      return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    }, from);
    await shows(4);
    assert.equal(await ana.button('Clear filters').count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);

    for (const [who, count, text] of [['Customer', 2, /A parcel from/], ['Us', 1, /on its way/], ['Notes', 1, /ask the depot/], ['Anyone', 4, /./]]) {
      await by(who).click();
      await shows(count);
      await list(ana).getByRole('button', {name: text}).first().waitFor();
    }
    await filters.getByRole('button', {name: 'Queue: Any queue'}).click();
    await ana.entry('Appointments').click();
    await shows(1);
    await list(ana).getByRole('button', {name: /A parcel appointment/}).waitFor();
    await filters.getByRole('button', {name: 'Queue: Appointments'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    if (process.env.SMSDESK_SHOTS) await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-filters.png`});
    await ana.button('Clear filters').click();
    await shows(4);
    await until(() => field(ana).evaluate((node) => node === document.activeElement), 'the focus is in the words');

    await filters.getByRole('button', {name: 'Agent: Any agent'}).click();
    await ana.entry('Ana Ruiz').click();
    await shows(2);
    await filters.getByRole('button', {name: 'Agent: Ana Ruiz'}).click();
    await ana.entry('Ben Okafor').click();
    await hidesAll();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button('Clear filters').click();
    await shows(4);

    await firstDay.fill(await day(1));
    await hidesAll();
    await firstDay.fill(await day(0));
    await shows(4);
    await lastDay.fill(await day(0));
    await shows(4);
    await lastDay.fill(await day(-1));
    await hidesAll();
    await ana.says('The last day is before the first one.');
    await lastDay.fill('soon');
    await ana.says('Write the day as year-month-day, such as 2026-12-25.');
    await shows(4);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    // They stay while the page is open.
    await ana.page.getByRole('button', {name: /^Conversations/}).click();
    await ana.message('A parcel appointment').waitFor();
    await ana.button('Closed conversations').click();
    await shows(4);
    assert.equal(await firstDay.inputValue(), await day(0));
    await ana.button('Clear filters').click();
    await until(async () => await firstDay.inputValue() === '' && await lastDay.inputValue() === '', 'the days are empty');
    await shows(4);
  });

  it('opens a message in the middle of a long history, and goes both ways from there', async () => {
    const ana = await own.answered('The very first word');
    for (let i = 1; i <= 400; ++i) {
      await own.desk.say(ana.phone, i === 150 ? 'Needle: číslo 4711' : i % 100 === 0 ? `Milestone ${i}` : `Message number ${i}`);
    }
    await ana.message('Milestone 400').waitFor();
    await finds(ana, 'cislo', /Needle/);
    await lines(ana).first().getByRole('button').click();
    await place(ana).filter({hasText: 'Needle'}).waitFor();
    await ana.composer().waitFor();
    assert.equal(await ana.message('Milestone 400').count(), 0, 'the newest is far below');
    await ana.page.getByRole('button', {name: 'Jump to latest'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    if (process.env.SMSDESK_SHOTS) {
      await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-place-light.png`});
      await ana.page.emulateMedia({colorScheme: 'dark'});
      await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-place-dark.png`});
      await ana.page.emulateMedia({colorScheme: 'light'});
    }
    // Upwards and downwards, page by page.
    await ana.composer().focus();
    await until(async () => {
      await ana.page.keyboard.press('PageUp');
      return await ana.message('The very first word').count() > 0;
    }, 'it goes on to the beginning', 40_000);
    await until(async () => {
      await ana.page.keyboard.press('PageDown');
      return await ana.message('Milestone 400').count() > 0;
    }, 'it goes on to the newest', 40_000);
    // What comes now is there at once: nothing is between.
    await own.desk.say(ana.phone, 'And one more');
    await ana.message('And one more').waitFor();
  });

  it('searches within the open conversation by keys alone, and jumps back to the latest', async () => {
    const ana = await own.answered('A parcel to begin with');
    for (let i = 1; i <= 260; ++i) await own.desk.say(ana.phone, i % 50 === 0 ? `Parcels ${i}` : `Filler ${i}`);
    await ana.message('Filler 259').waitFor();
    await ana.composer().focus();
    await ana.page.keyboard.press('Control+Shift+F');
    await until(() => within(ana).evaluate((node) => node === document.activeElement), 'the field has the focus');
    await ana.page.keyboard.type('parc');
    await bar(ana).getByText('1 of 6').first().waitFor();
    await place(ana).filter({hasText: 'Parcels 250'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    for (const [count, text] of [['2 of 6', 'Parcels 200'], ['3 of 6', 'Parcels 150'], ['4 of 6', 'Parcels 100'], ['5 of 6', 'Parcels 50'],
      ['6 of 6', 'A parcel to begin with']]) {
      await ana.page.keyboard.press('Enter');
      await bar(ana).getByText(count).first().waitFor();
      await place(ana).filter({hasText: text}).waitFor();
    }
    await ana.page.keyboard.press('Control+Enter');
    await place(ana).filter({hasText: 'Parcels 50'}).waitFor();
    if (process.env.SMSDESK_SHOTS) await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-within.png`});
    await ana.page.getByRole('button', {name: 'Jump to latest'}).click();
    await ana.message('Filler 259').waitFor();
    await within(ana).fill('nothing like it');
    await bar(ana).getByText('Not found').first().waitFor();
    await within(ana).focus();
    await ana.page.keyboard.press('Escape');
    await bar(ana).waitFor({state: 'detached'});
    // Sending from an old place shows what was sent.
    await ana.page.keyboard.press('Control+Shift+F');
    await within(ana).fill('begin');
    await place(ana).filter({hasText: 'A parcel to begin with'}).waitFor();
    await ana.write('I send the answer now.');
    await ana.marked('I send the answer now.', 'Delivered').waitFor();
  });

  it('finds the note of a wrap-up, says what it is, and opens it at its place', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'A question about the umbrella', kAppointments);
    await ana.answer();
    await ana.message('A question about the umbrella').waitFor();
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    await ana.page.getByRole('textbox', {name: 'Note'}).fill('Promised a voucher for the umbrella');
    await ana.button('Finish wrap-up').click();
    await finds(ana, 'voucher', /Your wrap-up note.*Promised a voucher/);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await lines(ana).first().getByRole('button').click();
    await place(ana).filter({hasText: 'You ended the conversation · Resolved · Promised a voucher'}).waitFor();
    await bar(ana).getByText('1 of 1').first().waitFor();
    if (process.env.SMSDESK_SHOTS) await ana.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/search-wrap-up.png`});
    // Within the conversation both are found, the note first.
    await within(ana).fill('umbrella');
    await bar(ana).getByText('1 of 2').first().waitFor();
    await place(ana).filter({hasText: 'Promised a voucher'}).waitFor();
    await within(ana).press('Enter');
    await bar(ana).getByText('2 of 2').first().waitFor();
    await place(ana).filter({hasText: 'A question about the umbrella'}).waitFor();
    // Under the right to read its conversation: nobody of another queue finds it, its supervisor does.
    const ben = await own.agent('ben');
    await findsNothing(ben, 'voucher');
    const mira = await own.agent('mira');
    await finds(mira, 'voucher', /Wrap-up note by Ana Ruiz/);
    await mira.page.getByRole('radio', {name: 'Customer', exact: true}).click();
    await mira.page.getByText('No message was found').first().waitFor();
  });

  it('finds what was said before the relay was killed, and what was said after', async () => {
    const ana = await own.answered('Before the crash');
    await finds(ana, 'crash', /Before the crash/);
    await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));  // its script is fetched
    await own.desk.restartRelay('SIGKILL');
    await own.desk.say(ana.phone, 'After the crash');
    // What the page knows of is on the relay's disk, and to be found from that moment on.
    await ana.roster().getByRole('button', {name: /After the crash/}).waitFor({timeout: 30_000});
    await field(ana).press('Enter');
    await until(async () => {
      return await list(ana).getByRole('button', {name: /After the crash/}).count() === 1 &&
          await list(ana).getByRole('button', {name: /Before the crash/}).count() === 1;
    }, 'both are found', 30_000);
  });
});

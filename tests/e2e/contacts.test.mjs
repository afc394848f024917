// Who the customer is: named, changed by two agents and after the conversation's end, merged with another contact; stopped
// messages; what was before. By role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {AgentPage, kAppointments, readable, stored, until} from './support/desk.mjs';
import {selectable, selectWords} from './support/reach.mjs';
import {renderer, withDesk} from './support/with_desk.mjs';

describe('the customer panel', {timeout: 500_000}, () => {
  const own = withDesk({}, 6000);
  const panel = (agent) => agent.page.getByRole('tabpanel', {name: 'Customer'});
  const title = (agent, name) => panel(agent).getByRole('heading', {name, exact: true});
  const field = (agent, name) => agent.page.getByRole('textbox', {name, exact: true});
  const fact = (agent, text) => panel(agent).getByRole('listitem').filter({hasText: text});
  const shot = async (agent, name) => {
    if (process.env.SMSDESK_SHOTS) await agent.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/${name}.png`});
  };
  const wide = {viewport: {width: 1440, height: 1000}};
  const named = async (agent, name) => {
    await agent.button('Add contact').click();
    await field(agent, 'Name').fill(name);
    await field(agent, 'Name').press('Enter');
    await title(agent, name).waitFor();
  };

  it('names a number, everywhere and for good', async () => {
    await own.desk.configure({settings: {
      customer_field: [{name: 'Account'}, {name: 'Plan', choices: ['Basic', 'Gold']}],
      customer_link: [
        {name: 'Open in CRM', address: 'https://crm.example/search?phone={number}&id={contact}'},
        {name: 'Account in the books', address: 'https://books.example/{field.account}'},
      ],
    }});
    const ana = await own.answered('Where is my parcel?', wide);
    await title(ana, readable(ana.phone)).waitFor();
    await panel(ana).getByText('Phone number').first().waitFor();
    await panel(ana).getByText('This is the first that you may see.').waitFor();
    assert.equal(await ana.button(/Open in CRM/).count(), 0, 'it asks for a contact, and there is none');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'unknown');

    await ana.button('Add contact').click();
    await until(async () => await field(ana, 'Name').evaluate((e) => e === document.activeElement), 'the focus is in the form');
    await ana.page.keyboard.press('Enter');
    await ana.says('A contact needs a name.');
    await field(ana, 'Name').fill('Mira Lind');
    await field(ana, 'Labels').fill('VIP');
    await field(ana, 'Account').fill('4711');
    assert.equal(await ana.button(/^Account in the books/).count(), 0, 'it is not saved yet');
    await panel(ana).getByRole('radio', {name: 'Gold'}).click();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'form');
    // What is not saved yet outlives the page.
    await ana.page.reload();
    await ana.roster().getByRole('button', {name: new RegExp(readable(ana.phone).replaceAll('+', '\\+'))}).waitFor();
    await field(ana, 'Name').waitFor();
    assert.equal(await field(ana, 'Name').inputValue(), 'Mira Lind');
    assert.equal(await field(ana, 'Account').inputValue(), '4711');
    await ana.button('Save contact').click();
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, 'Labels: VIP').waitFor();
    await fact(ana, 'Account: 4711').waitFor();
    await fact(ana, 'Plan: Gold').waitFor();
    await ana.button(/^Open in CRM/).waitFor();
    await ana.button(/^Account in the books/).waitFor();
    await ana.page.getByRole('textbox', {name: 'Message to Mira Lind'}).waitFor();
    await ana.roster().getByRole('button', {name: /Mira Lind/}).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'known');
    await ana.page.context().route('https://crm.example/**', (route) => route.fulfill({contentType: 'text/html', body: ''}));
    const [opened] = await Promise.all([
      ana.page.context().waitForEvent('page'), ana.button(/^Open in CRM/).click()]);
    assert.equal(await opened.evaluate(() => window.opener).catch(() => null), null);
    await opened.close();

    await own.desk.restartRelay();
    await ana.page.reload();
    await ana.roster().getByRole('button', {name: /Mira Lind/}).click();
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, 'Account: 4711').waitFor();
    await ana.button('Edit contact').click();
    await field(ana, 'Account').fill('');
    await ana.button('Save contact').click();
    await fact(ana, 'Account: 4711').waitFor({state: 'detached'});
    await ana.button(/^Open in CRM/).waitFor();
    assert.equal(await ana.button(/^Account in the books/).count(), 0, 'there is no account to ask for');
  });

  it('copies the number from header and panel, by pointer and by key, and from anywhere by its shortcut', async () => {
    const ana = await own.answered('Hello', {...wide, permissions: ['clipboard-read', 'clipboard-write']});
    const copied = () => ana.page.evaluate(() => navigator.clipboard.readText());
    await ana.page.getByRole('main').getByRole('button', {name: 'Copy number'}).click();
    await ana.says(`Copied: ${readable(ana.phone)}`);
    assert.equal(await copied(), readable(ana.phone));
    await ana.page.evaluate(() => navigator.clipboard.writeText(''));
    await panel(ana).getByRole('button', {name: 'Copy number'}).focus();
    await ana.page.keyboard.press('Enter');
    await until(async () => await copied() === readable(ana.phone), 'it is copied by key');
    await ana.page.evaluate(() => navigator.clipboard.writeText(''));
    await ana.composer().fill('Where are you?');
    await ana.page.keyboard.press('Alt+Shift+ArrowDown');
    await until(async () => await copied() === readable(ana.phone), 'it is copied by its shortcut');
    assert.equal(await ana.composer().inputValue(), 'Where are you?');
    await until(() => ana.composer().evaluate((e) => e === document.activeElement), 'writing goes on');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'copy');
  });

  it('lets what a contact says be selected, copied and opened', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}, {name: 'File'}]}});
    const ana = await own.answered('Hello', {...wide, permissions: ['clipboard-read', 'clipboard-write']});
    const copied = () => ana.page.evaluate(() => navigator.clipboard.readText());
    const other = own.customer();
    await ana.button('Add contact').click();
    await field(ana, 'Name').fill('Ruta Kalnins');
    await field(ana, 'Numbers').fill(`${ana.phone}\n${other}`);
    await field(ana, 'Account').fill('K-8812');
    await field(ana, 'File').fill('https://crm.example/4711');
    await field(ana, 'Note').fill('Rings twice. Her shop: https://shop.example/ruta or so');
    await ana.button('Save contact').click();
    await fact(ana, 'Account: K-8812').waitFor();
    const note = selectable(panel(ana), 'Rings twice.');
    for (const [words, text] of [[selectable(panel(ana), 'K-8812'), 'K-8812'],
      [selectable(panel(ana), readable(other)), readable(other)],
      [note, 'Rings twice. Her shop: https://shop.example/ruta or so']]) {
      await selectWords(ana.page, words);
      await ana.page.keyboard.press('ControlOrMeta+c');
      await until(async () => await copied() === text, `"${text}" is copied from what was selected`);
    }
    // A press that selects nothing leaves the keyboard where it was.
    await ana.composer().click();
    await selectable(panel(ana), 'K-8812').click();
    await ana.page.keyboard.type('I look it up.');
    assert.equal(await ana.composer().inputValue(), 'I look it up.');
    await ana.composer().fill('');
    // By key: one stop for all facts, arrows within it.
    await fact(ana, 'Account: K-8812').getByRole('button', {name: 'Copy Account'}).focus();
    await ana.page.keyboard.press('Enter');
    await ana.says('Copied: K-8812');
    assert.equal(await copied(), 'K-8812');
    await ana.page.keyboard.press('ArrowDown');
    assert.equal(await ana.page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Link to crm.example');
    await panel(ana).getByRole('button', {name: 'Copy note'}).focus();
    await ana.page.keyboard.press('Enter');
    await until(async () => (await copied()).startsWith('Rings twice.'), 'the note is copied by key');
    const context = ana.page.context();
    for (const host of ['crm.example', 'shop.example']) {
      await context.route(`https://${host}/**`, (route) => route.fulfill({contentType: 'text/html', body: ''}));
      await panel(ana).getByRole('link', {name: `Link to ${host}`}).click();
      const [opened] = await Promise.all([context.waitForEvent('page'), ana.entry(`Open ${host} in a new tab`).click()]);
      await opened.waitForLoadState();
      assert.equal(new URL(opened.url()).host, host);
      assert.equal(await opened.evaluate(() => window.opener), null);
      await opened.close();
    }
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'selectable');
  });

  it('stands beside a closed conversation', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}]}});
    const ana = await own.answered('First', wide);
    await ana.button('Add contact').click();
    await field(ana, 'Name').fill('Mira Lind');
    await field(ana, 'Labels').fill('VIP');
    await field(ana, 'Account').fill('4711');
    await field(ana, 'Note').fill('Rings twice.');
    await ana.button('Save contact').click();
    await title(ana, 'Mira Lind').waitFor();
    await own.desk.say(ana.phone, 'An appointment, please', kAppointments);
    await ana.end();
    await ana.answer();
    await ana.message('An appointment, please').waitFor();
    await ana.end();
    await ana.button('Closed conversations').click();
    const list = ana.page.getByRole('list', {name: 'Closed conversations'});
    await list.getByRole('button', {name: /^Mira Lind, Support/}).click();
    await ana.message('First').waitFor();
    await title(ana, 'Mira Lind').waitFor();
    for (const text of ['Labels: VIP', 'Account: 4711', 'Queue: Support']) await fact(ana, text).waitFor();
    await panel(ana).getByText('Rings twice.').first().waitFor();
    await panel(ana).getByText('Has not opted out').first().waitFor();
    await ana.button('Edit contact').waitFor();
    await ana.button('Merge…').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'closed');
    // What else was said with her, in whichever queue.
    const others = panel(ana).getByRole('list', {name: 'Other conversations'});
    await others.getByRole('button', {name: /Appointments/}).click();
    await ana.message('An appointment, please').waitFor();
    await ana.page.getByText(/^Closed by Ana Ruiz/).first().waitFor();
    await fact(ana, 'Queue: Appointments').waitFor();

    // With less room it comes when it is asked for, and goes before the conversation does.
    await ana.page.setViewportSize({width: 1280, height: 800});
    await panel(ana).waitFor({state: 'detached'});
    const opener = ana.page.getByRole('button', {name: 'Customer', exact: true});
    await opener.click();
    await ana.page.getByRole('dialog', {name: 'Customer'}).waitFor();
    await title(ana, 'Mira Lind').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Escape');
    await panel(ana).waitFor({state: 'detached'});
    await until(() => opener.evaluate((node) => node === document.activeElement), 'the focus is back');
    await ana.message('An appointment, please').waitFor();
  });

  it('is changed beside a closed conversation by whoever may read it, and for good', async () => {
    const list = (agent) => agent.page.getByRole('list', {name: 'Closed conversations'});
    const read = async (agent, name) => {
      await agent.button('Closed conversations').click();
      await list(agent).getByRole('button', {name}).click();
    };
    const ana = await own.answered('Where is my parcel?', wide);
    await named(ana, 'Mira Lind');
    await ana.end();
    await read(ana, /^Mira Lind, Support/);
    await title(ana, 'Mira Lind').waitFor();
    await ana.button('Edit contact').click();
    await until(async () => await field(ana, 'Name').evaluate((e) => e === document.activeElement), 'the focus is in the form');
    await field(ana, 'Note').fill('Rings twice.');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'closed-form');
    // What is not saved yet outlives the page, and waits where it was written.
    await ana.page.reload();
    await read(ana, /^Mira Lind, Support/);
    await field(ana, 'Note').waitFor();
    assert.equal(await field(ana, 'Note').inputValue(), 'Rings twice.');
    await field(ana, 'Name').fill('M. Lindqvist');
    await ana.button('Save contact').click();
    await title(ana, 'M. Lindqvist').waitFor();
    await panel(ana).getByText('Rings twice.').first().waitFor();
    await list(ana).getByRole('button', {name: /^M\. Lindqvist, Support/}).waitFor();
    await until(async () => await ana.button('Edit contact').evaluate((e) => e === document.activeElement), 'the focus is not lost');
    // A colleague who reads it sees it, and changes it too.
    const ben = await own.agent('ben', wide);
    await read(ben, /^M\. Lindqvist, Support/);
    await title(ben, 'M. Lindqvist').waitFor();
    await ben.button('Edit contact').click();
    await field(ben, 'Labels').fill('VIP');
    await ben.button('Save contact').click();
    await fact(ana, 'Labels: VIP').waitFor();
    await own.desk.restartRelay();
    await ana.page.reload();
    await read(ana, /^M\. Lindqvist, Support/);
    await fact(ana, 'Labels: VIP').waitFor();
  });

  it('is written in two pages of one browser, each with a form of its own that outlives it', async () => {
    const ana = await own.answered('Where is my parcel?', wide);
    const another = async () => {
      const page = new AgentPage(await ana.browser.newPage(), own.desk.url);
      await page.open(`?renderer=${renderer}`);
      await page.roster().getByRole('button').first().click();
      return page;
    };
    const write = async (agent, name) => {
      await agent.button('Add contact').click();
      await field(agent, 'Name').fill(name);
      await stored(agent.page, 'settings', name);
    };
    const has = (agent, name) => until(async () => await field(agent, 'Name').count() === 1 &&
      await field(agent, 'Name').inputValue() === name, `the form has ${name}`);
    await write(ana, 'Mira Lind');
    const second = await another();
    assert.equal(await field(second, 'Name').count(), 0, 'it is being written at the other page');
    await write(second, 'M. Lindqvist');
    await ana.page.reload();
    await has(ana, 'Mira Lind');
    await second.page.reload();
    await has(second, 'M. Lindqvist');
    await second.page.close();
    await has(await another(), 'M. Lindqvist');
    await has(ana, 'Mira Lind');
  });

  it('gets the number of a closed conversation, and becomes one with another beside it', async () => {
    const list = (agent) => agent.page.getByRole('list', {name: 'Closed conversations'});
    const find = (agent) => field(agent, 'Find a contact').or(agent.page.getByRole('searchbox', {name: 'Find a contact'})).first();
    const ana = await own.answered('First', wide);
    await named(ana, 'Mira Lind');
    await ana.end();
    const phones = [own.customer(), own.customer()];
    for (const phone of phones) {
      await own.desk.say(phone, `From ${phone}`);
      await ana.answer();
      await ana.message(`From ${phone}`).waitFor();
      await ana.end();
    }
    const read = async (phone) => {
      await ana.button('Closed conversations').click();
      await list(ana).getByRole('button', {name: new RegExp(`^${readable(phone).replaceAll('+', '\\+')}, Support`)}).click();
      await ana.message(`From ${phone}`).waitFor();
    };
    await read(phones[0]);
    await ana.button('Add to a contact…').click();
    await find(ana).fill('mira');
    await panel(ana).getByRole('button', {name: /^Mira Lind, /}).click();
    await panel(ana).getByRole('button', {name: 'Add number', exact: true}).click();
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, `Other numbers: ${readable(ana.phone)}`).waitFor();
    await read(phones[1]);
    await named(ana, 'M. Lindqvist');
    await ana.button('Merge…').click();
    await find(ana).fill('mira');
    await panel(ana).getByRole('button', {name: /^Mira Lind, /}).click();
    await panel(ana).getByRole('radio', {name: 'Mira Lind'}).click();
    await panel(ana).getByRole('button', {name: 'Merge', exact: true}).click();
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, 'Also called: M. Lindqvist').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
  });

  it('follows beside a closed conversation what a colleague changes', async () => {
    const ana = await own.answered('Where is my parcel?', wide);
    await named(ana, 'Mira Lind');
    await ana.end();
    await ana.onQueueSwitch().click();
    await ana.button('Closed conversations').click();
    await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button', {name: /^Mira Lind, Support/}).click();
    await title(ana, 'Mira Lind').waitFor();
    // She writes to another number of ours, which somebody else answers.
    const mira = await own.agent('mira', wide);
    await mira.goOnQueue();
    await own.desk.say(ana.phone, 'An appointment, please', kAppointments);
    await mira.answer();
    await title(mira, 'Mira Lind').waitFor();
    await mira.button('Edit contact').click();
    await field(mira, 'Name').fill('M. Lindqvist');
    await field(mira, 'Labels').fill('Late payer');
    await field(mira, 'Note').fill('Rings twice.');
    await mira.button('Save contact').click();
    await title(ana, 'M. Lindqvist').waitFor();
    await fact(ana, 'Labels: Late payer').waitFor();
    await panel(ana).getByText('Rings twice.').first().waitFor();
    await ana.page.getByRole('heading', {level: 1, name: 'M. Lindqvist'}).waitFor();
    // Also what was changed while this page had no connection.
    await own.desk.restartRelay();
    assert.equal(await fact(ana, 'Labels: Late payer').count(), 1, 'it stands still');
    await mira.page.reload();
    await mira.roster().getByRole('button', {name: /M\. Lindqvist/}).click();
    await mira.button('Edit contact').click();
    await field(mira, 'Labels').fill('VIP');
    await mira.button('Save contact').click();
    await fact(ana, 'Labels: VIP').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
  });

  it('brings beside a closed conversation what has changed while it was not to be read', async () => {
    const ana = await own.answered('Where is my parcel?', wide);
    await named(ana, 'Mira Lind');
    await ana.end();
    const ben = await own.agent('ben', wide);
    await ben.button('Closed conversations').click();
    await ben.page.getByRole('list', {name: 'Closed conversations'}).getByRole('button', {name: /^Mira Lind, Support/}).click();
    await title(ben, 'Mira Lind').waitFor();
    // It goes on with Ana: it is hers alone until it has ended again.
    await own.desk.say(ana.phone, 'Hello?');
    await ana.answer();
    await ana.button('Edit contact').click();
    await field(ana, 'Name').fill('M. Lindqvist');
    await ana.button('Save contact').click();
    await title(ana, 'M. Lindqvist').waitFor();
    await ana.end();
    await title(ben, 'M. Lindqvist').waitFor();
    // Out of the queue, and back in it.
    await own.desk.configure({agent: {ben: {queues: []}}});
    await title(ben, 'M. Lindqvist').waitFor({state: 'detached'});
    await own.desk.configure({agent: {ben: {queues: ['Support']}}});
    await title(ben, 'M. Lindqvist').waitFor();
    await ben.message('Where is my parcel?').waitFor();
  });

  it('tells another agent at once, and loses nobody\'s words', async () => {
    const ana = await own.answered('Hello', wide);
    await named(ana, 'Mira Lind');
    const mira = await own.agent('mira', wide);
    await mira.goOnQueue();
    await ana.onQueueSwitch().click();
    await own.desk.say(ana.phone, 'And an appointment', kAppointments);
    await mira.page.getByRole('button', {name: /^Answer/}).first().waitFor();
    await mira.says('Mira Lind');
    await mira.answer();
    await title(mira, 'Mira Lind').waitFor();

    await mira.button('Edit contact').click();
    await field(mira, 'Note').fill('Rings twice.');
    await ana.button('Edit contact').click();
    await field(ana, 'Labels').fill('Late payer');
    await ana.button('Save contact').click();
    await fact(ana, 'Labels: Late payer').waitFor();
    await mira.says('Somebody has changed this contact meanwhile. Their changes stand here now.');
    assert.equal(await field(mira, 'Labels').inputValue(), 'Late payer');
    assert.equal(await field(mira, 'Note').inputValue(), 'Rings twice.');
    await mira.button('Save contact').click();
    await panel(ana).getByText('Rings twice.').waitFor();

    // What was before, under the other of our numbers.
    await mira.end();
    await ana.tab('Notes').click();
    await ana.tab('Customer').click();
    await ana.page.reload();
    await ana.roster().getByRole('button', {name: /Mira Lind/}).click();
    await panel(ana).getByRole('button', {name: /Read the conversation: Appointments · Mira Lindqvist · Resolved/}).click();
    await ana.message('And an appointment').waitFor();
  });

  it('says that a customer has stopped messages, with when and by which word', async () => {
    const ana = await own.answered('Hello', wide);
    await panel(ana).getByText('Has not opted out').waitFor();
    assert.equal(await panel(ana).getByText(/Opted out,/).count(), 0);
    await own.desk.say(ana.phone, 'Stop');
    await panel(ana).getByText(/Opted out, .*They wrote “STOP”/).waitFor();
    assert.equal(await panel(ana).getByText('Has not opted out').count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'opted-out');
    await ana.says('They have opted out. You can write as soon as they send START.');
    assert.equal(await ana.composer().count(), 0, 'nothing can be sent to them');
    await own.desk.say(ana.phone, 'START');
    await panel(ana).getByText(/Opted in again/).waitFor();
    await ana.composer().fill('Welcome back');
    await ana.composer().press('Enter');
    await until(async () => (await own.desk.received(ana.phone)).includes('Welcome back'), 'it went out');
  });

  it('says what time it is there, by the area of the number until somebody says a zone', async () => {
    const ana = await own.agent('ana', {viewport: {width: 1440, height: 1400}});
    await ana.goOnQueue();
    await own.desk.say('+12125550123', 'Are you open?');
    await ana.answer();
    await ana.message('Are you open?').waitFor();
    await fact(ana, /^Local time: .* · New York, by the number$/).waitFor();
    await ana.button('Add contact').click();
    await field(ana, 'Name').fill('Mira Lind');
    await ana.button('Time zone: By the number').click();
    const place = ana.page.getByRole('searchbox', {name: 'Find a place'});
    await until(async () => await place.evaluate((e) => e === document.activeElement), 'the place can be written at once');
    await place.fill('berl');
    await ana.entry('Berlin, Europe/Berlin').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'zones');
    await ana.entry('Berlin, Europe/Berlin').click();
    await ana.button('Time zone: Berlin, Europe/Berlin').waitFor();
    // What no list has can be written.
    await ana.button('Language: No language').click();
    const language = ana.page.getByRole('searchbox', {name: 'Find a language'});
    await language.fill('gsw');
    await ana.entry('gsw').click();
    await ana.button('Language: gsw').waitFor();
    // While it is on its way, nothing of it can be changed; that is said, and the focus stays.
    own.desk.pauseRelay();
    try {
      await ana.button('Language: gsw').focus();
      await ana.button('Save contact').click();
      await until(async () => await ana.button('Language: gsw').getAttribute('aria-disabled') === 'true', 'it is not to be pressed');
      assert.match(await ana.button('Language: gsw').getAttribute('aria-description'), /The contact is being saved\./);
      assert.equal(await ana.button('Language: gsw').evaluate((e) => e === document.activeElement), true);
      assert.equal(await ana.button(/^Time zone: Berlin/).getAttribute('aria-disabled'), 'true');
    } finally {
      own.desk.resumeRelay();
    }
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, /^Local time: .* · Berlin$/).waitFor();
    await fact(ana, 'Country: United States').waitFor();  // of the number, wherever its owner is now
    await fact(ana, 'Language: gsw').waitFor();
    // Toll-free: it says no place, and nobody is to be woken anywhere.
    await own.desk.say('+18005550123', 'Are you open too?');
    await ana.answer();
    await ana.message('Are you open too?').waitFor();
    await title(ana, '+1 800 555 0123').waitFor();
    await fact(ana, /^Local time: between \d[^·]* and \d[^·]* · Honolulu to St Johns, by the number$/).waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'two-clocks');
  });

  it('suggests who may be the same person, and remembers for everybody who is not', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}]}});
    const suggestion = (agent, name) =>
      panel(agent).getByRole('list', {name: 'Likely duplicates'}).getByRole('listitem').filter({hasText: name});
    const withAccount = async (agent, name) => {
      await agent.button('Add contact').click();
      await field(agent, 'Name').fill(name);
      await field(agent, 'Account').fill('C-4711');
      await agent.button('Save contact').click();
      await title(agent, name).waitFor();
    };
    const open = (agent, name) => agent.roster().getByRole('button', {name: new RegExp(name)}).click();
    const ana = await own.answered('First', wide);
    await withAccount(ana, 'Mira Lind');
    assert.equal(await suggestion(ana, 'Mira').count(), 0);
    await own.desk.say(own.customer(), 'From my other phone');
    await ana.answer();
    await ana.message('From my other phone').waitFor();
    await withAccount(ana, 'M. Lindqvist');
    await suggestion(ana, 'May be the same person: Mira Lind').waitFor();
    await panel(ana).getByText('Both have the same Account: C-4711').first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'suggested');

    await ana.button('Compare with Mira Lind').click();
    await panel(ana).getByRole('radio', {name: 'Mira Lind'}).waitFor();
    await panel(ana).getByRole('button', {name: 'Merge', exact: true}).waitFor();
    await panel(ana).getByRole('button', {name: 'Back', exact: true}).click();
    await panel(ana).getByRole('button', {name: 'Cancel', exact: true}).click();
    await ana.button('Not the same as Mira Lind').focus();
    await ana.page.keyboard.press('Enter');
    await until(async () => await suggestion(ana, 'Mira Lind').count() === 0, 'it is not suggested any more');
    await until(async () => await ana.button('Merge…').evaluate((e) => e === document.activeElement), 'the focus is not lost');

    // For everybody, from the other side too, and after a restart.
    await own.desk.restartRelay();
    await ana.page.reload();
    await open(ana, 'Mira Lind');
    await title(ana, 'Mira Lind').waitFor();
    await panel(ana).getByText('This is the first that you may see.').waitFor();
    assert.equal(await suggestion(ana, 'M. Lindqvist').count(), 0);
    // A third one with it is: what was said is of two people.
    await own.desk.say(own.customer(), 'It is me');
    await ana.answer();
    await ana.message('It is me').waitFor();
    await withAccount(ana, 'Mother Lind');
    await suggestion(ana, 'Mira Lind').waitFor();
    await suggestion(ana, 'M. Lindqvist').waitFor();
    // They can be merged all the same.
    await open(ana, 'M. Lindqvist');
    await ana.button('Merge…').click();
    await ana.page.getByRole('textbox', {name: 'Find a contact'}).or(ana.page.getByRole('searchbox', {name: 'Find a contact'})).first().fill('mira');
    await panel(ana).getByRole('button', {name: /^Mira Lind, /}).click();
    await panel(ana).getByRole('button', {name: 'Merge', exact: true}).click();
    await title(ana, 'M. Lindqvist').waitFor();
    await fact(ana, 'Also called: Mira Lind').waitFor();
  });

  it('makes one contact of two, with all that both had', async () => {
    const ana = await own.answered('First', wide);
    await named(ana, 'Mira Lind');
    const second = own.customer();
    await own.desk.say(second, 'From my other phone');
    await ana.answer();
    await ana.message('From my other phone').waitFor();
    await named(ana, 'M. Lindqvist');

    await ana.button('Merge…').click();
    await field(ana, 'Find a contact').or(ana.page.getByRole('searchbox', {name: 'Find a contact'})).first().fill('nobody');
    await ana.says('No other contact was found.');
    await field(ana, 'Find a contact').or(ana.page.getByRole('searchbox', {name: 'Find a contact'})).first().fill('mira');
    await panel(ana).getByRole('button', {name: /^Mira Lind, /}).click();
    await fact(ana, `Numbers: ${readable(ana.phone)}, ${readable(second)}`).waitFor();
    await panel(ana).getByRole('radio', {name: 'Mira Lind'}).click();
    await fact(ana, 'Also called: M. Lindqvist').waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'merge');
    await panel(ana).getByRole('button', {name: 'Merge', exact: true}).click();
    await title(ana, 'Mira Lind').waitFor();
    await fact(ana, `Other numbers: ${readable(ana.phone)}`).waitFor();
    await until(async () => await ana.roster().getByRole('button', {name: /Mira Lind/}).count() === 2, 'both are hers');
    await ana.page.emulateMedia({colorScheme: 'dark'});
    await shot(ana, 'dark');
    await ana.page.setViewportSize({width: 400, height: 800});
    await shot(ana, 'narrow');
  });
});

// Numbers that agents may not see: nowhere on the page and in no frame to it, until one is shown on purpose, which the
// supervisor and the audit can tell. By role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('masked numbers', {timeout: 500_000}, () => {
  const own = withDesk({}, 7341);
  const wide = {viewport: {width: 1440, height: 1000}};
  const panel = (agent) => agent.page.getByRole('tabpanel', {name: 'Customer'});
  const title = (agent, name) => panel(agent).getByRole('heading', {name, exact: true});
  const field = (agent, name) => agent.page.getByRole('textbox', {name, exact: true});
  const hidden = (phone) => `number ending in ${phone.slice(-2)}`;
  const shot = async (agent, name) => {
    if (process.env.SMSDESK_SHOTS) await agent.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/${name}.png`});
  };
  /// Every frame that the relay sends to the page from its next start on.
  const listen = (agent) => {
    const frames = [];
    agent.page.on('websocket', (socket) => socket.on('framereceived', ({payload}) => frames.push(String(payload))));
    return frames;
  };
  /// In no notation, and not its part without the country.
  const tells = (frames, phone) => frames.some((one) => one.includes(phone.slice(-7)) || one.includes(readable(phone)));

  /// Ana reads a customer whose number she may not see; `ana.heard` is all that her page was ever sent of it.
  const answeredHidden = async (text, settings = {}, phone = own.customer()) => {
    await own.desk.configure({settings: {mask_numbers_for: 'agents', ...settings}});
    const ana = await own.agent('ana', wide);
    ana.heard = listen(ana);
    await ana.page.reload();
    await ana.onQueueSwitch().waitFor();
    await ana.goOnQueue();
    ana.phone = phone;
    await own.desk.say(ana.phone, text);
    await ana.button(`Answer ${hidden(ana.phone)}`).waitFor();
    await ana.answer();
    await ana.message(text).waitFor();
    return ana;
  };

  it('come to no page of an agent, until one is shown, which is written down', async () => {
    const ana = await answeredHidden('Where is my parcel?', {
      customer_link: [{name: 'Open in CRM', address: 'https://crm.example/search?phone={number}'}]});
    await title(ana, hidden(ana.phone)).waitFor();
    await ana.page.getByRole('heading', {level: 1, name: hidden(ana.phone)}).waitFor();
    await ana.page.getByRole('textbox', {name: `Message to ${hidden(ana.phone)}`}).waitFor();
    await ana.roster().getByRole('button', {name: new RegExp(hidden(ana.phone))}).waitFor();
    assert.equal(await ana.button('Copy number').count(), 0, 'nor is it copied');
    assert.equal(await ana.button(/Open in CRM/).count(), 0, 'it would tell the number');
    await ana.write('It is on its way.');
    await until(async () => (await own.desk.received(ana.phone)).includes('It is on its way.'), 'the customer has it');

    await ana.button('Add contact').click();
    await field(ana, 'Name').waitFor();
    assert.equal(await field(ana, 'Numbers').count(), 0);
    await field(ana, 'Name').fill('Mira Lind');
    await ana.button('Save contact').click();
    await title(ana, 'Mira Lind').waitFor();
    await panel(ana).getByText(hidden(ana.phone)).first().waitFor();
    assert.ok(ana.heard.length > 3, 'frames were heard');
    assert.equal(tells(ana.heard, ana.phone), false, 'no frame tells the number');
    await ana.button('Print or save a transcript').click();
    const [print] = await Promise.all([ana.page.context().waitForEvent('page'), ana.entry('Print').first().click()]);
    await print.getByText('It is on its way.').first().waitFor();
    const {pathname} = new URL(print.url());
    const forms = await ana.page.evaluate((path) => Promise.all(['html', 'txt', 'json'].map(
      async (format) => (await fetch(`${path}?format=${format}`)).text())), pathname);
    for (const text of [...forms, await print.content(), await print.title()]) {
      assert.ok(text.length > 10);
      assert.equal(tells([text], ana.phone), false, 'nor does a transcript');
      assert.match(text, /Mira Lind/, 'which calls the customer by their name');
    }
    await print.close();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await shot(ana, 'masked');

    const mira = await own.agent('mira', wide);
    await ana.button('Show number').focus();
    await ana.page.keyboard.press('Enter');
    await panel(ana).getByText(readable(ana.phone)).first().waitFor();
    await until(async () => await ana.button('Edit contact').evaluate((e) => e === document.activeElement),
      'the focus goes on to what is next');
    assert.equal(await ana.button('Show number').count(), 0);
    await panel(ana).getByRole('button', {name: 'Copy number'}).waitFor();
    await ana.says('You looked at the number');
    await ana.button(/^Open in CRM/).waitFor();
    assert.equal(tells(ana.heard, ana.phone), true);
    await shot(ana, 'shown');

    // A supervisor, who sees numbers anyway, sees that Ana has looked at this one; so does the audit.
    await mira.button('Overview').click();
    await mira.button(/^Support: /).click();
    await mira.page.getByRole('button', {name: /^Read Mira Lind/}).click();
    await mira.says('Ana Ruiz looked at the number');
    assert.equal(await mira.button('Show number').count(), 0);
    const ada = await own.agent('ada', wide);
    const audit = await ada.page.evaluate(async () => (await fetch('/api/audit?limit=20')).json());
    const row = audit.rows.find((one) => one.action === 'number_revealed');
    assert.equal(row?.name, ana.phone);
  });

  it('are not told by the place of the local time, whose clock is shown', async () => {
    const ana = await answeredHidden('Are you open?', {}, '+12125550188');
    const time = (told) => panel(ana).getByRole('listitem').filter({hasText: told});
    await time(/^Local time: .* · by the number$/).waitFor();
    assert.equal(ana.heard.some((one) => one.includes('New_York')), false, 'no frame tells the place');
    assert.equal(await time(/^Country: /).count(), 0);
    await ana.button('Show number').click();
    await time(/^Local time: .* · New York, by the number$/).waitFor();
    await time('Country: United States').waitFor();
  });

  it('stay hidden once the conversation is closed until one is asked for, and are not found by their digits', async () => {
    const ana = await answeredHidden('Hello');
    await ana.end();
    await ana.button('Closed conversations').click();
    const found = ana.page.getByRole('list', {name: 'Closed conversations'})
      .getByRole('button', {name: new RegExp(`^${hidden(ana.phone)}`)});
    await found.waitFor();
    const search = ana.page.getByRole('searchbox', {name: 'Find closed conversations'});
    await search.fill(ana.phone.slice(-4));
    await ana.page.getByText('Nothing was found').first().waitFor();
    assert.equal(await found.count(), 0, 'a part of the number finds nothing');
    await search.fill(ana.phone);
    await found.waitFor();
    await found.click();
    await ana.message('Hello').waitFor();
    await panel(ana).getByText('Has not opted out').first().waitFor();
    await title(ana, hidden(ana.phone)).waitFor();
    assert.equal(await ana.button('Copy number').count(), 0);
    assert.equal(tells(ana.heard, ana.phone), false, 'no frame tells the number');
    await shot(ana, 'masked-closed');
    // Until it is asked for, which is written down as of an open one.
    await ana.button('Show number').focus();
    await ana.page.keyboard.press('Enter');
    await title(ana, readable(ana.phone)).waitFor();
    await panel(ana).getByRole('button', {name: 'Copy number'}).waitFor();
    await until(async () => await ana.button('Show number').count() === 0, 'it is shown');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    const ada = await own.agent('ada', wide);
    const audit = await ada.page.evaluate(async () => (await fetch('/api/audit?limit=20')).json());
    assert.ok(audit.rows.some((one) => one.action === 'number_revealed'));
    await ana.page.reload();
    await ana.button('Closed conversations').click();
    await found.click();
    await title(ana, hidden(ana.phone)).waitFor();
    await ana.button('Show number').waitFor();
  });

  it('are never shown where the organisation does not allow it; a change of that reaches the page at once', async () => {
    const ana = await answeredHidden('Hello', {show_masked_numbers: false});
    await title(ana, hidden(ana.phone)).waitFor();
    assert.equal(await ana.button('Show number').count(), 0);
    await own.desk.configure({settings: {mask_numbers_for: 'agents', show_masked_numbers: true}});
    await ana.button('Show number').waitFor();
    await own.desk.configure({settings: {mask_numbers_for: 'nobody'}});
    await title(ana, readable(ana.phone)).waitFor();
    await own.desk.configure({settings: {mask_numbers_for: 'agents'}});
    await title(ana, hidden(ana.phone)).waitFor();
    await ana.page.emulateMedia({colorScheme: 'dark'});
    await ana.page.setViewportSize({width: 400, height: 800});
    await shot(ana, 'masked-narrow');
  });
});

// The admin's page: what an admin changes is judged at its field, saved as a whole and live for everybody at once.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {stored, until} from './support/desk.mjs';
import {putTemplates} from './support/templates.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('the organisation', {timeout: 400_000}, () => {
  const own = withDesk({}, 5700);
  const open = async (admin) => {
    await admin.button(/^Organisation/).click();
    await admin.page.getByRole('list', {name: 'Parts of the organisation'}).waitFor();
    return admin;
  };
  const admin = async (options = {}) => open(await own.agent('ada', options));
  const button = (who, name) => who.page.getByRole('button', {name, exact: true});
  const section = (who, name) =>
    who.page.getByRole('list', {name: 'Parts of the organisation'}).getByRole('button', {name: new RegExp(`^${name}`)}).click();
  const item = (who, list, name) => who.page.getByRole('list', {name: list}).getByRole('button', {name: new RegExp(`^${name}`)}).click();
  const field = (who, name) => who.page.getByRole('textbox', {name, exact: true});
  const pick = async (who, menu, name) => {
    // By the keyboard: it may stand further down, and comes into view with the focus.
    await button(who, menu).focus();
    await button(who, menu).waitFor();
    await button(who, menu).press('Enter');
    await who.page.getByRole('menuitem', {name}).click();
    // Its menu gives the focus back when it closes: what is done next is done after that.
    await who.page.getByRole('menu').waitFor({state: 'detached'});
  };
  const review = async (who) => {
    await button(who, 'Review changes').click();
    await who.page.getByText('This is what changes, for everybody and at once.').waitFor();
  };
  const save = async (who) => {
    await review(who);
    await button(who, 'Save').click();
    await who.page.getByText(/^Saved, and in force/).first().waitFor();
  };
  /// For whoever wants to see it: SMSDESK_PICTURES names a folder.
  const picture = async (page, name) => {
    if (process.env.SMSDESK_PICTURES) await page.screenshot({path: path.join(process.env.SMSDESK_PICTURES, `${name}.png`)});
  };
  const exported = (who, format = 'json') => who.page.evaluate(
    (format) => fetch(`/api/organisation?format=${format}`).then((answer) => answer.text()), format);
  const queueNames = async (who) => JSON.parse(await exported(who)).queue.map(({name}) => name);
  const more = async (who, entry) => {
    await button(who, 'Import, export and history').click();
    await who.page.getByRole('menuitem', {name: entry}).click();
  };

  it('is no business of agents and supervisors', async () => {
    const ana = await own.agent('ana');
    const mira = await own.agent('mira');
    for (const who of [ana, mira]) assert.equal(await who.button(/^Organisation/).count(), 0);
  });

  it('says which templates a customer field is used by, before it goes, and saves all the same', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}, {name: 'Plan'}]}});
    await putTemplates(own.desk, [
      {name: 'Quote', library: 'organisation', texts: {en: 'Please quote {{field.account|your account}}.'}},
      {name: 'Invoice', library: 'organisation', texts: {en: 'For {{field.Account|you}}.'}}]);
    const ada = await admin({viewport: {width: 1280, height: 2400}});
    await section(ada, 'Defaults');
    await ada.page.getByText('Used by 2 templates: Invoice, Quote.', {exact: true}).first().waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await button(ada, 'Remove Customer field 1').focus();
    await button(ada, 'Remove Customer field 1').press('Enter');
    const goes = /Customer field “Account” goes\. Used by 2 templates: Invoice, Quote\./;
    await ada.page.getByText(goes).first().waitFor();
    await review(ada);
    await ada.page.getByText(goes).first().waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await button(ada, 'Save').click();
    await ada.page.getByText(/^Saved, and in force/).first().waitFor();
    assert.deepEqual(JSON.parse(await exported(ada)).settings.customer_field.map(({name}) => name), ['Plan']);
  });

  /// In that agent's own library, which no admin sees.
  const writeOwnTemplate = async (login, name, text) => {
    const who = await own.answered('Where is my order?', {}, login);
    await who.composer().focus();
    await who.page.keyboard.type('/');
    const manage = who.page.getByRole('listbox').getByRole('option', {name: 'Manage templates'});
    await manage.waitFor();
    await who.page.keyboard.press('ArrowUp');
    await until(async () => await manage.getAttribute('aria-selected') === 'true', 'it is chosen');
    await who.page.keyboard.press('Enter');
    await button(who, 'New template').click();
    await who.page.getByRole('dialog', {name: 'New template'}).waitFor();
    await field(who, 'Name').fill(name);
    await field(who, 'Text').fill(text);
    await button(who, 'Create template').click();
    await who.says(`“${name}” was saved.`);
  };

  it('says of a document which templates lose their field and how many of others\' own do, before it is put in force', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}, {name: 'Plan'}]}});
    await putTemplates(own.desk, [
      {name: 'Quote', library: 'organisation', texts: {en: 'Please quote {{field.account|your account}}.'}},
      {name: 'Offer', library: 'organisation', texts: {en: 'For {{field.Plan|you}}.'}}]);
    await writeOwnTemplate('ben', 'Bens own', 'About {{field.ACCOUNT|it}}.');
    // The first answer is refused: it is said, and asked again by itself.
    own.desk.expectFault(/ status of 503 .* at \S+\/api\/customer_fields$/);
    const ada = await own.agent('ada', {viewport: {width: 1280, height: 2400}});
    let refused = 0;
    await ada.page.route('**/api/customer_fields', (route) =>
      ++refused === 1 ? route.fulfill({status: 503, contentType: 'application/json', body: '{}'}) : route.continue());
    await open(ada);
    await section(ada, 'Defaults');
    const unknown = ada.page.getByText(/How many templates in agents' own libraries use a field is not known at the moment\./).first();
    await unknown.waitFor();
    const uses = "Used by 1 template: Quote. Used by 1 template in an agent's own library.";
    await ada.page.getByText(uses, {exact: true}).first().waitFor();
    await unknown.waitFor({state: 'hidden'});
    const document = JSON.parse(await exported(ada));
    document.settings.customer_field = [{name: 'PLAN'}];
    await more(ada, 'Import a document');
    await ada.page.getByRole('textbox', {name: 'Document'}).fill(JSON.stringify(document));
    await button(ada, 'Compare').click();
    const goes = `This is what changes, for everybody and at once. Customer field “Account” goes. ${uses} ` +
      'A template says its default there; where it has none, whoever sends fills it in.';
    await ada.page.getByText(goes, {exact: true}).first().waitFor();
    assert.equal(await ada.page.getByText('Bens own').count(), 0, 'it is not named');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await button(ada, 'Put it in force').click();
    await ada.page.getByText(/^Saved, and in force/).first().waitFor();
    assert.deepEqual(JSON.parse(await exported(ada)).settings.customer_field.map(({name}) => name), ['PLAN']);
  });

  it('says at a link that its customer field goes, leads there, and saves what asks for it no more', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account'}],
      customer_link: [{name: 'CRM', address: 'https://crm.example/{field.account}'}]}});
    const ada = await admin({viewport: {width: 1280, height: 2400}});
    await section(ada, 'Defaults');
    await ada.page.getByText('Used by 1 link: CRM.', {exact: true}).first().waitFor();
    await button(ada, 'Remove Customer field 1').focus();
    await button(ada, 'Remove Customer field 1').press('Enter');
    const trouble = '“CRM” asks for the customer field “account”, which is not there: add that field, or write the address without it.';
    await ada.page.getByText(trouble, {exact: true}).first().waitFor();
    const address = field(ada, 'Customer link 1: Address');
    await until(async () => await address.getAttribute('aria-invalid') === 'true', 'the address is marked');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await button(ada, 'Review changes').click();
    await ada.page.getByText(/^1 thing is to be put right first\./).first().waitFor();
    assert.equal(await button(ada, 'Save').getAttribute('aria-disabled'), 'true');
    await button(ada, `Defaults, Customer link 1, Address: ${trouble}`).click();
    await until(() => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Customer link 1: Address'),
      'the keyboard is at the address');
    await address.fill('https://crm.example/{number}');
    await until(async () => await ada.page.getByText(trouble, {exact: true}).count() === 0, 'it is right now');
    await save(ada);
    const {settings} = JSON.parse(await exported(ada));
    assert.deepEqual([settings.customer_field, settings.customer_link.map(({address}) => address)],
      [[], ['https://crm.example/{number}']]);
  });

  it('gets a queue with a code, an agent and a number, and the page of the agent has it at once', async () => {
    const ana = await own.agent('ana');
    const ada = await admin();
    await section(ada, 'Wrap-up codes');
    await button(ada, 'Add wrap-up code').click();
    await field(ada, 'Name').fill('Parcel sent back');
    await section(ada, 'Queues');
    await button(ada, 'Add queue').click();
    await until(() => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Name'), 'it is named first');
    await field(ada, 'Name').fill('Returns');
    await pick(ada, 'Agents: Add agent', 'Ana Ruiz');
    await pick(ada, 'Wrap-up codes: Add wrap-up code', 'Parcel sent back');
    await section(ada, 'Numbers');
    await button(ada, 'Add number').click();
    await field(ada, 'Number').fill('+14155550142');
    await pick(ada, 'Queue: Choose queue', 'Returns');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    assert.ok(!(await queueNames(ada)).includes('Returns'), 'nothing is in force before it is saved');
    await review(ada);
    for (const text of ['Wrap-up code Parcel sent back: added', 'Queue Returns: added', 'Number +14155550142: added'])
      await ada.page.getByRole('listitem').filter({hasText: text}).first().waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await picture(ada.page, 'organisation-review');
    await button(ada, 'Save').click();
    await ana.page.getByRole('list', {name: 'Queues'}).getByRole('listitem').filter({hasText: 'Returns'}).waitFor();
    await until(async () => await button(ada, 'Organisation').count() === 1, 'nothing is unsaved');
    const document = JSON.parse(await exported(ada));
    assert.deepEqual(document.queue.find(({name}) => name === 'Returns').wrap_up_codes, ['Parcel sent back']);
    assert.equal(document.number.find(({number}) => number === '+14155550142').queue, 'Returns');
  });

  it('says what is wrong at its field, leads there, and changes nothing', async () => {
    const ada = await admin();
    await item(ada, 'Queues', 'Support');
    const before = await exported(ada);
    await field(ada, 'Time to answer an offer').fill('1 s');
    await ada.page.getByText('Must be 7 to 900 seconds.').first().waitFor();
    await until(async () => await field(ada, 'Time to answer an offer').getAttribute('aria-invalid') === 'true', 'the field is marked');
    await ada.page.getByRole('button', {name: /^Queues, 2, changed, 1 problem/}).waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await picture(ada.page, 'organisation-problem');
    await section(ada, 'Agents');
    await button(ada, 'Review changes').click();
    await ada.page.getByText('1 thing is to be put right first.').waitFor();
    assert.equal(await button(ada, 'Save').getAttribute('aria-disabled'), 'true');
    await ada.button(/^Queue Support, Time to answer an offer/).click();
    await until(() => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Time to answer an offer'),
      'the keyboard is at the field');
    assert.equal(await exported(ada), before);
    await field(ada, 'Time to answer an offer').fill('45 s');
    await until(async () => await ada.page.getByText('Must be 7 to 900 seconds.').count() === 0, 'it is right now');
    await save(ada);
    assert.equal(JSON.parse(await exported(ada)).queue.find(({name}) => name === 'Support').alert_timeout, '45 s');
  });

  it('keeps what is unsaved while the admin answers a customer, and over a reload', async () => {
    const ada = await admin();
    await item(ada, 'Queues', 'Support');
    await field(ada, 'Name').fill('Helpdesk');
    await button(ada, 'Conversations').click();
    await button(ada, 'Organisation, 1 unsaved change').click();
    assert.equal(await field(ada, 'Name').inputValue(), 'Helpdesk');
    await stored(ada.page, 'settings', 'Helpdesk');
    await ada.page.reload();
    await button(ada, 'Organisation, 1 unsaved change').click();
    await item(ada, 'Queues', 'Helpdesk');
    assert.equal(await field(ada, 'Name').inputValue(), 'Helpdesk');
    await button(ada, 'Undo the changes of Helpdesk').click();
    await until(async () => await field(ada, 'Name').inputValue() === 'Support', 'as it was');
  });

  it('lets two admins collide without losing what either wrote', async () => {
    const ada = await admin();
    const second = await admin();
    await item(ada, 'Queues', 'Support');
    await field(ada, 'Priority').fill('7');
    await item(second, 'Queues', 'Support');
    await field(second, 'Greeting').fill('Hello.');
    await save(second);
    await ada.page.getByText('Somebody else has changed the configuration meanwhile.').waitFor();
    await button(ada, 'Keep my changes').click();
    await until(async () => await field(ada, 'Greeting').inputValue() === 'Hello.', 'theirs is there');
    assert.equal(await field(ada, 'Priority').inputValue(), '7');
    await save(ada);
    const support = JSON.parse(await exported(ada)).queue.find(({name}) => name === 'Support');
    assert.deepEqual([support.priority, support.greeting], [7, 'Hello.']);
  });

  it('goes out as a file and comes in after it was compared; the history says who', async () => {
    const ada = await admin();
    const download = ada.page.waitForEvent('download');
    await more(ada, 'Export as TOML');
    const file = path.join(own.desk.folder, 'exported.toml');
    await (await download).saveAs(file);
    const text = await readFile(file, 'utf8');
    assert.equal(text, await exported(ada, 'toml'));
    await writeFile(file, text.replaceAll('"Appointments"', '"Visits"'));
    await more(ada, 'Import a document');
    const chooser = ada.page.waitForEvent('filechooser');
    await button(ada, 'Choose a file').click();
    await (await chooser).setFiles(file);
    await ada.page.getByRole('listitem').filter({hasText: 'Queue Visits: changed'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await button(ada, 'Put it in force').click();
    await ada.page.getByText(/^Saved, and in force/).first().waitFor();
    assert.ok((await queueNames(ada)).includes('Visits'));
    await more(ada, 'Import a document');
    await ada.page.getByRole('textbox', {name: 'Document'}).fill('[[queue]]\nname = "A"\nalert_timeout = "1 s"\n');
    await button(ada, 'Compare').click();
    await ada.page.getByText(/^1 thing is wrong with it/).first().waitFor();
    await ada.page.getByRole('listitem').filter({hasText: 'Line 3'}).waitFor();
    await button(ada, 'Back to the organisation').click();
    await more(ada, 'History');
    await ada.page.getByRole('listitem').filter({hasText: 'Ada Novak · Queue Visits: changed'}).waitFor();
    await ada.page.getByRole('listitem').filter({hasText: 'Name: Appointments, then Visits'}).waitFor();
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await picture(ada.page, 'organisation-history');
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('list', {name: 'Parts of the organisation'}).waitFor();
  });

  it('gives an agent a password, and they sign in with it', async () => {
    const ada = await admin();
    await section(ada, 'Agents');
    await item(ada, 'Agents', 'Ben Okafor');
    await button(ada, 'Set password').click();
    await ada.page.getByLabel('New password', {exact: true}).fill('short');
    assert.equal(await button(ada, 'Set this password').getAttribute('aria-disabled'), 'true');
    await ada.page.getByLabel('New password', {exact: true}).fill('another secret');
    await button(ada, 'Set this password').click();
    await ada.page.getByText('The password of Ben Okafor is set.').first().waitFor();
    const status = await ada.page.evaluate(() => fetch('/api/session', {method: 'POST',
      headers: {'Content-Type': 'application/json'}, body: JSON.stringify({login: 'ben', password: 'another secret'})}).then(({status}) => status));
    assert.equal(status, 200);
  });

  it('is used one pane at a time on a phone', async () => {
    const ada = await own.agent('ada', {viewport: {width: 390, height: 800}});
    await ada.button(/^Organisation/).click();
    await item(ada, 'Queues', 'Support');
    await field(ada, 'Name').waitFor();
    await picture(ada.page, 'organisation-phone');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    const width = await ada.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 390);
    for (const title of ['Queues', 'Organisation']) {
      await ada.page.keyboard.press('Escape');
      await ada.page.getByRole('heading', {name: title, level: 1}).waitFor();
    }
    await ada.page.keyboard.press('Escape');
    await ada.onQueueSwitch().waitFor();
  });
});

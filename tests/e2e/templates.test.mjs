// Templates while writing: "/" finds them, Enter puts them in filled, and nothing that is not filled reaches a customer.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kSupport, stored, until} from './support/desk.mjs';
import {picturePng} from './support/png.mjs';
import {withDesk} from './support/with_desk.mjs';

const kLibrary = {
  smsdesk_templates: 1,
  templates: [
    {name: 'Hello', shortcut: 'hi', library: 'organisation',
      texts: {en: 'Hello {{customer.name|there}}, this is {{agent.first_name}}.', es: 'Hola, le habla {{agent.first_name}}.'}},
    {name: 'By name', shortcut: 'name', library: 'organisation', texts: {en: 'Dear {{customer.name}}, thank you.'}},
    {name: 'Your number', shortcut: 'number', library: 'queue: Support', texts: {en: 'We write to {{customer.number}}.'}},
    {name: 'Visit', shortcut: 'visit', library: 'organisation', queues: ['Appointments'], texts: {en: 'See you then.'}},
  ],
};

describe('templates', {timeout: 400_000}, () => {
  const own = withDesk({}, 6100);

  /// As an admin's script does it. The session is Ada's.
  async function takeIn(document, login = 'ada') {
    const ask = (where, options = {}) => fetch(own.desk.url + where, {
      ...options, headers: {Origin: own.desk.url, 'Content-Type': 'application/json', ...options.headers}});
    const session = await ask('/api/session', {method: 'POST', body: JSON.stringify({login, password: `password-${login}`})});
    const cookie = session.headers.getSetCookie()[0].split(';')[0];
    const answer = await ask('/api/templates', {method: 'POST', headers: {cookie}, body: JSON.stringify(document)});
    return {status: answer.status, body: await answer.json(), ask, cookie};
  }
  const list = (who) => who.page.getByRole('listbox');
  const option = (who, name) => list(who).getByRole('option', {name});
  const field = (who, name) => who.page.getByRole('textbox', {name, exact: true});
  const dialog = (who, name) => who.page.getByRole('dialog', {name});
  const type = (who, text) => who.page.keyboard.type(text);
  const press = (who, key) => who.page.keyboard.press(key);
  const value = (who) => who.composer().inputValue();
  const chosen = async (who, name) => until(
    async () => (await option(who, name).getAttribute('aria-selected')) === 'true', `${name} is chosen`);
  const gone = (who) => until(async () => await list(who).count() === 0, 'the list is closed');
  const picture = async (page, name) => {
    if (process.env.SMSDESK_PICTURES) await page.screenshot({path: path.join(process.env.SMSDESK_PICTURES, `templates-${name}.png`)});
  };
  async function atWork(text = 'Where is my order?') {
    assert.equal((await takeIn(kLibrary)).status, 200);
    const ana = await own.answered(text);
    await ana.composer().focus();
    return ana;
  }
  async function manage(who) {
    await who.composer().focus();
    await type(who, '/');
    await list(who).waitFor();
    await press(who, 'ArrowUp');
    await chosen(who, 'Manage templates');
    await press(who, 'Enter');
    await dialog(who, 'Templates').waitFor();
  }

  it('finds by "/", shows what the customer would get, and puts several into one message, by the keyboard alone', async () => {
    const ana = await atWork();
    await type(ana, '/');
    await option(ana, /^Hello/).waitFor();
    assert.equal(await option(ana, /^Visit/).count(), 0, 'it is for another queue');
    await type(ana, 'hi');
    await chosen(ana, /^Hello/);
    await ana.says('Hello there, this is Ana.');
    await ana.says(/^25 characters · 1 segment · GSM-7$/);
    await ana.says(/the customer's name\. The default stands there/);
    const active = await ana.composer().getAttribute('aria-activedescendant');
    assert.equal(await option(ana, /^Hello/).getAttribute('id'), active);
    await picture(ana.page, 'list');
    await press(ana, 'Enter');
    await gone(ana);
    assert.equal(await value(ana), 'Hello there, this is Ana.');
    await type(ana, ' /numb');
    await chosen(ana, /^Your number/);
    await press(ana, 'Tab');
    await until(async () => (await value(ana)).startsWith('Hello there, this is Ana. We write to +1 415'), 'both stand there');
    await press(ana, 'Enter');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has it');
    assert.match((await own.desk.received(ana.phone))[0], /^Hello there, this is Ana\. We write to \+1 415 555 \d{4}\.$/);
  });

  it('inserts where the cursor stands and writes on behind it', async () => {
    const ana = await atWork();
    await type(ana, 'First. Last.');
    for (let i = 0; i < 5; i++) await press(ana, 'ArrowLeft');
    await type(ana, '/hi');
    await chosen(ana, /^Hello/);
    await press(ana, 'Enter');
    await gone(ana);
    await type(ana, ' ');
    assert.equal(await value(ana), 'First. Hello there, this is Ana. Last.');
  });

  it('leaves what was typed with Escape, and Enter to the composer where nothing fits', async () => {
    const ana = await atWork();
    await type(ana, '/he');
    await option(ana, /^Hello/).waitFor();
    await press(ana, 'Escape');
    await gone(ana);
    await type(ana, 'llo');
    assert.equal(await value(ana), '/hello');
    assert.equal(await list(ana).count(), 0);
    await ana.composer().fill('');
    // Nobody empties a field and types within one frame.
    await until(async () => await ana.button('Send').getAttribute('aria-disabled') === 'true', 'the field is empty');
    await type(ana, '/nowhere');
    await ana.says('No template fits “nowhere”.');
    await press(ana, 'Enter');
    await until(async () => (await own.desk.received(ana.phone)).includes('/nowhere'), 'it was meant as it stands');
  });

  it('never sends a placeholder: it is held, said and selected', async () => {
    const ana = await atWork();
    await type(ana, '/name');
    await chosen(ana, /^By name/);
    await press(ana, 'Enter');
    await gone(ana);
    assert.equal(await value(ana), 'Dear {{customer.name}}, thank you.');
    await press(ana, 'Enter');
    await ana.says(/“{{customer\.name}}” still stands in the text/);
    await picture(ana.page, 'held');
    assert.deepEqual(await own.desk.received(ana.phone), []);
    await type(ana, 'Maria');
    assert.equal(await value(ana), 'Dear Maria, thank you.');
    await press(ana, 'Enter');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has it');
    assert.deepEqual(await own.desk.received(ana.phone), ['Dear Maria, thank you.']);
  });

  it('prefers the language in which the customer writes', async () => {
    const ana = await atWork('Hola, ¿dónde está mi pedido por favor?');
    await type(ana, '/hi');
    await ana.says('Hola, le habla Ana.');
    await type(ana, ' en');
    await ana.says('Hello there, this is Ana.');
  });

  it('opens by its button too, and closes with it', async () => {
    const ana = await atWork();
    await type(ana, 'Well. ');
    await ana.button('Templates').click();
    await option(ana, /^Hello/).waitFor();
    await type(ana, 'numb');
    await chosen(ana, /^Your number/);
    await press(ana, 'Enter');
    await until(async () => (await value(ana)).startsWith('Well. We write to'), 'it stands there');
  });

  it('creates, edits and deletes in place, and the most used comes first', async () => {
    const ana = await atWork();
    await manage(ana);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button('New template').focus();
    await press(ana, 'Enter');
    await dialog(ana, 'New template').waitFor();
    await field(ana, 'Name').fill('Zebra');
    await field(ana, 'Shortcut, typed after /').fill('zz');
    await field(ana, 'Text').focus();
    await type(ana, 'Mine, ');
    await ana.button(/^Put in agent\.name/).click();
    await ana.says('Mine, Ana Ruiz');
    await ana.says(/1 segment/);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'form');
    await ana.button('Create template').click();
    await ana.says('“Zebra” was saved.');
    await press(ana, 'Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.composer().fill('');
    await type(ana, '/zz');
    await chosen(ana, /^Zebra/);
    await press(ana, 'Enter');
    await gone(ana);
    assert.equal(await value(ana), 'Mine, Ana Ruiz');
    await ana.composer().fill('');
    await type(ana, '/');
    await chosen(ana, /^Zebra/);
    await press(ana, 'Escape');
    await ana.composer().fill('');
    await manage(ana);
    await ana.button(/^Zebra/).click();
    await field(ana, 'Name').fill('Yak');
    await ana.page.getByRole('button', {name: 'Save', exact: true}).click();
    await ana.says('“Yak” was saved.');
    await ana.button(/^Yak/).click();
    await ana.button('Delete…').click();
    await ana.says('Delete “Yak”?');
    await ana.button('Keep it').click();
    await ana.button('Delete…').click();
    await ana.button('Delete').click();
    await ana.says('“Yak” was deleted.');
    assert.equal(await ana.button(/^Yak/).count(), 0);
  });

  it('marks what forces Unicode in a template, and replaces it by key and button', async () => {
    const ana = await atWork();
    const costs = (text) => ana.page.getByText(text).first().waitFor();
    await manage(ana);
    await ana.button('New template').click();
    await field(ana, 'Name').fill('Curly');
    const text = `It’s {{agent.first_name|“me”}} ${'x'.repeat(80)}`, plain = text.replace(/’/g, "'").replace(/[“”]/g, '"');
    await field(ana, 'Text').fill(text);
    await ana.says('3 characters force Unicode: ’ → \', “ → ", ” → ". Replacing saves 1 segment.');
    await costs(/2 segments · UCS-2$/);
    const marks = () => ana.page.evaluate(() => [...document.querySelectorAll('#mirror .marks mark')].map((mark) => mark.textContent));
    await until(async () => (await marks()).join('') === '’“”', 'the signs are marked');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'unicode');
    await field(ana, 'Text').focus();
    await press(ana, 'Alt+G');
    await until(async () => await field(ana, 'Text').inputValue() === plain, 'it is replaced, and the placeholder is as it was');
    await costs(/1 segment · GSM-7$/);
    await ana.button('Write it as it was before').click();
    await until(async () => await field(ana, 'Text').inputValue() === text, 'it is as it was');
    await ana.button('Replace what forces Unicode').click();
    await until(async () => await field(ana, 'Text').inputValue() === plain, 'it is replaced by the button');
    await ana.button('Create template').click();
    await ana.says('“Curly” was saved.');
  });

  it('makes a template of the message', async () => {
    const ana = await atWork();
    await type(ana, 'Thank you for the picture. /');
    await option(ana, 'Save this message as a template').waitFor();
    await press(ana, 'ArrowUp');
    await press(ana, 'ArrowUp');
    await chosen(ana, 'Save this message as a template');
    await press(ana, 'Enter');
    await dialog(ana, 'New template').waitFor();
    assert.equal(await field(ana, /^Text/).inputValue(), 'Thank you for the picture.');
  });

  it('keeps a template that was left half written when another one is begun, and opens that one after it', async () => {
    const ana = await atWork();
    await manage(ana);
    await ana.button('New template').click();
    await field(ana, 'Name').fill('Half');
    await field(ana, 'Text').fill('Half a text');
    await ana.page.getByRole('button', {name: 'Close', exact: true}).click();
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.composer().fill('');
    await ana.composer().focus();
    await type(ana, 'Thank you for the picture. /');
    await option(ana, 'Save this message as a template').click();
    await dialog(ana, 'New template').waitFor();
    assert.equal(await field(ana, 'Name').inputValue(), 'Half');
    assert.equal(await field(ana, 'Text').inputValue(), 'Half a text');
    await ana.says('This template is not finished. Save it or leave it: then the other one opens.');
    await ana.button('Create template').click();
    await until(async () => await field(ana, /^Text/).inputValue() === 'Thank you for the picture.', 'the other one has opened');
    assert.equal(await field(ana, 'Name').inputValue(), '');
  });

  it('shows a team\'s templates to its members, from the moment they are written until they leave the team', async () => {
    const ana = await atWork();
    await type(ana, '/appo');
    await ana.says('No template fits “appo”.');
    const taken = await takeIn({smsdesk_templates: 1, templates: [
      {name: 'Appointments only', shortcut: 'appo', library: 'queue: Appointments', texts: {en: 'x'}}]});
    assert.equal(taken.status, 200);
    await option(ana, /^Appointments only/).waitFor();
    await own.desk.configure({agent: {ana: {queues: ['Support']}}});
    await until(async () => await option(ana, /^Appointments only/).count() === 0, 'she is not of that queue any more');
    await ana.composer().fill('');
    await type(ana, '/numb');
    await option(ana, /^Your number/).waitFor();
  });

  it('imports and exports libraries; a bad one changes nothing', async () => {
    const ana = await atWork();
    await manage(ana);
    const [download] = await Promise.all([ana.page.waitForEvent('download'), ana.button('Export').click()]);
    const exported = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.deepEqual(exported.templates.map((one) => one.name).sort(), ['By name', 'Hello', 'Visit', 'Your number']);
    const file = path.join(own.desk.folder, 'library.json');
    const choose = async (document) => {
      await writeFile(file, typeof document === 'string' ? document : JSON.stringify(document));
      const [chooser] = await Promise.all([ana.page.waitForEvent('filechooser'), ana.button('Import').click()]);
      await chooser.setFiles(file);
    };
    await choose('{');
    await ana.says(/This is no JSON document.*Nothing was changed\./);
    await choose({smsdesk_templates: 1, templates: [{name: 'A', texts: {en: 'a'}}, {name: 'B', texts: {en: '{{nobody}}'}}]});
    await ana.says(/Template 2 \(“B”\): There is no placeholder {{nobody}}.*Nothing was changed\./);
    assert.equal(await ana.button(/^A, /).count(), 0);
    await choose(exported);
    await ana.says(/only (admins|supervisors).*Nothing was changed\./);
    await choose({smsdesk_templates: 1, templates: [{name: 'Owned', shortcut: 'own', texts: {en: 'Mine'}}]});
    await ana.says('1 template was taken in.');
    await ana.button(/^Owned/).waitFor();
  });

  it('fills in greeting, day and time in the template\'s language, and never sends one as it is written', async () => {
    const ana = await atWork();
    assert.equal((await takeIn({smsdesk_templates: 1, templates: [
      {name: 'Tomorrow', shortcut: 'tomorrow', library: 'organisation',
        texts: {en: '{{greeting}}, until {{weekday+1d}}, {{date+1d}}, {{time}}.'}},
    ]})).status, 200);
    await type(ana, '/tomorrow');
    await chosen(ana, /^Tomorrow/);
    const filled = /^Good (morning|afternoon|evening), until \w+day, [A-Z]\w+ \d{1,2}, 20\d\d, \d{1,2}:\d\d [AP]M\.$/;
    await ana.says(filled);
    await press(ana, 'Enter');
    await gone(ana);
    assert.match(await value(ana), filled);
    await ana.composer().fill('Until {{date+14d}}');
    await press(ana, 'Enter');
    await ana.says(/“{{date\+14d}}” still stands in the text/);
    assert.deepEqual(await own.desk.received(ana.phone), []);
  });

  it('fills in the organisation\'s own fields, a default where nothing is known, and takes no field that is not there', async () => {
    await own.desk.configure({settings: {customer_field: [{name: 'Account no'}]}});
    const quote = (field) => ({smsdesk_templates: 1, templates: [
      {name: 'Quote', shortcut: 'quote', library: 'organisation', texts: {en: `Please quote {{${field}|your account}}.`}}]});
    const refused = await takeIn(quote('field.Acount no'));
    assert.equal(refused.status, 422);
    assert.match(refused.body.sentence, /Template 1 \(“Quote”\): There is no customer field “Acount no”\./);
    assert.equal((await takeIn(quote('field.account NO'))).status, 200);
    const ana = await own.answered('How do I pay?', {viewport: {width: 1440, height: 1000}});
    // Nobody empties a field and types within one frame.
    const empty = async () => {
      await ana.composer().fill('');
      await until(async () => await ana.button('Send').getAttribute('aria-disabled') === 'true', 'the field is empty');
      await ana.composer().focus();
    };
    const says = async (text) => {
      await empty();
      await type(ana, '/quote');
      await chosen(ana, /^Quote/);
      await ana.page.getByRole('group', {name: 'Preview'}).getByText(text, {exact: true}).first().waitFor();
    };
    await says('Please quote your account.');
    await ana.says(/the customer's “account NO”\. The default stands there/);
    await press(ana, 'Escape');
    await ana.button('Add contact').click();
    await field(ana, 'Name').fill('Mira Lind');
    await field(ana, 'Account no').fill('A-4711');
    await ana.button('Save contact').click();
    await ana.page.getByRole('tabpanel', {name: 'Customer'}).getByRole('listitem').filter({hasText: 'Account no: A-4711'}).waitFor();
    await says('Please quote A-4711.');
    await ana.says(/^20 characters · 1 segment · GSM-7$/);
    await picture(ana.page, 'field');

    await press(ana, 'Escape');
    await empty();
    await manage(ana);
    await ana.button('New template').click();
    await dialog(ana, 'New template').waitFor();
    await field(ana, 'Name').fill('Mine');
    await field(ana, 'Text').fill('{{field.Nothing}}');
    await ana.button('Create template').click();
    await ana.says('There is no customer field “Nothing”. Choose one of the list.');
    await field(ana, 'Text').fill('');
    await field(ana, 'Text').focus();
    await type(ana, 'Yours: ');
    await ana.button(/^Put in field\.Account no: the customer's “Account no”$/).focus();
    await press(ana, 'Enter');
    await ana.says('Yours: A-4711');
    await ana.button('Create template').click();
    await ana.says('“Mine” was saved.');
    await press(ana, 'Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});

    // The organisation gives it up: the default, and what has none is held.
    await own.desk.configure({settings: {customer_field: []}});
    await says('Please quote your account.');
    await press(ana, 'Escape');
    await empty();
    await type(ana, '/mine');
    await chosen(ana, /^Mine/);
    await press(ana, 'Enter');
    await gone(ana);
    await press(ana, 'Enter');
    await ana.says(/“{{field\.Account no}}” still stands in the text/);
    assert.deepEqual(await own.desk.received(ana.phone), []);
  });

  it('keeps files with a template, puts them into the message with its text, and shows them before', async () => {
    const ana = await atWork();
    const map = path.join(own.desk.folder, 'map.png'), way = path.join(own.desk.folder, 'way.pdf');
    const bad = path.join(own.desk.folder, 'bad.png');
    await writeFile(map, picturePng(64, 48, 1));
    await writeFile(way, '%PDF-1.4\n1 0 obj\n');
    await writeFile(bad, '<html><script>1</script></html>');
    const form = dialog(ana, /template$/);
    const files = form.getByRole('list', {name: 'Attachments'}).getByRole('listitem');
    const add = async (all) => {
      const [chooser] = await Promise.all([ana.page.waitForEvent('filechooser'), form.getByRole('button', {name: 'Add files'}).click()]);
      await chooser.setFiles(all);
    };
    await manage(ana);
    await ana.button('New template').click();
    await dialog(ana, 'New template').waitFor();
    await field(ana, 'Name').fill('The way');
    await field(ana, 'Shortcut, typed after /').fill('way');
    await field(ana, 'Text').fill('This is how you find us.');
    own.desk.expectFault(/ status of 415 .* at \S+\/api\/media$/);
    await add([map, way, bad]);
    await until(async () => await files.count() === 3, 'all three are there');
    await files.filter({hasText: 'bad.png'}).filter({hasText: 'Files of this kind cannot be sent'}).waitFor();
    await form.getByText('1 not uploaded: try again or remove it').waitFor();
    await form.getByRole('button', {name: 'Remove bad.png'}).click();
    await form.getByText(/, sent as one MMS$/).first().waitFor();
    await until(async () => await files.count() === 2, 'the rest stays');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'files');
    await ana.button('Create template').click();
    await ana.says('“The way” was saved.');
    await ana.button(/^The way, .*, 2 files$/).waitFor();
    await press(ana, 'Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.composer().fill('');
    await type(ana, '/way');
    await chosen(ana, /^The way/);
    const preview = ana.page.getByRole('group', {name: 'Preview'});
    await preview.getByText(/^map\.png, PNG picture, /).waitFor();
    await preview.getByText(/^way\.pdf, PDF document, /).waitFor();
    await press(ana, 'Enter');
    await gone(ana);
    assert.equal(await value(ana), 'This is how you find us.');
    await ana.page.getByText(/^MMS · 2 files · .* of 5 MB/).waitFor();
    await press(ana, 'Enter');
    const outbound = async () => (await own.desk.phone(ana.phone)).filter((one) => one.direction.startsWith('outbound'));
    await until(async () => (await outbound()).some((one) => one.status === 'delivered'), 'the phone has it');
    const [message] = await outbound();
    assert.equal(message.body, 'This is how you find us.');
    assert.equal(message.media.length, 2);
    assert.deepEqual(Buffer.from(await (await fetch(message.media[0].url)).arrayBuffer()), await readFile(map));
  });

  it('gives a template\'s files to its readers and to nobody else, and says which an import misses', async () => {
    const ana = await atWork();
    const {ask, cookie} = await takeIn(kLibrary);
    const bytes = picturePng(60, 40, 3);
    const uploaded = await (await ask('/api/media', {method: 'POST', headers: {cookie, 'Content-Type': 'image/png'}, body: bytes})).json();
    const ofAna = async () => ana.page.evaluate(async (where) => (await fetch(where)).status, `/media/${uploaded.hash}`);
    own.desk.expectFault(new RegExp(` status of 404 .* at \\S+/media/${uploaded.hash}$`));
    assert.equal(await ofAna(), 404, 'in no template yet');
    const gone = 'd'.repeat(64);
    const taken = await takeIn({smsdesk_templates: 1, templates: [{name: 'With map', shortcut: 'map', library: 'queue: Support',
      texts: {en: 'Here.'}, files: [{name: 'map.png', hash: uploaded.hash}, {name: 'gone.png', hash: gone}]},
      {name: 'Gone alone', library: 'queue: Support', files: [{name: 'alone.png', hash: gone}]}]});
    assert.deepEqual(taken, {...taken, status: 200, body: {taken_in: 1, missing_files: [
      {template: 'With map', name: 'gone.png', hash: gone}, {template: 'Gone alone', name: 'alone.png', hash: gone}]}});
    await type(ana, '/map');
    await chosen(ana, /^With map, .*PNG picture/);
    assert.equal(await ofAna(), 200);
    const exported = await (await ask('/api/templates', {headers: {cookie}})).json();
    assert.deepEqual(exported.templates.find((one) => one.name === 'With map').files, [{name: 'map.png', hash: uploaded.hash}]);
    await ana.composer().fill('');
    await manage(ana);
    const file = path.join(own.desk.folder, 'files.json');
    await writeFile(file, JSON.stringify({smsdesk_templates: 1, templates: [{name: 'Mine with map', texts: {en: 'Mine'},
      files: [{name: 'map.png', hash: uploaded.hash}, {name: 'lost.png', hash: gone}]}]}));
    const [chooser] = await Promise.all([ana.page.waitForEvent('filechooser'), ana.button('Import').click()]);
    await chooser.setFiles(file);
    await ana.says(/1 template was taken in\. 1 file is not on this relay and was left out: “lost\.png” of “Mine with map”/);
    await ana.button(/^Mine with map, /).waitFor();
  });

  it('makes links to a template\'s files where the number takes none, and says so', async () => {
    await own.desk.configure({number: {[kSupport]: {mms: false}}});
    const ana = await atWork();
    const {ask, cookie} = await takeIn(kLibrary);
    const uploaded = await (await ask('/api/media',
      {method: 'POST', headers: {cookie, 'Content-Type': 'image/png'}, body: picturePng(60, 40, 7)})).json();
    await takeIn({smsdesk_templates: 1, templates: [{name: 'Plan', shortcut: 'plan', library: 'queue: Support',
      texts: {en: 'Here it is.'}, files: [{name: 'plan.png', hash: uploaded.hash}]}]});
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await ana.page.context().route('**/api/media/link/*', async (route) => { await held; await route.continue(); });
    await type(ana, '/plan');
    await chosen(ana, /^Plan/);
    await press(ana, 'Enter');
    const files = ana.page.getByRole('list', {name: 'Attachments'}).getByRole('listitem');
    await files.filter({hasText: 'plan.png, Making a link…'}).waitFor();
    assert.equal(await value(ana), 'Here it is.');
    release();
    await until(async () => /^Here it is\.\nhttp\S+\/f\/[\w-]{22}$/.test(await value(ana)), 'the link is below the text');
    await until(async () => await files.count() === 0, 'it is a word, and nothing else');
    await own.desk.configure({number: {[kSupport]: {mms: true}}});
    await ana.composer().fill('');
  });

  it('exports a library with its files, and imports them where the relay does not have them', async () => {
    const ana = await atWork();
    const map = picturePng(64, 48, 11), unknown = picturePng(50, 40, 12), page = Buffer.from('<html><script>1</script></html>');
    const mapFile = path.join(own.desk.folder, 'map.png'), library = path.join(own.desk.folder, 'with_files.json');
    await writeFile(mapFile, map);
    const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
    const choose = async (button, file) => {
      const [chooser] = await Promise.all([ana.page.waitForEvent('filechooser'), button.click()]);
      await chooser.setFiles(file);
    };
    const bytesOf = async (of) => ana.page.evaluate(async (where) => {
      const answer = await fetch(where);
      return answer.ok ? Array.from(new Uint8Array(await answer.arrayBuffer())) : answer.status;
    }, `/media/${of}`);
    await manage(ana);
    await ana.button('New template').click();
    await dialog(ana, 'New template').waitFor();
    await field(ana, 'Name').fill('The way');
    await field(ana, 'Text').fill('This is how you find us.');
    await choose(dialog(ana, 'New template').getByRole('button', {name: 'Add files'}), mapFile);
    await dialog(ana, 'New template').getByText(/, sent as one MMS$/).first().waitFor();
    await ana.button('Create template').click();
    await ana.says('“The way” was saved.');
    const [download] = await Promise.all([ana.page.waitForEvent('download'), ana.button('Export').click()]);
    await ana.says('Exported with 1 file.');
    const exported = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.deepEqual(exported.contents,
      [{hash: hash(map), name: 'map.png', content_type: 'image/png', base64: map.toString('base64')}]);
    await ana.button(/^The way, /).click();
    await ana.button('Delete…').click();
    await ana.button('Delete').click();
    await ana.says('“The way” was deleted.');
    // What was deleted, and files that the relay has never had: a picture, and what is no picture for all its name says.
    const way = exported.templates.find((one) => one.name === 'The way');
    const other = {name: 'Other way', library: 'own', texts: {en: 'Here.'},
      files: [{name: 'new.png', hash: hash(unknown)}, {name: 'page.png', hash: hash(page)}]};
    await writeFile(library, JSON.stringify({smsdesk_templates: 1, templates: [way, other], contents: [...exported.contents,
      ...[unknown, page].map((bytes) => ({hash: hash(bytes), content_type: 'image/png', base64: bytes.toString('base64')}))]}));
    own.desk.expectFault(new RegExp(` status of 404 .* at \\S+/media/${hash(unknown)}$`));
    own.desk.expectFault(/ status of 415 .* at \S+\/api\/media$/);
    assert.equal(await bytesOf(hash(unknown)), 404);
    await choose(ana.button('Import'), library);
    await ana.says(/2 templates were taken in\. 1 file is not on this relay and was left out: “page\.png” of “Other way” \(Files of this kind/);
    await ana.button(/^The way, .*PNG picture$/).waitFor();
    await ana.button(/^Other way, .*PNG picture$/).waitFor();
    assert.deepEqual(Buffer.from(await bytesOf(hash(map))), map);
    assert.deepEqual(Buffer.from(await bytesOf(hash(unknown))), unknown);
  });

  const kWithActions = {smsdesk_templates: 1, templates: [
    {name: 'Look into it', shortcut: 'look', library: 'organisation', texts: {en: 'We look into it.'},
      actions: [{note: 'Asked the warehouse for {{agent.first_name}}'}, {park_minutes: 120}]},
    {name: 'Set aside', shortcut: 'aside', library: 'organisation', actions: [{note: 'Set aside by hand'}, {park_minutes: 60}]},
  ]};
  const actions = (who, title) => who.page.getByRole('list', {name: title}).getByRole('listitem');

  it('shows what a template does, keeps it over a reload, and does it with the message, once', async () => {
    const ana = await atWork();
    assert.equal((await takeIn(kWithActions)).status, 200);
    await type(ana, '/look');
    await chosen(ana, /^Look into it/);
    await ana.says(/^When sent: Add the note “Asked the warehouse for Ana”, Park for 2 hours$/);
    await press(ana, 'Enter');
    await gone(ana);
    await until(async () => await actions(ana, 'When sent:').count() === 2, 'they stand below the field');
    assert.equal(await ana.page.getByText(/Asked the warehouse for Ana$/).count(), 0, 'nothing is done before it is sent');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'actions');
    await stored(ana.page, 'drafts', 'Asked the warehouse for Ana');
    await ana.page.reload();
    await until(async () => await actions(ana, 'When sent:').count() === 2, 'a reload has them');
    await ana.button('Remove: Park for 2 hours').focus();
    await press(ana, 'Enter');
    await until(async () => await actions(ana, 'When sent:').count() === 1, 'one is taken out');
    // The second press of an Enter that took something out sends nothing; whoever writes on is at the field.
    await until(() => ana.composer().evaluate((field) => field === document.activeElement), 'the field has the focus');
    await type(ana, ' Soon.');
    await until(async () => (await value(ana)) === 'We look into it. Soon.', 'it is written');
    await ana.button('Send').click();
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has it');
    await ana.says(/^(?!.*Add the note).*Asked the warehouse for Ana/);
    assert.equal(await actions(ana, 'When sent:').count(), 0);
    assert.ok(await ana.button('Send').count() > 0, 'it is not parked');
  });

  it('does what a template without a text says by a button of its own', async () => {
    const ana = await atWork();
    assert.deepEqual((await takeIn(kWithActions)).body, {taken_in: 2});
    await type(ana, '/aside');
    await chosen(ana, /^Set aside/);
    await press(ana, 'Enter');
    await gone(ana);
    await until(async () => await actions(ana, 'To be done:').count() === 2, 'they stand below the field');
    await ana.button('Do it now: Add the note “Set aside by hand”, Park for 1 hour').focus();
    await press(ana, 'Enter');
    await ana.says(/^(?!.*(Add the note|Done:)).*Set aside by hand/);
    await until(async () => await actions(ana, 'To be done:').count() === 0, 'it is done');
    assert.deepEqual(await own.desk.received(ana.phone), []);
  });

  it('has a form for actions, and says which of them cannot be', async () => {
    const ana = await atWork();
    await manage(ana);
    await ana.button('New template').click();
    const form = dialog(ana, 'New template');
    await form.waitFor();
    await field(ana, 'Name').fill('Ask and park');
    await ana.says('None: nothing else is done when the message is sent.');
    const go = async (control) => {
      await control.focus();  // into view
      await control.click();
    };
    await go(ana.button('Add: Park the conversation'));
    await go(ana.button('Add: Add an internal note'));
    await go(ana.page.getByRole('radio', {name: 'For 1 hour', exact: true}));
    await ana.button('Create template').click();
    await ana.says('The note of an action is empty. Write what colleagues are to read.');
    await ana.button('Remove: Add an internal note').focus();
    await field(ana, 'Words of the note').fill('Asked');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana.page, 'actions-form');
    await ana.button('Create template').click();
    await ana.says('“Ask and park” was saved.');
    await ana.button(/^Ask and park, .*2 actions/).waitFor();
    const done = [{wrap_up_code: 'Resolved'}, {transfer: 'Appointments'}];
    const good = await takeIn({smsdesk_templates: 1, templates: [{name: 'Hand on', library: 'organisation', actions: done}]});
    assert.equal(good.status, 200, JSON.stringify(good.body));
    const exported = await (await good.ask('/api/templates', {headers: {cookie: good.cookie}})).json();
    assert.deepEqual(exported.templates.find((one) => one.name === 'Hand on').actions, done, 'by the names of what they use');
    const bad = await takeIn({smsdesk_templates: 1, templates: [{name: 'A', texts: {en: 'a'}, library: 'organisation', actions: [{dance: 'now'}]}]});
    assert.equal(bad.status, 422);
    assert.match(bad.body.sentence, /there is no action “dance”/);
  });

  it('gives its admin routes to admins, and says what is wrong', async () => {
    assert.equal((await takeIn(kLibrary, 'ana')).status, 403);
    const bad = await takeIn({smsdesk_templates: 1, templates: [{name: 'A', libary: 'own', texts: {en: 'a'}}]});
    assert.equal(bad.status, 422);
    assert.match(bad.body.sentence, /“libary”/);
    const good = await takeIn(kLibrary);
    assert.deepEqual(good.body, {taken_in: 4});
    const exported = await (await good.ask('/api/templates', {headers: {cookie: good.cookie}})).json();
    assert.deepEqual(exported, kLibrary);
    const audit = await (await good.ask('/api/audit', {headers: {cookie: good.cookie}})).json();
    assert.equal(audit.rows.filter((row) => row.action === 'template_saved').length, 4);
  });
});

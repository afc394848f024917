// The composer: what a message costs, what forces Unicode and the key that mends it, limits, drafts on another device, taking
// back, emoji by search and keyboard, what is thought over before it leaves.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations, settled} from './support/browser.mjs';
import {kSupport, stored, until} from './support/desk.mjs';
import {picturePng} from './support/png.mjs';
import {withDesk} from './support/with_desk.mjs';

const shots = process.env.SMSDESK_SHOTS;  // a folder: what an agent sees is kept there, to be looked at

describe('the composer', {timeout: 300_000}, () => {
  const own = withDesk({}, 5600);

  const expectNoFaults = async (page, where) => assert.deepEqual(await accessibilityViolations(page), [], where);
  const look = async (agent, name) => {
    if (!shots) return;
    for (const scheme of ['light', 'dark']) {
      await agent.page.emulateMedia({colorScheme: scheme});
      await settled(agent.page);
      await agent.page.screenshot({path: `${shots}/${name}-${scheme}.png`});
    }
    await agent.page.emulateMedia({colorScheme: 'light'});
  };
  const reply = (agent) => agent.page.getByRole('form', {name: 'Reply'});
  const received = async (agent, count) => {
    await until(async () => (await own.desk.received(agent.phone)).length >= count, `the phone has ${count}`);
    return own.desk.received(agent.phone);
  };

  it('says what a message costs, and by one key what forces Unicode is replaced', async () => {
    await own.desk.configure({settings: {segment_price: '0.0079 USD'}, number: {[kSupport]: {segment_price: '0.01 USD'}}});
    const ana = await own.answered('How much?');
    const text = `It’s ${'x'.repeat(80)}`;
    await ana.composer().fill(text);
    await ana.says('85 characters · 2 segments · $0.02 · UCS-2');
    await ana.says('1 character forces Unicode: ’ → \'. Replacing saves 1 segment, $0.01.');
    // What forces it is marked where it stands, also in what is typed from here on.
    const marks = () => ana.page.evaluate(() => [...document.querySelectorAll('#mirror .marks mark')].map((mark) => {
      const box = mark.getBoundingClientRect(), field = document.querySelector('#mirror textarea').getBoundingClientRect();
      return {sign: mark.textContent, x: Math.round(box.left - field.left), isInside: box.top >= field.top && box.bottom <= field.bottom + 1};
    }));
    await until(async () => (await marks()).length === 1, 'one sign is marked');
    const [first] = await marks();
    assert.equal(first.sign, '’');
    assert.ok(first.isInside && first.x > 4 && first.x < 30, `behind “It”, in the field: ${JSON.stringify(first)}`);
    await look(ana, 'gsm');
    await ana.composer().press('End');
    await ana.page.keyboard.insertText(' we’re');
    assert.deepEqual((await marks()).map(({sign}) => sign), ['’', '’']);
    // Scrolled to an empty last line, the marks go with their text.
    await ana.composer().fill(`${'it’s\n'.repeat(12)}`);
    await until(async () => (await marks()).length === 12, 'each line has its mark');
    const scrolled = () => ana.page.evaluate(() => ['textarea', '.marks'].map((one) => document.querySelector(`#mirror ${one}`).scrollTop));
    await ana.composer().press('Control+End');
    await until(async () => (await scrolled())[0] > 50, 'the field has scrolled');
    const [field, over] = await scrolled();
    assert.ok(Math.abs(field - over) <= 1, `${field} and ${over}`);
    await ana.composer().fill(text);
    await expectNoFaults(ana.page, 'with an offer to replace');
    await ana.composer().press('Alt+G');
    await until(async () => await ana.composer().inputValue() === text.replace('’', "'"), 'it is replaced');
    await until(async () => (await marks()).length === 0, 'nothing is marked any more');
    await ana.says('85 characters · 1 segment · $0.01 · GSM-7');
    await ana.button('Write it as it was before').click();
    await until(async () => await ana.composer().inputValue() === text, 'it is as it was');
    await ana.button('Replace what forces Unicode').click();
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), [text.replace('’', "'")]);
  });

  it('shows all that would be replaced before it is, also where the line has no room for it', async () => {
    const ana = await own.answered('Tell me all');
    await ana.composer().fill('“It’s” – ‘really’ … «10\u00A0€»');
    await ana.says('10 characters force Unicode: “ → ", ’ → \', ” → ", – → -, ‘ → \', … → ... and 3 more. It costs the same.');
    const replace = ana.button('Replace what forces Unicode');
    assert.match(await replace.getAttribute('aria-description'), /… → \.\.\., « → ", special space → space, » → "\. It costs the same\.$/);
    await expectNoFaults(ana.page, 'with more to replace than there is room for');
    await replace.click();
    await until(async () => await ana.composer().inputValue() === '"It\'s" - \'really\' ... "10 €"', 'all of it is replaced');
    await ana.composer().fill('Good');
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), ['Good']);
  });

  it('leaves out accents by a key of their own, which the button shows', async () => {
    const ana = await own.answered('Em português');
    const text = 'Não há informação …';
    await ana.composer().fill(text);
    await ana.says('5 characters force Unicode: ã → a, á → a, ç → c, … → .... It costs the same, and changes the spelling.');
    const leaveOut = ana.button('Leave out accents, so that it fits GSM');
    assert.equal(await leaveOut.getAttribute('aria-description'), 'Ctrl+Shift+F2');
    await ana.composer().press('Alt+G');
    assert.equal(await ana.composer().inputValue(), text, 'that key is for what changes no spelling');
    await ana.composer().press('Control+Shift+F2');
    await until(async () => await ana.composer().inputValue() === 'Nao ha informacao ...', 'it is without accents');
    await ana.composer().press('Alt+G');
    await until(async () => await ana.composer().inputValue() === text, 'it is as it was');
    await ana.composer().fill('Tiếng Việt');
    await ana.composer().press('Control+Shift+F2');
    await until(async () => await ana.composer().inputValue() === 'Tieng Viet', 'Vietnamese, too');
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), ['Tieng Viet']);
  });

  it('holds what is longer than its queue allows, and keeps the text', async () => {
    await own.desk.configure({queue: {Support: {chars_max: 40}}});
    const ana = await own.answered('Short please');
    const text = 'y'.repeat(43);
    await ana.write(text);
    await ana.says('3 characters too long, at most 40 · 1 segment');
    assert.equal(await ana.composer().inputValue(), text);
    await ana.composer().press('Backspace');
    await ana.composer().press('Backspace');
    await ana.composer().press('Backspace');
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), ['y'.repeat(40)]);
  });

  it('counts files and text as one MMS, within what the number takes', async () => {
    const small = {files_max: 2, files_kb_max: 600, file_types: ['image/png']};
    await own.desk.configure({settings: {mms_price: '0.02 USD'}, number: {[kSupport]: {mms_price: '0.04 EUR', ...small}}});
    const ana = await own.answered('Pictures please');
    const choose = async (files) => {
      const [chooser] = await Promise.all([ana.page.waitForEvent('filechooser'), reply(ana).getByRole('button', {name: 'Attach files'}).click()]);
      await chooser.setFiles(files);
    };
    const png = (name, size) => ({name, mimeType: 'image/png', buffer: picturePng(size, size, 1)});
    await choose([png('one.png', 20), png('two.png', 30)]);
    await ana.composer().fill('It’s here');
    await ana.says(/^MMS · 2 files · .+ of 600 KB · €0\.04 · 9 characters$/);
    await expectNoFaults(ana.page, 'with an MMS');
    await choose([png('three.png', 10)]);
    await ana.says(/“three\.png” was not attached: a message takes at most 2 files\./);
    await ana.page.getByRole('button', {name: 'Remove two.png'}).click();
    await choose([{name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello')}]);
    await ana.says(/“note\.txt” was not attached: only these can be sent here: PNG picture\./);
    // What is attached already is held where the number does not take it any more.
    await own.desk.configure({number: {[kSupport]: {file_types: ['image/jpeg']}}});
    await ana.says('one.png cannot be sent here, only these can: JPEG picture.');
    await ana.composer().press('Enter');
    assert.deepEqual(await own.desk.received(ana.phone), []);
    assert.equal(await ana.composer().inputValue(), 'It’s here');
    await own.desk.configure({number: {[kSupport]: {file_types: [], files_max: 10, files_kb_max: 5000}}});
    await ana.says(/^MMS · 1 file · /);
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), ['It’s here']);
  });

  it('says where a long text costs less as one MMS, and sends it so by one key, also after a reload', async () => {
    await own.desk.configure({settings: {segment_price: '0.0079 USD', mms_price: '0.02 USD'}});
    const ana = await own.answered('Tell me everything');
    const text = `Everything: ${'x'.repeat(388)}`;
    const sent = async () => (await own.desk.phone(ana.phone)).filter((one) => one.direction.startsWith('outbound'));
    await ana.composer().fill('short');
    await ana.says('5 characters · 1 segment · $0.0079 · GSM-7');
    assert.equal(await ana.button('Send it as one MMS').count(), 0);
    await ana.composer().fill(text);
    await ana.says('400 characters · 3 segments · $0.0237 · GSM-7');
    await ana.says('As one MMS it costs $0.02 instead of $0.0237.');
    await look(ana, 'mms-offer');
    await expectNoFaults(ana.page, 'with an MMS offered');
    await ana.composer().press('Control+Shift+F12');
    await ana.says('MMS · $0.02 · 400 characters');
    await ana.says('It goes as one MMS and costs $0.02 instead of $0.0237.');
    await ana.button('Send it as a text message, not as an MMS').click();
    await ana.says('400 characters · 3 segments · $0.0237 · GSM-7');
    await ana.button('Send it as one MMS').click();
    await ana.says('MMS · $0.02 · 400 characters');
    await look(ana, 'mms-chosen');
    await ana.told('"send_as":"mms"');
    // Another device has the choice with the words, and so has this one after a reload.
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await phone.says('MMS · $0.02 · 400 characters');
    await ana.page.reload();
    await ana.says('MMS · $0.02 · 400 characters');
    await ana.composer().press('Enter');
    await until(async () => (await sent()).length === 1, 'the phone has it');
    assert.deepEqual((await sent()).map(({body, is_mms: isMms, segments}) => [body, isMms, segments]), [[text, true, 1]]);
    await ana.marked(text, 'Delivered').waitFor();
    await ana.composer().press('Alt+Shift+F7');
    await ana.page.getByRole('dialog', {name: 'Delivery details'}).getByText('This is an MMS.').waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.composer().fill(text);
    await ana.says('As one MMS it costs $0.02 instead of $0.0237.');
    await ana.composer().press('Enter');
    await until(async () => (await sent()).length === 2, 'the next one is a text message again');
    assert.deepEqual([(await sent())[1].is_mms, (await sent())[1].segments], [false, 3]);
  });

  it('sends long texts as an MMS by itself where the organisation says so, which is seen before and can be turned off', async () => {
    await own.desk.configure({settings: {segment_price: '0.0079 USD', mms_price: '0.02 USD', text_as_mms: 'automatic'}});
    const ana = await own.answered('At length');
    const text = 'y'.repeat(400);
    const sent = async () => (await own.desk.phone(ana.phone)).filter((one) => one.direction.startsWith('outbound'));
    await ana.composer().fill(text);
    await ana.says('MMS · $0.02 · 400 characters');
    await ana.composer().press('Enter');
    await until(async () => (await sent()).length === 1, 'the phone has it');
    await ana.composer().fill(text);
    await ana.button('Send it as a text message, not as an MMS').click();
    await ana.says('400 characters · 3 segments · $0.0237 · GSM-7');
    await ana.composer().press('Enter');
    await until(async () => (await sent()).length === 2, 'and the other one');
    assert.deepEqual((await sent()).map(({is_mms: isMms}) => isMms), [true, false]);
    await own.desk.configure({number: {[kSupport]: {text_as_mms: 'never'}}});
    await ana.composer().fill(text);
    await ana.says('400 characters · 3 segments · $0.0237 · GSM-7');
    assert.equal(await ana.button('Send it as one MMS').count(), 0);
    await own.desk.configure({number: {[kSupport]: {text_as_mms: 'offer', mms: false}}});
    await ana.composer().fill(`${text}z`);
    await ana.says('401 characters · 3 segments · $0.0237 · GSM-7');
    assert.equal(await ana.button('Send it as one MMS').count(), 0, 'the number has none');
  });

  it('holds a card number until a second, deliberate action', async () => {
    await own.desk.configure({settings: {warned_words: ['refund']}});
    const ana = await own.answered('Your card?');
    await ana.write('Use 4111 1111 1111 1111 for it');
    const held = ana.page.getByRole('region', {name: 'Not sent yet'});
    await held.getByRole('listitem').filter({hasText: 'Card number: 4111 1111 1111 1111'}).waitFor();
    await look(ana, 'held');
    await expectNoFaults(ana.page, 'with a held message');
    const focused = () => ana.page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
    await until(async () => await focused() === 'Edit the message', 'the focus is on the safe choice');
    await ana.page.keyboard.press('Enter');
    await held.waitFor({state: 'detached'});
    assert.equal(await ana.composer().inputValue(), 'Use 4111 1111 1111 1111 for it');
    await until(async () => /^Message to/.test(await focused()), 'the focus is back in the text');
    await ana.page.keyboard.press('Enter');
    await held.waitFor();
    await until(async () => await focused() === 'Edit the message', 'held again');
    assert.deepEqual(await own.desk.received(ana.phone), []);
    await ana.page.keyboard.press('Tab');
    await ana.page.keyboard.press('Enter');
    assert.deepEqual(await received(ana, 1), ['Use 4111 1111 1111 1111 for it']);
    await ana.write('It is 529.982.247-25');
    await held.getByRole('listitem').filter({hasText: 'National id number (CPF): 529.982.247-25'}).waitFor();
    await ana.write('No REFUND today');
    await held.getByRole('listitem').filter({hasText: 'Listed word: REFUND'}).waitFor();
    await ana.composer().fill('No money back today');
    await held.waitFor({state: 'detached'});
    await ana.composer().press('Enter');
    assert.equal((await received(ana, 2))[1], 'No money back today');
    const ada = await fetch(`${own.desk.url}/api/session`, {method: 'POST', headers: {'Content-Type': 'application/json', Origin: own.desk.url},
      body: JSON.stringify({login: 'ada', password: 'password-ada'})});
    const cookie = ada.headers.get('set-cookie').split(';')[0];
    const audit = await (await fetch(`${own.desk.url}/api/audit?limit=50`, {headers: {Cookie: cookie}})).json();
    const row = audit.rows.find((one) => one.action === 'sent_despite_warning');
    assert.deepEqual([row.by, row.name, row.after.despite], [1, ana.phone, ['card_number']]);
  });

  it('keeps a draft on the relay: another device has it, and it leaves when it is sent', async () => {
    const ana = await own.answered('Two devices');
    await ana.composer().fill('Begun at the desk');
    await ana.told('Begun at the desk');
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await until(async () => await phone.composer().inputValue() === 'Begun at the desk', 'the other device has it');
    await look(phone, 'draft-elsewhere');
    await phone.composer().press('End');
    await phone.page.keyboard.type(', ended on the way');
    await until(async () => await ana.composer().inputValue() === 'Begun at the desk, ended on the way', 'and back');
    await phone.page.keyboard.press('Enter');
    ana.phone ??= '';
    assert.deepEqual(await received(ana, 1), ['Begun at the desk, ended on the way']);
    await until(async () => await ana.composer().inputValue() === '', 'it has left the desk');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().waitFor();
    await ana.composer().waitFor();
    assert.equal(await ana.composer().inputValue(), '');
  });

  it('shows both where two devices wrote apart', async () => {
    const ana = await own.answered('Apart');
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await phone.composer().waitFor();
    await phone.page.context().setOffline(true);
    await phone.composer().fill('from the phone');
    await ana.composer().fill('from the desk');
    await ana.told('from the desk');
    await phone.page.context().setOffline(false);
    const newer = 'Another device has a newer draft: “from the desk”';
    await phone.page.getByRole('log').getByText(newer).waitFor({state: 'attached'});
    await phone.page.getByRole('form', {name: 'Reply'}).getByText(newer).waitFor();
    assert.equal(await phone.page.getByRole('status').filter({hasText: newer}).count(), 0, 'it is heard once');
    assert.equal(await phone.composer().inputValue(), 'from the phone');
    await look(phone, 'draft-apart');
    await phone.button('Use the newer draft').click();
    await until(async () => await phone.composer().inputValue() === 'from the desk', 'the other one');
    await phone.button('Put the earlier text back').click();
    await until(async () => await phone.composer().inputValue() === 'from the phone', 'and back');
  });

  it('keeps a note that is being written on the relay, apart from the answer, and shows both where two devices wrote apart', async () => {
    const ana = await own.answered('A note between devices');
    const note = (who) => who.page.getByRole('textbox', {name: 'Note for colleagues'});
    await ana.tab('Notes').click();
    await note(ana).fill('Was promised');
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await phone.tab('Notes').click();
    await until(async () => await note(phone).inputValue() === 'Was promised', 'the other device has it');
    assert.equal(await phone.composer().inputValue(), '', 'and not as an answer');
    await phone.says('Written on another device or in another window.');
    await note(phone).press('End');
    await phone.page.keyboard.type(' a refund');
    await until(async () => await note(ana).inputValue() === 'Was promised a refund', 'and back');
    await phone.button('Add note').click();
    await until(async () => await note(ana).inputValue() === '', 'it was added: it has left the desk');
    await ana.page.getByRole('list', {name: 'Notes'}).getByText('Was promised a refund').waitFor();
    // Apart.
    await phone.page.context().setOffline(true);
    await note(phone).fill('from the phone');
    await note(ana).fill('from the desk');
    const third = await own.agent('ana');
    await third.roster().getByRole('button').first().click();
    await third.tab('Notes').click();
    await until(async () => await note(third).inputValue() === 'from the desk', 'the relay has it');
    await phone.page.context().setOffline(false);
    await phone.says('Another device has a newer draft: “from the desk”');
    assert.equal(await note(phone).inputValue(), 'from the phone');
    await phone.button('Use the newer draft').click();
    await until(async () => await note(phone).inputValue() === 'from the desk', 'the other one');
    await phone.button('Put the earlier text back').click();
    await until(async () => await note(phone).inputValue() === 'from the phone', 'and back');
  });

  it('has what was filled in for the wrap-up on the other device', async () => {
    const ana = await own.answered('A wrap-up between devices');
    await ana.button('End conversation').click();
    await ana.page.getByRole('radio', {name: 'Resolved'}).click();
    const note = (who) => who.page.getByRole('textbox', {name: 'Note', exact: true});
    await note(ana).fill('Half of what happened');
    const phone = await own.agent('ana');
    await phone.roster().getByRole('button').first().click();
    await until(async () => await note(phone).inputValue() === 'Half of what happened', 'the other device has it');
    const code = phone.page.getByRole('radio', {name: 'Resolved'});
    await until(async () => await code.getAttribute('aria-checked') === 'true', 'and its code');
  });

  it('takes a message back by its key, sends by itself otherwise, and after a reload', async () => {
    const ana = await own.answered('Slowly');
    await ana.button('Settings').click();
    await ana.page.getByRole('radiogroup', {name: 'Time to take a message back'}).getByRole('radio', {name: '5 s'}).click();
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.write('Too fast');
    await ana.message('Too fast').filter({hasText: /Sending in [345] s/}).waitFor();
    await look(ana, 'undo');
    await ana.composer().fill('something else');
    await ana.page.keyboard.press('Alt+Z');
    await until(async () => await ana.composer().inputValue() === 'Too fast\nsomething else', 'both are there');
    assert.equal(await ana.message('Too fast').count(), 0);
    await stored(ana.page, 'drafts', 'Too fast');
    await ana.composer().fill('');
    await ana.write('On its way');
    await ana.message('On its way').getByRole('button', {name: 'Undo sending'}).waitFor();
    assert.deepEqual(await received(ana, 1), ['On its way']);
    await ana.write('Through a reload');
    await stored(ana.page, 'outbox', 'Through a reload');
    await ana.page.reload();
    assert.deepEqual(await received(ana, 2), ['On its way', 'Through a reload']);
    await ana.composer().waitFor();
    await ana.write('Before the end');
    await ana.message('Before the end').waitFor();
    await ana.button('End conversation').click();
    assert.deepEqual((await received(ana, 3))[2], 'Before the end');
    await ana.page.getByRole('radio', {name: 'Resolved'}).waitFor();
  });

  it('picks emoji by search and keyboard, where the caret stands', async () => {
    const ana = await own.answered('Emoji');
    await ana.composer().fill('Great  thanks');
    await ana.composer().press('Home');
    for (let i = 0; i < 6; i++) await ana.page.keyboard.press('ArrowRight');
    await ana.page.keyboard.press('Alt+J');
    const dialog = ana.page.getByRole('dialog', {name: 'Emoji'});
    const find = dialog.getByRole('searchbox', {name: 'Find an emoji'});
    await find.waitFor();
    await dialog.getByRole('button', {name: 'grinning face', exact: true}).waitFor();
    await look(ana, 'emoji');
    await expectNoFaults(ana.page, 'with the emoji open');
    await find.fill('thumbs');
    await dialog.getByRole('button', {name: 'thumbs down'}).waitFor();
    const isAt = (name) =>
      until(() => ana.page.evaluate((name) => document.activeElement.getAttribute('aria-label') === name, name), name);
    await ana.page.keyboard.press('ArrowDown');
    await isAt('thumbs up');
    await ana.page.keyboard.press('ArrowRight');
    await isAt('thumbs down');
    await ana.page.keyboard.press('ArrowLeft');
    await isAt('thumbs up');
    await ana.page.keyboard.press('Enter');
    await until(async () => await ana.composer().inputValue() === 'Great 👍 thanks', 'it stands at the caret');
    await dialog.waitFor({state: 'detached'});
    await until(() => ana.page.evaluate(() => document.activeElement.tagName === 'TEXTAREA'), 'the focus is in the text');
    await ana.page.keyboard.press('Alt+J');
    await dialog.getByRole('radio', {name: 'Dark skin tone', exact: true}).click();
    await dialog.getByRole('tab', {name: 'Used last'}).waitFor();
    await dialog.getByRole('button', {name: 'thumbs up'}).click();
    await until(async () => await ana.composer().inputValue() === 'Great 👍👍🏿 thanks', 'with its tone');
    await ana.composer().press('Enter');
    assert.deepEqual(await received(ana, 1), ['Great 👍👍🏿 thanks']);
  });
});

// Writing as people do it: with an input method, with dead keys, by pasting, and taking back what was not meant; in the
// composer and in the wrap-up's note.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('writing', {timeout: 300_000}, () => {
  const own = withDesk({}, 5100);

  /// An input method that shows `steps` one after the other under the caret.
  async function compose(page, steps) {
    const session = await page.context().newCDPSession(page);
    for (const text of steps) {
      await session.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
    }
    return session;
  }

  it('composes in the composer: Enter belongs to the input method until the text is there', async () => {
    const ana = await own.answered('配送はいつですか');
    await ana.composer().focus();
    const session = await compose(ana.page, ['に', 'にほ', 'にほん']);
    assert.equal(await ana.composer().inputValue(), 'にほん');
    // Enter while a method composes comes with the key code 229 and without a character.
    const enter = {key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229};
    await session.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', ...enter});
    await session.send('Input.dispatchKeyEvent', {type: 'keyUp', ...enter});
    assert.equal(await ana.messages().getByRole('listitem').filter({hasText: 'にほん'}).count(), 0);
    await session.send('Input.imeSetComposition', {text: '日本', selectionStart: 2, selectionEnd: 2});
    await session.send('Input.insertText', {text: '日本'});
    await ana.page.keyboard.type(' OK');
    await ana.page.keyboard.press('Enter');
    await ana.message('日本 OK').waitFor();
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has the answer');
    assert.deepEqual(await own.desk.received(ana.phone), ['日本 OK']);
    assert.equal(await ana.composer().inputValue(), '');
    await ana.end();
  });

  it('leaves Page Up and Page Down to the messages, and all other keys to the text', async () => {
    const ana = await own.answered('Message number 0', {viewport: {width: 1280, height: 480}});
    for (let i = 1; i <= 12; i++) await own.desk.say(ana.phone, `Message number ${i}`);
    const last = ana.messages().getByRole('listitem').last();
    const isAtEnd = async () => await last.getAttribute('aria-posinset') === await last.getAttribute('aria-setsize');
    await until(async () => Number(await last.getAttribute('aria-setsize')) >= 13 && await isAtEnd(), 'all have come');
    await ana.composer().fill('one two');
    await ana.page.keyboard.press('PageUp');
    await until(async () => !await isAtEnd(), 'earlier messages are in view');
    await ana.page.keyboard.type('!');  // the caret has stayed
    assert.equal(await ana.composer().inputValue(), 'one two!');
    await ana.page.keyboard.press('Control+Home');
    await ana.page.keyboard.type('zero ');
    assert.equal(await ana.composer().inputValue(), 'zero one two!');
    for (let i = 0; i < 6 && !await isAtEnd(); i++) await ana.page.keyboard.press('PageDown');
    await until(isAtEnd, 'the newest is in view again');
    await ana.composer().fill('');
    await ana.end();
  });

  it('takes a composition back without a trace', async () => {
    const ana = await own.answered('안녕하세요');
    await ana.composer().fill('before ');
    const session = await compose(ana.page, ['한', '한구']);
    await session.send('Input.imeSetComposition', {text: '', selectionStart: 0, selectionEnd: 0});
    assert.equal(await ana.composer().inputValue(), 'before ');
    await ana.page.keyboard.press('Enter');
    await ana.message('before').waitFor();
    await ana.end();
  });

  /// As an admin's script takes it in.
  async function takeTemplate(template) {
    const ask = (where, body, headers = {}) => fetch(own.desk.url + where, {method: 'POST', body: JSON.stringify(body),
      headers: {Origin: own.desk.url, 'Content-Type': 'application/json', ...headers}});
    const session = await ask('/api/session', {login: 'ada', password: 'password-ada'});
    const cookie = session.headers.getSetCookie()[0].split(';')[0];
    assert.equal((await ask('/api/templates', {smsdesk_templates: 1, templates: [template]}, {cookie})).status, 200);
  }
  const kHello = {name: 'Hello', shortcut: 'hello', library: 'organisation', texts: {en: 'Hello, this is {{agent.first_name}}.'}};
  const insertHello = async (agent) => {
    await agent.page.keyboard.type('/hel');
    const option = agent.page.getByRole('listbox').getByRole('option', {name: /^Hello/});
    await until(async () => await option.count() === 1 && await option.getAttribute('aria-selected') === 'true', 'it is chosen');
    await agent.page.keyboard.press('Enter');
    await until(async () => (await agent.composer().inputValue()).endsWith('Hello, this is Ana.'), 'the template stands there');
  };

  it('takes back, by the browser’s own undo, what the page has put into a text', async () => {
    await takeTemplate(kHello);
    const ana = await own.answered('Is it on its way?');
    const press = (key) => ana.page.keyboard.press(key);
    const stands = (text) => until(async () => await ana.composer().inputValue() === text, `“${text}” stands there`);
    const meter = (text) => ana.says(text);

    // A template: back to what stood before, and there again; the meter goes along.
    await ana.composer().focus();
    await ana.page.keyboard.type('Hi ');
    await insertHello(ana);
    await stands('Hi Hello, this is Ana.');
    await meter('22 characters · 1 segment · GSM-7');
    await press('Control+Z');
    await stands('Hi /hel');
    await meter('7 characters · 1 segment · GSM-7');
    await press('Control+Shift+Z');
    await stands('Hi Hello, this is Ana.');
    await press('Control+Z');
    await stands('Hi /hel');
    await press('Control+Y');
    await stands('Hi Hello, this is Ana.');
    await meter('22 characters · 1 segment · GSM-7');
    await press('End');
    await ana.page.keyboard.type(' Bye');
    await stands('Hi Hello, this is Ana. Bye');
    await press('Control+Z');
    await stands('Hi Hello, this is Ana.');  // what is written behind it is a step of its own

    // What forces Unicode, by key and by pointer.
    const text = `It’s ${'x'.repeat(80)}`, gsm = text.replace('’', "'");
    await ana.composer().fill(text);
    for (const replace of [() => press('Alt+G'), () => ana.button('Replace what forces Unicode').click()]) {
      await meter('85 characters · 2 segments · UCS-2');
      await replace();
      await stands(gsm);
      await meter('85 characters · 1 segment · GSM-7');
      await press('Control+Z');
      await stands(text);
    }
    await meter('85 characters · 2 segments · UCS-2');
    await press('Control+Y');
    await stands(gsm);

    // A quotation, from the menu of a message; an emoji, from its dialog.
    await ana.composer().fill('Yes');
    await ana.message('Is it on its way?').getByRole('button', {name: /^Message options/}).press('Enter');
    await ana.entry('Quote').press('Enter');
    await stands('"Is it on its way?"\nYes');
    await until(() => ana.composer().evaluate((element) => element === document.activeElement), 'the focus is in the text');
    await press('Control+Z');
    await stands('Yes');
    await press('End');
    await press('Alt+J');
    const dialog = ana.page.getByRole('dialog', {name: 'Emoji'});
    await dialog.getByRole('button', {name: 'grinning face', exact: true}).click();
    await stands('Yes😀');
    await until(() => ana.composer().evaluate((element) => element === document.activeElement), 'the focus is in the text');
    await press('Control+Z');
    await stands('Yes');

    // What was sent is not brought back: it would look as if it had not been sent.
    await press('Enter');
    await ana.message('Yes').last().waitFor();
    await stands('');
    for (const key of ['Control+Z', 'Control+Z', 'Control+Shift+Z']) {
      await press(key);
      assert.equal(await ana.composer().inputValue(), '', key);
    }
    assert.deepEqual(await until(async () => {
      const texts = await own.desk.received(ana.phone);
      return texts.length > 0 && texts;
    }, 'the phone has it'), ['Yes']);
    await ana.end();
  });

  it('never brings the words of another conversation back by undo', async () => {
    await takeTemplate(kHello);
    const ana = await own.answered('The first');
    const first = ana.phone, second = own.customer();
    const field = (phone) => ana.page.getByRole('textbox', {name: `Message to ${readable(phone)}`});
    const show = async (phone, text) => {
      await ana.roster().getByRole('button', {name: new RegExp(readable(phone).replace('+', '\\+'))}).click();
      await field(phone).waitFor();
      await until(async () => await field(phone).inputValue() === text, `the draft is “${text}”`);
      await field(phone).focus();
    };
    const never = async (phone, text) => {
      for (const key of ['Control+Z', 'Control+Z', 'Control+Z', 'Control+Shift+Z', 'Control+Shift+Z', 'Control+Shift+Z', 'Control+Y']) {
        await ana.page.keyboard.press(key);
        assert.equal(await field(phone).inputValue(), text, key);
      }
    };
    await own.desk.say(second, 'The second');
    await ana.button(/^Answer/).first().click();
    await field(second).waitFor();

    // Steps of each kind: typed, put in, deleted as a whole. Nothing stands there when the other one is shown.
    await field(second).focus();
    await insertHello(ana);
    await ana.page.keyboard.type(' Your code is 4711');
    await ana.page.keyboard.press('Control+A');
    await ana.page.keyboard.press('Delete');
    await until(async () => await ana.button('Send').getAttribute('aria-disabled') === 'true', 'the field is empty');
    await show(first, '');
    await never(first, '');
    await ana.page.keyboard.type('For the first');
    await ana.told('For the first');
    await show(second, '');
    await never(second, '');
    await ana.page.keyboard.type('For the second');
    await ana.page.keyboard.press('Control+Z');  // and what is redone is not taken along either
    await until(async () => await field(second).inputValue() === '', 'its own steps can be taken back');
    await show(first, 'For the first');
    await never(first, 'For the first');
    // Nothing of it has reached the state: what stands there is what leaves.
    await ana.page.keyboard.press('End');
    await ana.page.keyboard.type('!');
    await ana.page.keyboard.press('Enter');
    await until(async () => (await own.desk.received(first)).length === 1, 'the phone has it');
    assert.deepEqual(await own.desk.received(first), ['For the first!']);
    assert.deepEqual(await own.desk.received(second), []);
    await show(second, '');
    await never(second, '');
  });

  it('takes no words along where the focus leaves the text with its conversation', async () => {
    // One pane: another conversation is shown with the focus at the way back.
    const ana = await own.answered('The first', {viewport: {width: 390, height: 780}});
    const first = ana.phone, second = own.customer();
    const field = (phone) => ana.page.getByRole('textbox', {name: `Message to ${readable(phone)}`});
    await own.desk.say(second, 'The second');
    await ana.button(/^Answer/).first().click();
    await field(second).fill('Your code is 4711');
    await field(second).focus();
    // The cursor has moved, and the key is not up yet.
    await ana.page.keyboard.down('ArrowLeft');
    await ana.page.keyboard.press('Alt+ArrowDown');
    await field(first).waitFor();
    await ana.page.keyboard.up('ArrowLeft');
    await field(first).focus();
    await ana.page.keyboard.type('Hello');
    await ana.told('Hello');
    assert.equal(await field(first).inputValue(), 'Hello');
    await ana.page.keyboard.press('Enter');
    await until(async () => (await own.desk.received(first)).length === 1, 'the phone has it');
    assert.deepEqual(await own.desk.received(first), ['Hello']);
    await ana.page.keyboard.press('Alt+ArrowDown');
    await until(async () => await field(second).count() === 1 && await field(second).inputValue() === 'Your code is 4711',
      'it stands where it was written');
  });

  it('composes in the note, and the relay has it after a reload', async () => {
    const ana = await own.answered('Please note this');
    await ana.page.getByRole('tab', {name: 'Wrap-up'}).click();
    const note = ana.page.getByRole('textbox', {name: 'Note'});
    await note.focus();
    const session = await compose(ana.page, ['て', 'てが', 'てがみ']);
    await session.send('Input.insertText', {text: '手紙'});
    await ana.page.keyboard.press('Enter');
    await ana.page.keyboard.type('é ü ');
    assert.equal(await note.inputValue(), '手紙\né ü ');
    await ana.told('é ü ');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await ana.page.getByRole('tab', {name: 'Wrap-up'}).click();
    await until(async () => await note.inputValue() !== '', 'the note is back');
    assert.equal(await note.inputValue(), '手紙\né ü ');
    await ana.end();
  });

  it('pastes lines, scripts of both directions and emoji as they are', async () => {
    const ana = await own.answered('Which ones?', {permissions: ['clipboard-read', 'clipboard-write']});
    const text = 'שורה ראשונה\nsecond line 👨‍👩‍👧‍👦\nالثالثة';
    await ana.composer().fill('');
    await ana.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await ana.composer().focus();
    await ana.page.keyboard.press('ControlOrMeta+V');
    assert.equal(await ana.composer().inputValue(), text);
    await ana.page.keyboard.press('ControlOrMeta+Z');
    assert.equal(await ana.composer().inputValue(), '');
    await ana.page.keyboard.press('ControlOrMeta+V');
    await ana.page.keyboard.press('Enter');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has the answer');
    assert.deepEqual(await own.desk.received(ana.phone), [text]);
    await ana.page.getByRole('tab', {name: 'Wrap-up'}).click();
    const note = ana.page.getByRole('textbox', {name: 'Note'});
    await note.focus();
    await ana.page.keyboard.press('ControlOrMeta+V');
    assert.equal(await note.inputValue(), text);
    await ana.end();
  });
});

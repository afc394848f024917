// Writing as people do it: with an input method, with dead keys, by pasting; in the composer and in the wrap-up's note.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
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

// Which key was pressed, on the keyboards of several countries (Canvas.codeOf in canvas.js): a shortcut is the key on which its
// letter or mark is printed, and no key does what stands on another one.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/// canvas.js as the linker takes it.
function canvas() {
  const made = {};
  const source = readFileSync(path.join(root, 'web/platform/browser/canvas.js'), 'utf8');
  new Function('Canvas', 'mergeInto', 'LibraryManager', source)(
    made, (_, library) => Object.assign(made, library.$Canvas), {library: {}});
  return made;
}
const made = canvas();

const kNone = '';
// What each key prints, by the place that a browser calls `code` (W3C UI Events), and which key it is for us.
const kLayouts = {
  'US': [['KeyA', 'a', 'KeyA'], ['KeyQ', 'q', 'KeyQ'], ['Comma', ',', 'Comma'], ['Slash', '/', 'Slash'], ['Quote', '\'', 'Quote'],
    ['Backquote', '`', 'Backquote'], ['BracketLeft', '[', 'BracketLeft'], ['Backslash', '\\', 'Backslash'], ['Digit1', '1', 'Digit1']],
  'British': [['Backslash', '#', 'Backslash'], ['IntlBackslash', '\\', 'Backslash']],
  'German': [['KeyY', 'z', 'KeyZ'], ['KeyZ', 'y', 'KeyY'], ['Slash', '-', 'Minus'], ['Comma', ',', 'Comma'], ['Minus', 'ß', 'Minus'],
    ['Semicolon', 'ö', 'Semicolon'], ['Backslash', '#', 'Backslash'], ['Equal', 'Dead', 'Equal'], ['Digit7', '7', 'Digit7']],
  'French': [['KeyQ', 'a', 'KeyA'], ['KeyA', 'q', 'KeyQ'], ['KeyW', 'z', 'KeyZ'], ['KeyZ', 'w', 'KeyW'], ['KeyM', ',', 'Comma'],
    ['Semicolon', 'm', 'KeyM'], ['Comma', ';', 'Semicolon'], ['Equal', '=', 'Equal'],
    // The digits need Shift, and are meant without it.
    ['Digit1', '&', 'Digit1'], ['Digit4', '\'', 'Digit4'], ['Digit6', '-', 'Digit6'], ['Digit2', 'é', 'Digit2']],
  'Dvorak': [['KeyW', ',', 'Comma'], ['KeyE', '.', 'Period'], ['KeyQ', '\'', 'Quote'], ['KeyZ', ';', 'Semicolon'],
    ['BracketLeft', '/', 'Slash'], ['Quote', '-', 'Minus'], ['Comma', 'w', 'KeyW'], ['Slash', 'z', 'KeyZ'], ['KeyS', 'o', 'KeyO']],
  'Spanish': [['Slash', '-', 'Minus'], ['Minus', '\'', 'Quote'], ['Semicolon', 'ñ', 'Semicolon'], ['BracketLeft', 'Dead', 'BracketLeft'],
    ['Backquote', 'º', 'Backquote'], ['KeyM', 'm', 'KeyM']],
  'Turkish': [['KeyI', 'ı', 'KeyI'], ['Quote', 'i', 'KeyI'], ['Backslash', ',', 'Comma']],
  'Bépo': [['KeyW', 'é', kNone], ['BracketRight', 'w', 'KeyW'], ['KeyQ', 'b', 'KeyB']],
  'left-handed Dvorak': [['KeyE', 'm', 'KeyM'], ['KeyA', '-', 'Minus']],
  'with a sign where others have a letter': [['KeyN', '#', kNone], ['KeyN', '5', kNone]],
  'Russian': [['KeyQ', 'й', 'KeyQ'], ['KeyA', 'ф', 'KeyA'], ['KeyM', 'ь', 'KeyM'], ['Comma', 'б', 'Comma'], ['Slash', '.', 'Period']],
  'Bulgarian': [['KeyQ', ',', 'KeyQ'], ['KeyW', 'у', 'KeyW']],
  'Greek': [['KeyQ', ';', 'KeyQ'], ['KeyW', 'ς', 'KeyW'], ['KeyA', 'α', 'KeyA'], ['Semicolon', 'Dead', 'Semicolon'], ['Comma', ',', 'Comma']],
  'Arabic': [['KeyQ', 'ض', 'KeyQ'], ['KeyB', 'لا', 'KeyB'], ['KeyM', 'ة', 'KeyM'], ['Comma', 'و', 'Comma']],
  'Hebrew': [['KeyQ', '/', 'KeyQ'], ['KeyW', '\'', 'KeyW'], ['KeyA', 'ש', 'KeyA'], ['Quote', ',', 'Comma'], ['Slash', '.', 'Period']],
  'Thai': [['KeyQ', 'ๆ', 'KeyQ'], ['Digit2', '/', 'Digit2'], ['Digit3', '-', 'Digit3']],
};
// With Shift marks are others, also on letters' keys of keyboards without Latin letters.
const kWithShift = {
  'US': [['KeyA', 'A', 'KeyA'], ['Comma', '<', 'Comma'], ['Slash', '?', 'Slash'], ['Digit1', '!', 'Digit1']],
  'German': [['KeyY', 'Z', 'KeyZ'], ['Digit7', '/', 'Digit7'], ['Comma', ';', 'Comma']],
  'French': [['KeyQ', 'A', 'KeyA'], ['Digit6', '6', 'Digit6']],
  'Arabic': [['KeyC', '}', 'KeyC'], ['KeyL', '/', 'KeyL'], ['KeyZ', '~', 'KeyZ']],
  'Thai': [['KeyW', '"', 'KeyW'], ['KeyZ', '(', 'KeyZ']],
  'Greek': [['KeyQ', ':', 'KeyQ'], ['KeyA', 'Α', 'KeyA']],
};
// What Option types on a Mac, and AltGr elsewhere, says nothing of what is printed.
const kWithOption = [['KeyL', '@'], ['KeyO', 'œ'], ['KeyS', 'ß'], ['KeyN', 'Dead'], ['KeyC', 'ç'], ['Comma', '≤'], ['Slash', '÷'],
  ['Digit5', '['], ['BracketLeft', '['], ['KeyW', '∑'], ['KeyQ', 'æ']];
const kWithAltGr = [['KeyQ', '@'], ['Minus', '\\'], ['BracketLeft', '['], ['KeyE', '€'], ['KeyW', '|'], ['KeyA', 'ą']];

const kPlain = {shiftKey: false, altKey: false, ctrlKey: false, metaKey: false};
const codeOf = (code, key, held = {}, isMac = false) => made.codeOf({...kPlain, ...held, code, key}, isMac);

describe('a key', () => {
  for (const [layout, keys] of Object.entries(kLayouts)) {
    it(`is what is printed on it, or stands where it does: ${layout}`, () => {
      for (const [code, key, expected] of keys) {
        for (const held of [{}, {altKey: true}, {ctrlKey: true}]) assert.equal(codeOf(code, key, held), expected, `${key} on ${code}`);
        for (const held of [{}, {ctrlKey: true}, {metaKey: true}]) assert.equal(codeOf(code, key, held, true), expected, `${key} on a Mac`);
      }
    });
  }
  for (const [layout, keys] of Object.entries(kWithShift)) {
    it(`is the same with Shift: ${layout}`, () => {
      for (const [code, key, expected] of keys) {
        for (const held of [{}, {altKey: true}, {ctrlKey: true}, {ctrlKey: true, metaKey: true}])
          for (const isMac of [false, true]) assert.equal(codeOf(code, key, {...held, shiftKey: true}, isMac), expected, `${key} on ${code}`);
      }
    });
  }
  it('is its place where Option or AltGr makes another character of it', () => {
    for (const [code, key] of kWithOption) {
      assert.equal(codeOf(code, key, {altKey: true}, true), code, key);
      assert.equal(codeOf(code, key, {altKey: true, ctrlKey: true}, true), code, key);
    }
    for (const [code, key] of kWithAltGr) assert.equal(codeOf(code, key, {altKey: true, ctrlKey: true}), code, key);
  });
  it('of the number pad, with a name, or unknown to the browser stays what it is', () => {
    for (const [code, key] of [['NumpadDivide', '/'], ['NumpadSubtract', '-'], ['NumpadDecimal', ','], ['Enter', 'Enter'], ['ArrowUp', 'ArrowUp'],
      ['F2', 'F2'], ['KeyA', 'Unidentified'], ['KeyA', 'Process'], ['KeyA', '\u0001'], ['', ''], [undefined, undefined]]) {
      assert.equal(codeOf(code, key), code, String(key));
    }
  });
  it('is one of the keys that shortcuts are made of', () => {
    const keys = made.makeKeys();
    for (const [code, key, expected] of Object.values(kLayouts).flat())
      assert.equal(keys.has(codeOf(code, key)), expected !== kNone, `${key} on ${code}`);
  });
});

// What of a field's text is written anew where the page changes it (SmsField.difference in field.js): as little as differs, and
// no sign in its middle.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/// field.js as the linker takes it, with that Intl.
function field(intl = Intl) {
  const made = {};
  const source = readFileSync(path.join(root, 'web/platform/browser/field.js'), 'utf8');
  new Function('SmsField', 'mergeInto', 'LibraryManager', 'Intl', source)(
    made, (_, library) => Object.assign(made, library.$SmsField), {library: {}}, intl);
  return made;
}
/// [what is taken out, what is put in its place]
function changed(from, to, made = field()) {
  const {begin, behind} = made.difference(from, to);
  assert.equal(from.slice(0, begin) + to.slice(begin, to.length - behind) + from.slice(from.length - behind), to);
  return [from.slice(begin, from.length - behind), to.slice(begin, to.length - behind)];
}

describe('the difference of two texts', () => {
  it('is a template in the place of what found it', () => {
    assert.deepEqual(changed('Hi /hel, bye', 'Hi Hello, this is Ana., bye'), ['/hel', 'Hello, this is Ana.']);
  });
  it('is nothing where they are the same, and all where they have nothing in common', () => {
    assert.deepEqual(changed('a b', 'a b'), ['', '']);
    assert.deepEqual(changed('', 'abc'), ['', 'abc']);
    assert.deepEqual(changed('abc', ''), ['abc', '']);
  });
  it('is not counted twice where a text repeats itself', () => {
    assert.deepEqual(changed('aaa', 'aa'), ['a', '']);
    assert.deepEqual(changed('abab', 'ababab'), ['', 'ab']);
  });
  it('reaches from the first sign that was replaced to the last one', () => {
    assert.deepEqual(changed('It’s 10 € – now', 'It\'s 10 € - now'), ['’s 10 € –', '\'s 10 € -']);
  });
  it('takes a sign whole, of however many characters it is made', () => {
    assert.deepEqual(changed('👍 ok', '👎 ok'), ['👍', '👎']);
    assert.deepEqual(changed('xe\u0302y', 'xey'), ['e\u0302', 'e']);
    assert.deepEqual(changed('👨‍👩‍👧 x', '👨‍👩‍👦 x'), ['👨‍👩‍👧', '👨‍👩‍👦']);
  });
  it('cuts no pair of surrogates where the browser finds no signs', () => {
    assert.deepEqual(changed('👍 ok', '👎 ok', field({})), ['👍', '👎']);
  });
});

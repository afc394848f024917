// How the browser says dates (Page.format in page.js).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const kDay = 1;

/// page.js as the linker takes it, with the dates of that language.
function page(locale) {
  const made = {};
  const source = readFileSync(path.join(root, 'web/platform/browser/page.js'), 'utf8');
  new Function('Page', 'mergeInto', 'LibraryManager', source)(
    made, (_, library) => Object.assign(made, library.$Page), {library: {}});
  return Object.assign(made, {locale});
}

describe('a day', () => {
  // Noon: of no other day in any zone that a test runs in.
  const year = new Date().getFullYear(), of = (years) => new Date(year - years, 10, 23, 12).getTime();
  const weekday = (locale, ms) => new Intl.DateTimeFormat(locale, {weekday: 'long'}).format(ms);

  it('of this year has its day of the week', () => {
    for (const [locale, day] of [['en-US', 'November 23'], ['de', '23. November']])
      assert.equal(page(locale).format(kDay, of(0)), `${weekday(locale, of(0))}, ${day}`);
  });

  it('of another year has that year', () => {
    for (const years of [1, 2, 30, -1]) {
      assert.equal(page('en-US').format(kDay, of(years)), `November 23, ${year - years}`);
      assert.equal(page('de').format(kDay, of(years)), `23. November ${year - years}`);
      assert.equal(page('ja').format(kDay, of(years)), `${year - years}年11月23日`);
      assert.equal(page('ar-EG').format(kDay, of(years)), `23 نوفمبر ${year - years}`);
    }
  });

  it('is of this year from its first to its last minute', () => {
    const said = (ms) => page('en-US').format(kDay, ms).includes(String(year));
    assert.ok(!said(new Date(year, 0, 1).getTime()));
    assert.ok(!said(new Date(year, 11, 31, 23, 59).getTime()));
    assert.ok(page('en-US').format(kDay, new Date(year, 0, 1).getTime() - 1).endsWith(`, ${year - 1}`));
  });
});

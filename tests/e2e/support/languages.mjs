// What the page says in another language, from its catalogue.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {readCatalogue} from '../../../cmake/catalogue.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../assets/languages');

/// speaker('de')('Settings') → 'Einstellungen'.
export const speaker = (language) => {
  const catalogue = readCatalogue(readFileSync(path.join(folder, `${language}.po`), 'utf8'));
  return (english) => {
    const entry = catalogue.find((one) => one.msgid === english && !('msgctxt' in one));
    assert.ok(entry?.msgstr, `${language}.po says nothing for "${english}"`);
    return entry.msgstr;
  };
};

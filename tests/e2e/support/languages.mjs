// What the page says in another language, from its catalogue; how it is made to speak it; and whether its words have room.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {readCatalogue} from '../../../cmake/catalogue.mjs';
import {settled} from './browser.mjs';
import {until} from './desk.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../assets/languages');

/// As a person finds them in the settings.
export const kOwnNames = {en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', ja: '日本語', ar: 'العربية'};

const catalogueOf = (language) => readCatalogue(readFileSync(path.join(folder, `${language}.po`), 'utf8'));

/// speaker('de')('Settings') → 'Einstellungen'.
export const speaker = (language) => {
  const catalogue = catalogueOf(language);
  return (english) => {
    const entry = catalogue.find((one) => one.msgid === english && !('msgctxt' in one));
    assert.ok(entry?.msgstr, `${language}.po says nothing for "${english}"`);
    return entry.msgstr;
  };
};

/// What finds a text of which parts are filled in: whole('{customer} へのメッセージ') finds 'Mira へのメッセージ'.
export const whole = (text) =>
  new RegExp(`^${text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);

/// The names of button and dialog are those of the language in which the page speaks now.
export const openSettings = async (agent, name = 'Settings') => {
  await agent.page.getByRole('button', {name, exact: true}).first().click();
  const dialog = agent.page.getByRole('dialog', {name, exact: true});
  await dialog.waitFor();
  return dialog;
};
export const choose = (agent, name) => agent.page.getByRole('radio', {name, exact: true}).click();
export const spokenIn = (agent, language) =>
  until(async () => await agent.page.evaluate(() => document.documentElement.lang) === language, `the page is ${language}`);
/// From English to that language; the settings stay open.
export const speak = async (agent, language) => {
  await openSettings(agent);
  await choose(agent, kOwnNames[language]);
  await spokenIn(agent, language);
  await agent.page.getByRole('dialog', {name: speaker(language)('Settings'), exact: true}).waitFor();
};

/// The labels of what can be pressed that had no room and end with an ellipsis, each with the CSS px that there were. All that
/// is on the page is laid out once more, while the text path is asked what it cuts (TextRuns.cut in text.js). What people write
/// may be cut, also in the middle of a control: it counts where it is a control's whole name, or what the language says in it.
export async function cutLabels(page, language) {
  await settled(page);
  await page.evaluate(() => {
    const real = TextRuns.cut, cut = [];
    TextRuns.cut = (text, line, wrap) => {
      cut.push([text, Math.floor(wrap / Canvas.ratio)]);
      real(text, line, wrap);
    };
    globalThis.endCutting = () => {
      TextRuns.cut = real;
      return cut;
    };
    Canvas.input(8);  // as if a font had arrived: nothing that was measured counts any more
  });
  await settled(page);
  const {cut, names, isEmpty} = await page.evaluate(() => ({
    cut: endCutting(),
    isEmpty: !document.querySelector('#mirror :is(button, [role=option])'),
    names: Array.from(document.querySelectorAll('#mirror button'))
      .filter((button) => !button.closest('[inert]')).map((button) => button.getAttribute('aria-label') ?? button.textContent),
  }));
  assert.ok(!isEmpty, 'there is nothing to press');
  const own = new Set(language === 'en' ? [] : catalogueOf(language).map((entry) => entry.msgstr));
  const isPart = (text) => names.some((name) => name.toLowerCase().includes(text.toLowerCase()));
  const found = cut.filter(([text]) => names.includes(text) || (own.has(text) && isPart(text)));
  return [...new Set(found.map(([text, wide]) => `"${text}" in ${wide} px`))];
}

// Every part of the page in each of its languages: what an agent, a supervisor and an admin meet is there by the names that the
// catalogue has, breaks no rule of accessibility, and no label of what can be pressed is cut off.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {cutLabels, kOwnNames, speak, speaker, whole} from './support/languages.mjs';
import {putTemplates} from './support/templates.mjs';
import {withDesk} from './support/with_desk.mjs';

const kDesk = {viewport: {width: 1280, height: 800}};
const kTemplates = [
  {name: 'Hello', shortcut: 'hi', library: 'organisation', texts: {en: 'Hello {{customer.name|there}}, this is {{agent.first_name}}.'}},
  {name: 'Bye', shortcut: 'bye', library: 'queue: Support', texts: {en: 'Have a nice day.'}},
];

/// An agent at a page that speaks `language`. What is wrong is gathered: a run tells all of it.
class Visit {
  constructor(agent, language, wrong) {
    Object.assign(this, {agent, language, wrong, page: agent.page, says: speaker(language)});
  }
  named(role, english) { return this.page.getByRole(role, {name: this.says(english), exact: true}); }
  press(english) { return this.named('button', english).first().click(); }
  async close(dialog) {
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});
  }
  async look(where, isJudged = true) {
    const told = (what) => this.wrong.push(`${this.language}, ${where}: ${what}`);
    for (const label of await cutLabels(this.page, this.language)) told(`${label} is cut off`);
    if (isJudged) for (const {rule, nodes} of await accessibilityViolations(this.page)) told(`${rule}: ${nodes.join('; ')}`);
    if (process.env.SMSDESK_SHOTS)
      await this.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/${this.language}-${where.replaceAll(' ', '-')}.png`});
  }
}

describe('language, part by part', {timeout: 580_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 9800);

  async function begin(agent, language, wrong) {
    const visit = new Visit(agent, language, wrong);
    await speak(agent, language);
    await visit.look('the settings');
    await visit.close(visit.named('dialog', 'Settings'));
    return visit;
  }

  async function write(at) {
    const {page} = at;
    const composer = page.getByRole('textbox', {name: whole(at.says('Message to {customer}'))});
    await at.look('a conversation');
    await composer.fill('x'.repeat(161));
    await at.look('what is being written');
    const empty = async () => {
      await composer.fill('');
      await until(async () => await at.named('button', 'Send').getAttribute('aria-disabled') === 'true', 'nothing is left to send');
    };
    await empty();
    await composer.focus();
    await page.keyboard.type('/');
    const list = page.getByRole('listbox'), manage = list.getByRole('option', {name: at.says('Manage templates')});
    await list.getByRole('option', {name: /^Hello/}).waitFor();
    await at.look('the list of templates');
    await page.keyboard.press('ArrowUp');
    await until(async () => await manage.getAttribute('aria-selected') === 'true', 'it is chosen');
    await page.keyboard.press('Enter');
    await at.named('dialog', 'Templates').waitFor();
    await at.look('the templates');
    await at.press('New template');
    const form = at.named('dialog', 'New template');
    await form.waitFor();
    await at.look('the form of a template');
    await at.press('Close');
    await form.waitFor({state: 'detached'});
    await empty();  // an unsent text would hold the end up
  }

  async function openTabs(at, names) {
    for (const name of names) {
      await at.named('tab', name).click();
      await until(async () => await at.named('tab', name).getAttribute('aria-selected') === 'true', `${name} is shown`);
      await at.look(`the tab ${name}`);
    }
  }

  async function openPanels(at) {
    await openTabs(at, ['Notes', 'Team', 'Wrap-up', 'Customer']);
    await at.press('Add contact');
    await at.named('textbox', 'Name').waitFor();
    await at.look('the form of a customer');
    await at.press('Cancel');
    await at.named('textbox', 'Name').waitFor({state: 'detached'});
  }

  async function openMenus(at) {
    const {page} = at, entries = page.getByRole('menuitem');
    await at.press('Transfer conversation');
    await entries.first().waitFor();
    await at.look('the targets of a transfer');
    await at.close(entries.first());
    await at.press('Park conversation');
    await at.named('dialog', 'Park conversation').waitFor();
    await at.look('the times of a park');
    await at.close(at.named('dialog', 'Park conversation'));
    const options = page.getByRole('button', {name: new RegExp(at.says('Message options'))}).last();
    await options.focus();
    await page.keyboard.press('Enter');
    await entries.first().waitFor();
    await at.look('the menu of a message');
    await at.close(entries.first());
    await page.keyboard.press('Control+k');
    await at.named('combobox', 'Find or do anything').waitFor();
    await at.look('the palette');
    await at.close(at.named('dialog', 'Find or do anything'));
  }

  async function wrapUp(at) {
    await at.press('End conversation');
    const code = at.page.getByRole('radio', {name: 'Resolved', exact: true});
    await code.waitFor();
    await at.look('the wrap-up');
    await code.click();
    await at.press('Finish wrap-up');
    await until(async () => await at.named('list', 'Your conversations').getByRole('listitem').count() === 0, 'it is wrapped up');
    await at.look('an empty desk');
  }

  async function supervise(at) {
    for (const part of ['Overview', 'Closed conversations']) {
      await at.press(part);
      await at.page.getByRole('heading', {level: 1, name: at.says(part), exact: true}).waitFor();
      await at.look(part.toLowerCase());
      if (part === 'Overview') await openTabs(at, ['Agents', 'Reported']);
    }
    await at.named('list', 'Closed conversations').getByRole('button').first().click();
    await at.named('list', 'Messages').getByText('It is on its way').first().waitFor();
    await at.look('a closed conversation');
  }

  async function administer(at) {
    await at.press('Organisation');
    const parts = at.named('list', 'Parts of the organisation').getByRole('button');
    await parts.first().waitFor();
    const count = await parts.count();
    assert.ok(count >= 11, `${count} parts`);
    for (let i = 0; i < count; i++) {
      await parts.nth(i).click();
      await until(async () => await parts.nth(i).getAttribute('aria-current') === 'true', `part ${i + 1} is shown`);
      await at.look(`part ${i + 1} of the organisation`, i === 0 || i === count - 1);  // the last one is a form alone
    }
    await parts.and(at.page.getByRole('button', {name: at.says('Queues')})).first().click();
    await at.named('list', 'Queues').getByRole('button', {name: /^Support/}).click();
    await at.named('textbox', 'Name').waitFor();
    await at.look('the form of a queue');
  }

  it('finds a label that has no room', async () => {
    const ana = await own.answered('Is there room?', kDesk);
    assert.deepEqual(await cutLabels(ana.page, 'en'), []);
    await ana.page.evaluate(() => {
      const real = TextRuns.layOut;
      TextRuns.layOut = (text, size, weight, wrap, linesMax) =>
        real(text, size, weight, text === 'Send' && linesMax === 1 ? wrap * 0.3 : wrap, linesMax);
      globalThis.giveRoom = () => { TextRuns.layOut = real; };
    });
    const found = await cutLabels(ana.page, 'en');
    assert.ok(found.length === 1 && /^"Send" in \d+ px$/.test(found[0]), String(found));
    await ana.page.evaluate(() => giveRoom());
    assert.deepEqual(await cutLabels(ana.page, 'en'), []);
  });

  for (const [language, ownName] of Object.entries(kOwnNames)) {
    if (language === 'en') continue;
    it(`can be ${ownName} for an agent, a supervisor and an admin`, async () => {
      const wrong = [];
      await putTemplates(own.desk, kTemplates);
      await own.desk.configure({settings: {customer_field: [{name: 'Account'}, {name: 'Plan', choices: ['Basic', 'Gold']}]}});
      const mira = await own.answered('Where is my parcel?', kDesk, 'mira');
      await mira.write('It is on its way');
      await mira.marked('It is on its way', 'Delivered').waitFor();
      const atDesk = await begin(mira, language, wrong);
      await write(atDesk);
      await openPanels(atDesk);
      await openMenus(atDesk);
      await wrapUp(atDesk);
      await supervise(atDesk);
      await administer(await begin(await own.agent('ada', kDesk), language, wrong));
      assert.deepEqual(wrong, []);
    });
  }
});

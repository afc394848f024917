// What an admin's page makes beside queues: hours and holidays, skills and groups with their rings, labels, sub-statuses,
// rules of a number, defaults; and an agent who is removed in the middle of their work. Everything by role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kSupport, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('items of the organisation', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8800);

  async function admin() {
    const ada = await own.agent('ada');
    await ada.button(/^Organisation/).click();
    await ada.page.getByRole('list', {name: 'Parts of the organisation'}).waitFor();
    return ada;
  }
  const button = (ada, name) => ada.page.getByRole('button', {name, exact: true});
  const field = (ada, name) => ada.page.getByRole('textbox', {name, exact: true});
  const section = (ada, name) =>
    ada.page.getByRole('list', {name: 'Parts of the organisation'}).getByRole('button', {name: new RegExp(`^${name}`)}).click();
  const item = async (ada, title, name) => {
    await section(ada, title);
    await ada.page.getByRole('list', {name: title}).getByRole('button', {name}).click();
  };
  /// By the keyboard: it may stand further down, and comes into view with the focus.
  const press = async (ada, name) => {
    await button(ada, name).focus();
    await button(ada, name).press('Enter');
  };
  const pick = async (ada, menu, name) => {
    await press(ada, menu);
    await ada.entry(name).click();
  };
  const add = async (ada, title, kind, name) => {
    await section(ada, title);
    await button(ada, `Add ${kind}`).click();
    await field(ada, 'Name').fill(name);
  };
  const save = async (ada) => {
    await button(ada, 'Review changes').click();
    await ada.says('This is what changes, for everybody and at once.');
    await button(ada, 'Save').click();
    await ada.says(/^Saved, and in force/);
  };
  /// The configuration that is in force.
  const exported = (ada) => ada.page.evaluate(() => fetch('/api/organisation?format=json').then((answer) => answer.json()));
  const named = (items, name) => items.find((one) => one.name === name);

  it('hours with a holiday close a queue; a date that is none is told at its field', async () => {
    const ada = await admin();
    await add(ada, 'Opening hours', 'schedule', 'Office');
    await field(ada, 'Time zone').fill('Europe/Berlin');
    await field(ada, 'Hours').fill('mon-fri 08:00-18:00\nsat 09:00-13:00');
    await press(ada, 'Add holiday');
    await field(ada, 'Holiday 1: Date').fill('25.12.2026');
    await ada.says('Write the date as YYYY-MM-DD.');
    await until(async () => await field(ada, 'Holiday 1: Date').getAttribute('aria-invalid') === 'true', 'it is the date');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await ada.page.getByRole('button', {name: /^Opening hours, 1, changed, 1 problem/}).waitFor();
    await field(ada, 'Holiday 1: Date').fill('2026-12-25');
    await field(ada, 'Holiday 1: Name').fill('Christmas Day');
    await field(ada, 'Holiday 1: Hours').fill('10:00-12:00');
    await until(async () => await ada.page.getByText('Write the date as YYYY-MM-DD.').count() === 0, 'it is right now');
    await item(ada, 'Queues', /^Support/);
    await pick(ada, 'Opening hours: Choose schedule', 'Office');
    await save(ada);
    const {schedule, queue} = await exported(ada);
    assert.equal(named(queue, 'Support').schedule, 'Office');
    const office = named(schedule, 'Office');
    assert.equal(office.zone, 'Europe/Berlin');
    assert.deepEqual(office.hours, ['mon-fri 08:00-18:00', 'sat 09:00-13:00']);
    assert.deepEqual(office.holiday, [{date: '2026-12-25', name: 'Christmas Day', hours: ['10:00-12:00']}]);
  });

  it('a skill, its level, a group and a ring lead a message to the right agent at once', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const ada = await admin();
    await add(ada, 'Skills', 'skill', 'German');
    await add(ada, 'Groups', 'group', 'Back office');
    await pick(ada, 'Members: Add agent', 'Mira Lindqvist');
    await item(ada, 'Agents', /^Ben Okafor/);
    await pick(ada, 'Add skill', 'German');
    await field(ada, 'German: Level').fill('5');
    await item(ada, 'Queues', /^Support/);
    await pick(ada, 'Required skills: Add skill', 'German');
    await press(ada, 'Add ring');
    await field(ada, 'Ring 1: After').fill('2 h');
    await pick(ada, 'Ring 1: Ask these groups too: Add group', 'Back office');
    await pick(ada, 'Ring 1: No longer require: Add skill', 'German');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await save(ada);
    const {agent, group, queue} = await exported(ada);
    assert.deepEqual(named(agent, 'Ben Okafor').skills, {German: 5});
    assert.deepEqual(named(group, 'Back office').members, ['mira']);
    assert.deepEqual(named(queue, 'Support').skills, ['German']);
    assert.deepEqual(named(queue, 'Support').ring, [{after: '2 h', groups: ['Back office'], dropped_skills: ['German']}]);
    await own.desk.say(own.customer(), 'Guten Tag');
    await ben.answer();
    await ben.message('Guten Tag').waitFor();
    assert.equal(await ana.offers().count(), 0);
  });

  it('a click on an entry counts even where the focus moves on before the next frame', async () => {
    const ada = await admin();
    await add(ada, 'Skills', 'skill', 'Polish');
    await item(ada, 'Queues', /^Support/);
    await press(ada, 'Required skills: Add skill');
    await ada.entry('Polish').evaluate((entry) => {
      const box = entry.getBoundingClientRect();
      const point = {clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, pointerType: 'mouse', bubbles: true,
        isPrimary: true};
      entry.dispatchEvent(new PointerEvent('pointermove', point));
      entry.dispatchEvent(new PointerEvent('pointerdown', {...point, button: 0, buttons: 1}));
      entry.dispatchEvent(new PointerEvent('pointerup', {...point, button: 0}));
      document.querySelector('[aria-label="Add ring"]').focus();
    });
    await button(ada, 'Take Polish out of Required skills').waitFor();
  });

  it('a label, a finer status and defaults; the agent has the status in the menu at once', async () => {
    const ana = await own.agent('ana');
    const ada = await admin();
    await add(ada, 'Labels', 'label', 'VIP');
    await field(ada, 'Counts as so many conversations').fill('2');
    await field(ada, 'At once per agent').fill('1');
    await ada.page.getByRole('switch', {name: 'Makes room for other work'}).click();
    await item(ada, 'Queues', /^Appointments/);
    await pick(ada, 'Label: Choose label', 'VIP');
    await add(ada, 'Sub-statuses', 'sub-status', 'Coaching');
    await ada.page.getByRole('radio', {name: 'Meeting'}).click();
    await section(ada, 'Defaults');
    await field(ada, 'Places kept for quiet ones that come back').fill('2');
    await field(ada, 'Away by itself after').fill('20 min');
    assert.deepEqual(await accessibilityViolations(ada.page), []);
    await save(ada);
    const {label, queue, sub_status: statuses, settings} = await exported(ada);
    const vip = named(label, 'VIP');
    assert.deepEqual([vip.weight, vip.limit, vip.interruptible], [2, 1, true]);
    assert.equal(named(queue, 'Appointments').label, 'VIP');
    assert.equal(named(statuses, 'Coaching').presence, 'meeting');
    assert.deepEqual([settings.reserve, settings.away_after], [2, '20 min']);
    await ana.button(/^Ana Ruiz, /).click();
    await ana.page.getByRole('menuitemradio', {name: 'Coaching, Meeting'}).click();
    await ana.button('Ana Ruiz, Meeting: Coaching').waitFor();
  });

  it('a rule of a number sends the next message to another queue', async () => {
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    const ada = await admin();
    await item(ada, 'Numbers', new RegExp(`^\\${kSupport}`));
    await press(ada, 'Add rule');
    await field(ada, 'Rule 1: Words').fill('book\nreserve');
    await pick(ada, 'Rule 1: Goes to: Choose queue', 'Appointments');
    await save(ada);
    await own.desk.say(own.customer(), 'Reserve a table, please');
    await ana.page.getByRole('listitem', {name: /^Appointments: message from/}).waitFor();
    await ana.answer();
    await ana.message('Reserve a table, please').waitFor();
    assert.equal(await ben.offers().count(), 0, 'Ben is idle for longer, and of Support alone');
  });

  it('an agent who is removed at work is signed out, and the customer goes to a colleague', async () => {
    const ana = await own.answered('Do you hear me?');
    await ana.write('Yes.');
    await ana.marked('Yes.', 'Delivered').waitFor();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const ada = await admin();
    await item(ada, 'Agents', /^Ana Ruiz/);
    await button(ada, 'Remove Ana Ruiz').click();
    await ada.says('It is removed when you save.');
    await save(ada);
    await ana.page.getByLabel('Login', {exact: true}).waitFor();
    await ben.offers().getByText('Back in the queue: its agent has left the organisation.').waitFor();
    await ben.answer();
    await ben.message('Do you hear me?').waitFor();
    await ben.message('Yes.').filter({hasText: 'Ana Ruiz'}).waitFor();
    own.desk.expectFault(/ status of 401 .* at \S+\/api\/session$/);
    await ana.page.getByLabel('Login', {exact: true}).fill('ana');
    await ana.page.getByLabel('Password', {exact: true}).fill('password-ana');
    await ana.button('Sign in').click();
    await ana.page.getByRole('alert').first().waitFor();
    assert.equal(await ana.onQueueSwitch().count(), 0);
  });
});

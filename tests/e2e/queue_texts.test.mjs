// What a queue says by itself, and where a number's rules lead: as the customer's phone has it.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kSupport, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

const kGreeting = 'Thank you. Somebody answers soon.';
const kAway = 'We are closed, and answer tomorrow.';
const kSpanish = 'Buenos días, ¿puede usted ayudarme con una cita para mañana, por favor?';
const kAlways = ['mon-sun 00:00-24:00'];

describe('queues speak by themselves', {timeout: 300_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 8500);

  const receives = async (phone, texts) => {
    await until(async () => (await own.desk.received(phone)).length >= texts.length, `the phone has ${texts.length} texts`, 30_000);
    assert.deepEqual(await own.desk.received(phone), texts);
  };
  /// Today and tomorrow, as the schedule's zone has them: a test may run at midnight.
  const dates = () => [0, 1].map((days) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10));

  it('with a greeting, once, and with nothing while an agent is in the conversation', async () => {
    await own.desk.configure({queue: {Support: {greeting: kGreeting}}});
    const phone = own.customer();
    await own.desk.say(phone, 'Is anybody there?');
    await receives(phone, [kGreeting]);
    await own.desk.say(phone, 'Hello?');
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await ana.answer();
    await ana.message('Hello?').waitFor();
    await ana.message(kGreeting).waitFor();
    await ana.write('Yes, Ana is here.');
    await receives(phone, [kGreeting, 'Yes, Ana is here.']);
    await own.desk.say(phone, 'Good');
    await ana.message('Good').waitFor();
    await ana.write('What is it?');
    await receives(phone, [kGreeting, 'Yes, Ana is here.', 'What is it?']);
  });

  it('with a text for who waits, after its time', async () => {
    await own.desk.configure({queue: {Support: {greeting: kGreeting, waiting_text: 'It takes a while.', waiting_text_after: '10 s'}}});
    const phone = own.customer();
    await own.desk.say(phone, 'Is anybody there?');
    await receives(phone, [kGreeting, 'It takes a while.']);
  });

  it('with the away text instead of the greeting while it is closed, and on a holiday', async () => {
    await own.desk.configure({schedule: {Hours: {zone: 'UTC', hours: [], holiday: []}},
      queue: {Support: {schedule: 'Hours', greeting: kGreeting, away_text: kAway}}});
    const [closed, holiday, open] = [own.customer(), own.customer(), own.customer()];
    await own.desk.say(closed, 'Are you open?');
    await receives(closed, [kAway]);
    await own.desk.configure({schedule: {Hours: {hours: kAlways, holiday: dates().map((date) => ({date, name: 'Holiday', hours: []}))}}});
    await own.desk.say(holiday, 'And today?');
    await receives(holiday, [kAway]);
    await own.desk.configure({schedule: {Hours: {hours: kAlways, holiday: []}}});
    await own.desk.say(open, 'And now?');
    await receives(open, [kGreeting]);
  });

  it('and rules lead to another queue: by the first word, by who writes, by the language', async () => {
    const supplier = own.customer();
    await own.desk.configure({
      contact_list: {Suppliers: {numbers: [supplier]}},
      queue: {Appointments: {greeting: 'Which day?'}},
      number: {[kSupport]: {rule: [{kind: 'keyword', words: ['book'], queue: 'Appointments'},
        {kind: 'contact_list', contact_list: 'Suppliers', queue: 'Appointments'},
        {kind: 'language', words: ['es'], queue: 'Appointments'}]}},
    });
    const booking = own.customer();
    await own.desk.say(booking, 'Book! For two, please');
    await receives(booking, ['Which day?']);
    await own.desk.say(supplier, 'Your parts are here');
    await receives(supplier, ['Which day?']);
    const spaniard = own.customer();
    await own.desk.say(spaniard, kSpanish);
    await receives(spaniard, ['Which day?']);
    await own.desk.say(own.customer(), 'I want to book');
    // Ben is of Support alone.
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    await ben.answer();
    await ben.message('I want to book').waitFor();
    assert.equal(await ben.offers().count(), 0);
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    for (const [text, rule] of [['Book! For two, please', 'Keyword BOOK'], ['Your parts are here', 'Contact list Suppliers'],
      [kSpanish, 'Language es']]) {
      await ana.offers().getByRole('listitem', {name: /^Appointments: /}).filter({hasText: text})
          .getByRole('button', {name: /^Answer/}).click();
      await ana.message(text).waitFor();
      await ana.page.getByRole('list', {name: 'Why did I get this?'})
          .getByText(`It came to Appointments by a rule: ${rule}.`).waitFor();
    }
  });

  it('and after the threading window a new conversation begins, below the old one', async () => {
    await own.desk.configure({queue: {Support: {threading_window: '0 s'}}});
    const ana = await own.answered('The first time');
    await ana.write('And its answer');
    await ana.marked('And its answer', 'Delivered').waitFor();
    await ana.end();
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'it is closed');
    await own.desk.say(ana.phone, 'The second time');
    await ana.answer();
    await ana.message('The second time').waitFor();
    await ana.message('And its answer').waitFor();
    await ana.says('A new conversation began');
    await ana.end();
    await ana.button('Closed conversations').click();
    await until(async () => await ana.page.getByRole('list', {name: 'Closed conversations'}).getByRole('listitem').count() === 2,
      'there are two of them');
  });
});

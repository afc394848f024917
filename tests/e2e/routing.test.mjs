// How work finds the right person, in browsers of two and three agents at once: alerts, picking by hand, transfer, parking,
// ending. Found by role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {kAppointments, readable, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('routing', {timeout: 500_000}, () => {
  const own = withDesk({}, 3000);

  const menu = (agent, name) => agent.page.getByRole('menu', {name});
  const parked = (agent) => agent.page.getByRole('list', {name: 'Parked conversations'});
  const waiting = (agent) => agent.page.getByRole('list', {name: 'Waiting in the queues'});
  const focused = (agent) => agent.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  it('stacks alerts, says why each is there, and answers the second by its key', async () => {
    const ana = await own.agent('ana');
    const [first, second] = [own.customer(), own.customer()];
    await own.desk.say(first, 'First in line');
    await own.desk.say(second, 'Second in line');
    await ana.goOnQueue();
    await until(async () => await ana.offers().getByRole('listitem').count() === 2, 'two alerts');
    await ana.offers().getByText(/You were the only one free who fits\./).first().waitFor();
    await ana.page.keyboard.press('Control+Shift+Digit2');
    await ana.message('Second in line').waitFor();
    // While something is written, digits are text, and the key that the button names answers.
    await ana.composer().pressSequentially('1 moment');
    assert.equal(await ana.composer().inputValue(), '1 moment');
    assert.equal(await ana.offers().getByRole('listitem').count(), 1);
    const key = await ana.button(/^Answer/).getAttribute('aria-description');
    assert.match(key, /\+1$/);
    await ana.page.keyboard.press(key.replace('Ctrl', 'Control').replace(/1$/, 'Digit1'));
    await ana.message('First in line').waitFor();
    assert.equal(await ana.offers().count(), 0);
  });

  it('declines with a reason, chosen by keyboard', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    const phone = own.customer();
    await own.desk.say(phone, 'Bonjour');
    const reasons = ana.button(`Decline ${readable(phone)} with a reason`);
    await reasons.focus();
    await ana.page.keyboard.press('Enter');
    await menu(ana, /with a reason/).waitFor();
    await until(async () => await focused(ana) === 'I am about to leave', 'the first entry has the focus');
    await ana.page.keyboard.press('Escape');
    await until(async () => await menu(ana, /with a reason/).count() === 0, 'the menu has gone');
    await until(async () => await focused(ana) === `Decline ${readable(phone)} with a reason`, 'the focus is back');
    await ana.page.keyboard.press('Enter');
    await until(async () => await focused(ana) === 'I am about to leave', 'the first entry has the focus again');
    await ana.page.keyboard.press('ArrowDown');
    await ana.page.keyboard.press('ArrowDown');
    await until(async () => await focused(ana) === 'I do not speak the language', 'the third entry has the focus');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Enter');
    await ana.page.getByRole('switch', {name: 'Not responding'}).waitFor();
    assert.equal(await ana.offers().count(), 0);
  });

  it('takes a waiting message by hand where the queue allows it', async () => {
    await own.desk.configure({queue: {Support: {manual_pick: true}}});
    const ana = await own.agent('ana');
    const ben = await own.agent('ben');
    await own.desk.say(own.customer(), 'Nobody is on queue');
    await waiting(ana).getByRole('button', {name: /^Take from Support/}).waitFor();
    await waiting(ben).getByRole('button', {name: /^Take from Support/}).click();
    await ben.message('Nobody is on queue').waitFor();
    await until(async () => await waiting(ana).count() === 0, 'it waits for nobody any more');
  });

  it('transfers to a colleague with a note; the sender keeps it until it is accepted', async () => {
    const ana = await own.agent('ana');
    const ben = await own.agent('ben');
    await ana.goOnQueue();
    const phone = own.customer();
    await own.desk.say(phone, 'My invoice is wrong');
    await ana.answer();
    await ben.goOnQueue();
    await ana.button('Transfer conversation').click();
    await ana.page.getByRole('textbox', {name: 'Note for whoever gets it'}).fill('Wants a corrected invoice');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.entry(/^Ben Okafor, on queue, 0 of 3/).click();
    await ana.page.getByText('Waiting for Ben Okafor to accept. It is yours until then.').waitFor();
    await ana.write('My colleague will look at it.');
    await ben.offers().getByText('Transferred by Ana Ruiz: Wants a corrected invoice').waitFor();
    await ben.offers().getByText('A colleague chose you.').waitFor();
    await ben.button(/^Decline \S.* with a reason$/).click();
    await ben.entry('It belongs to another queue').click();
    await ana.page.getByText(`Ben Okafor declined ${readable(phone)}: It belongs to another queue.`).first().waitFor();
    await ana.message('My invoice is wrong').waitFor();
    await ben.page.getByRole('switch', {name: 'Not responding'}).waitFor();  // Ana may have heard of it first
    await ben.goOnQueue();
    await ana.page.keyboard.press('Alt+Shift+g');
    await ana.page.getByRole('textbox', {name: 'Note for whoever gets it'}).fill('It is yours, I have asked');
    await ana.entry(/^Ben Okafor/).click();
    await ben.answer();
    await ben.message('My colleague will look at it.').waitFor();
    for (const words of ['Wants a corrected invoice', 'It is yours, I have asked']) {
      await ben.message(words).filter({hasText: 'Ana Ruiz · internal note'}).waitFor();
    }
    await ben.message('Ana Ruiz transferred the conversation to you').waitFor();
    await ben.page.getByRole('list', {name: 'Why did I get this?'})
        .getByText('Transferred by Ana Ruiz: It is yours, I have asked').waitFor();
    await ana.page.getByText(`Ben Okafor has taken over ${readable(phone)}.`).first().waitFor();
    await until(async () => await ana.roster().getByRole('listitem').count() === 0, 'it is not in the list any more');
  });

  it('transfers to a queue, takes it back, and hands it over to whoever is free there', async () => {
    const ana = await own.agent('ana');
    const ben = await own.agent('ben');
    const mira = await own.agent('mira');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'Can I come on Monday?');
    await ana.answer();
    await ana.button('Transfer conversation').click();
    await ana.entry(/^Appointments, nobody free/).click();
    await ana.page.getByText(/^On its way to Appointments: nobody is free yet/).waitFor();
    await ana.button('Take the transfer back').click();
    await ana.button('Park conversation').waitFor();
    await ana.write('One moment, please.');
    await mira.goOnQueue();
    await ben.goOnQueue();
    await ana.button('Transfer conversation').click();
    await ana.entry(/^Appointments, 1 free/).click();
    await mira.answer();
    await mira.message('One moment, please.').waitFor();
    await mira.message('Ana Ruiz transferred the conversation to Appointments').waitFor();
    await mira.message('You answered').waitFor();
    await ana.page.getByText(/^Mira Lindqvist has taken over/).first().waitFor();
    assert.equal(await ben.offers().count(), 0);
  });

  it('parks with a reason by keyboard alone, and gives it back by hand and when the customer writes', async () => {
    const ana = await own.agent('ana');
    const ben = await own.agent('ben');
    await ana.goOnQueue();
    const phone = own.customer();
    await own.desk.say(phone, 'Is the part there?');
    await ana.answer();
    await ana.page.keyboard.press('Alt+p');
    await until(async () => await focused(ana) === 'For 15 minutes', 'the first entry has the focus');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Shift+Tab');
    await ana.page.keyboard.press('Shift+Tab');
    await ana.page.keyboard.type('Asks the workshop');
    await ana.page.keyboard.press('Enter');
    await until(async () => await focused(ana) === 'For 15 minutes', 'Enter leads to the choice');
    await ana.page.keyboard.press('ArrowDown');
    await ana.page.keyboard.press('Enter');
    await parked(ana).getByRole('button', {name: /Asks the workshop/}).waitFor();
    await ana.page.getByText('This conversation is parked. Take it back to write.').waitFor();
    await parked(ana).getByRole('button', {name: `Take ${readable(phone)} back`}).click();
    await ana.write('Yes, it has come.');
    await ana.message('Asks the workshop').filter({hasText: 'You · internal note'}).waitFor();
    await ana.button('Park conversation').click();
    await ana.page.getByRole('textbox', {name: 'What it waits for'}).fill('Sends the bill');
    await ana.page.getByRole('searchbox', {name: /^Another time/}).fill('tomorrow 9:00');
    await ana.entry('Until tomorrow, 9:00').waitFor();
    await ana.page.keyboard.press('Enter');
    const card = parked(ana).getByRole('button', {name: /Back in/});
    await card.waitFor();
    assert.match(await card.getAttribute('aria-description'), /^Back tomorrow at 0?9:00/);
    await ben.goOnQueue();
    await own.desk.say(phone, 'And the bill?');
    await ana.offers().getByText('It was parked, and the customer has written: Sends the bill').waitFor();
    await ana.offers().getByText('You had this conversation before.').waitFor();
    assert.equal(await ben.offers().count(), 0);
    await ana.answer();
    await ana.message('And the bill?').waitFor();
    await ana.message('You parked the conversation').first().waitFor();
    await ana.message('You took the parked conversation back').waitFor();
    await ana.message('Back in the queue, because the customer wrote while it was parked').waitFor();
    await ana.page.getByRole('list', {name: 'Why did I get this?'}).getByText('Parked by Ana Ruiz: Sends the bill').waitFor();
  });

  it('asks whether it is resolved where the queue wants to know', async () => {
    await own.desk.configure({queue: {Support: {asks_resolved: true}}});
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(own.customer(), 'Where are you?');
    await ana.answer();
    await ana.page.keyboard.press('Alt+w');
    await menu(ana, 'End conversation').waitFor();
    assert.equal(await ana.button('End conversation').getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.mouse.click(700, 500);
    await until(async () => await menu(ana, 'End conversation').count() === 0, 'a press elsewhere closes it');
    await ana.button('End conversation').click();
    await ana.entry('No, it needs a follow-up').click();
    await ana.page.getByRole('radio', {name: 'Follow-up needed'}).waitFor();
  });

  it('shows an offer outside the page with Answer and Decline in it', async () => {
    const ana = await own.agent('ana', {permissions: ['notifications']});
    const context = ana.page.context();
    await ana.goOnQueue();
    // What comes while the worker is being installed has a plain notification, without buttons.
    await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker');
    const shown = () => worker.evaluate(async () => (await self.registration.getNotifications())
        .map(({title, body, tag, actions}) => ({title, body, tag, actions: actions.map((one) => one.action)})));
    const press = (action) => worker.evaluate(async (pressed) => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', {notification, action: pressed}));
    }, action);
    const phone = own.customer();
    await own.desk.say(phone, 'Outside the page');
    const [offer] = await until(async () => (await shown()).length === 1 && await shown(), 'a notification');
    assert.equal(offer.title, `Support: message from ${readable(phone)}`);
    assert.deepEqual(offer.actions, ['answer', 'decline']);
    await press('answer');
    await ana.message('Outside the page').waitFor();
    await until(async () => (await shown()).length === 0, 'the notification has gone');
    await own.desk.say(own.customer(), 'Not now');
    await until(async () => (await shown()).length === 1, 'the next notification');
    await press('decline');
    await ana.page.getByRole('switch', {name: 'Not responding'}).waitFor();
  });

  it('answers by itself where the queue says so, with a notice', async () => {
    await own.desk.configure({queue: {Appointments: {auto_answer: true}}});
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    const phone = own.customer();
    await own.desk.say(phone, 'A haircut, please', kAppointments);
    await ana.message('A haircut, please').waitFor();
    await ana.page.getByText(`Appointments: message from ${readable(phone)}. It was answered for you.`).first().waitFor();
    assert.equal(await ana.offers().count(), 0);
  });
});

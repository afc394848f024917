// Colleagues in one conversation, each in a browser of their own: a question and a suggested reply, notes that name
// somebody, guests who write along, and who looks on. Found by role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {stored, until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

const kCustomer = '+14155554000';

describe('colleagues', {timeout: 500_000}, () => {
  const own = withDesk({}, 4000);

  const asked = (agent) => agent.page.getByRole('list', {name: 'Conversations of colleagues'});

  /// Ana has a customer, Ben is signed in beside her.
  async function anaAtWork() {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await own.desk.say(kCustomer, 'May I have my money back?');
    await ana.answer();
    return [ana, await own.agent('ben')];
  }

  it('ask in a thread of their own, and the suggested reply goes out by one key', async () => {
    const [ana, ben] = await anaAtWork();
    await ana.tab('Team').click();
    await ana.button('Choose a colleague').click();
    const benInList = ana.page.getByRole('menuitem', {name: /^Ben Okafor/});
    await benInList.waitFor();
    await ana.page.keyboard.press('F2');
    await benInList.waitFor();
    assert.equal(await ana.composer().evaluate((field) => field === document.activeElement), false, 'the list has the keys');
    await ana.page.keyboard.press('Escape');
    await until(() => ana.button('Choose a colleague').evaluate((one) => one === document.activeElement), 'the button has the focus again');
    await ana.button('Choose a colleague').click();
    await benInList.click();
    await ana.page.getByRole('textbox', {name: 'Question to a colleague'}).fill('May she have a refund?');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.button('Ask colleague').click();

    await asked(ben).getByRole('button', {name: /Ana Ruiz asks you.*Question: May she have a refund\?/}).waitFor();
    await asked(ben).getByRole('listitem').first().click();
    await ben.page.getByRole('listitem', {name: /May she have a refund/}).or(
      ben.page.getByRole('listitem').filter({hasText: 'May she have a refund?'})).first().waitFor();
    await ben.message('May I have my money back?').waitFor();
    assert.equal(await ben.page.getByRole('textbox', {name: /^Message to/}).count(), 0, 'he reads, and does not write to the customer');
    const words = ben.page.getByRole('textbox', {name: 'Write to Ana Ruiz'});
    await words.fill('Yes, we refund you today.');
    await ben.button('Suggest as reply').click();

    await ana.button('Use the suggested reply').waitFor();
    await ana.composer().focus();
    await ana.page.keyboard.press('Alt+r');
    await until(async () => await ana.composer().inputValue() === 'Yes, we refund you today.', 'the reply is in the composer');
    await ana.composer().press('Enter');
    await until(async () => (await own.desk.received(kCustomer)).length === 1, 'the phone has the answer');
    assert.deepEqual(await own.desk.received(kCustomer), ['Yes, we refund you today.']);
    await ana.button('End thread').click();
    await until(async () => await asked(ben).count() === 0, 'it has left his list');
  });

  it('are named in notes, which the customer never sees', async () => {
    const [ana, ben] = await anaAtWork();
    await ana.tab('Notes').click();
    const note = ana.page.getByRole('textbox', {name: 'Note for colleagues'});
    await note.fill('Please look at this, @Be');
    await ana.button('Ben Okafor').click();
    await until(async () => await note.inputValue() === 'Please look at this, @Ben Okafor ', 'the name is completed');
    await ana.button('Add note').click();
    await until(async () => await note.inputValue() === '', 'it was taken');
    await asked(ben).getByRole('listitem').first().click();
    await ben.page.getByRole('listitem').filter({hasText: 'Please look at this'}).first().waitFor();
    assert.deepEqual(await own.desk.received(kCustomer), []);
  });

  it('write along once they are invited, and see each other look and type', async () => {
    const [ana, ben] = await anaAtWork();
    await ana.tab('Team').click();
    await ana.button('Invite a colleague').click();
    await ana.page.getByRole('menuitem', {name: /^Ben Okafor/}).click();
    await asked(ben).getByRole('listitem').first().click();
    await ana.page.getByText('Ben Okafor looks at this too.').waitFor();
    await ben.composer().pressSequentially('Hello from Ben');
    await ana.page.getByText('Ben Okafor is typing.').waitFor();
    await ben.composer().press('Enter');
    await until(async () => (await own.desk.received(kCustomer)).length === 1, 'the phone has his words');
    await ana.message('Hello from Ben').waitFor();
    await ana.button(/^Take the invitation of Ben Okafor back/).click();
    await until(async () => await asked(ben).count() === 0, 'he is out of it');
    await ben.says(/^You cannot write in the conversation with .* any more\.$/);
  });

  it('are asked, invited and told in a note by keys, wherever the focus is', async () => {
    const [ana, ben] = await anaAtWork();
    const benInList = ana.page.getByRole('menuitem', {name: /^Ben Okafor/});
    const hasFocus = (node) => node.evaluate((one) => one === document.activeElement);
    await ana.composer().focus();
    await ana.page.keyboard.press('Alt+Shift+F9');
    await until(() => hasFocus(benInList), 'the list of whom to ask has the focus');
    await ana.page.keyboard.press('Enter');
    await ana.button('Ben Okafor').waitFor();
    await ana.page.keyboard.press('Alt+Shift+F9');
    const question = ana.page.getByRole('textbox', {name: 'Question to a colleague'});
    await until(() => hasFocus(question), 'whom to ask is chosen');
    await ana.page.keyboard.type('Is it yours?');
    await ana.page.keyboard.press('Enter');
    await asked(ben).getByRole('button', {name: /Question: Is it yours\?/}).waitFor();
    await ana.page.keyboard.press('Control+Shift+F9');
    await until(() => hasFocus(benInList), 'the list of whom to invite has the focus');
    await ana.page.keyboard.press('Enter');
    await ana.button(/^Take the invitation of Ben Okafor back/).waitFor();
    await ana.page.keyboard.press('Control+Shift+F8');
    const note = ana.page.getByRole('textbox', {name: 'Note for colleagues'});
    await until(() => hasFocus(note), 'the note has the focus');
    // From the palette, too.
    await ana.composer().focus();
    await ana.page.keyboard.press('Control+k');
    await ana.page.getByRole('combobox', {name: 'Find or do anything'}).fill('write a note');
    await ana.page.getByRole('option', {name: /^Write a note for colleagues/}).waitFor();
    await ana.page.keyboard.press('Enter');
    await until(() => hasFocus(note), 'the note has the focus again');
  });

  it('are shown as they were last known while there is no connection', async () => {
    const [ana] = await anaAtWork();
    const invitation = (status) => ana.page.getByRole('menuitem', {name: `Ben Okafor, ${status}`, exact: true});
    const mention = (status) => ana.page.getByRole('button', {name: `Ben Okafor, ${status}`, exact: true});
    await ana.tab('Team').click();
    await ana.button('Invite a colleague').click();
    await invitation('off queue').waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.page.context().setOffline(true);
    await ana.says('Connection lost');
    await ana.button('Invite a colleague').click();
    await invitation('off queue, last known').waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.tab('Notes').click();
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill('@Be');
    await mention('available, last known').waitFor();
    await ana.page.context().setOffline(false);
    await mention('available').waitFor();
  });

  it('keep a half-written note over a reload', async () => {
    const [ana] = await anaAtWork();
    await ana.tab('Notes').click();
    await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).fill('half a thought');
    await stored(ana.page, 'drafts', 'half a thought');
    await ana.page.reload();
    await ana.roster().getByRole('listitem').first().click();
    await ana.tab('Notes').click();
    await until(async () => await ana.page.getByRole('textbox', {name: 'Note for colleagues'}).inputValue() === 'half a thought',
      'the note is back');
  });
});

// Closed conversations: found, read, reopened. By role and name.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('closed conversations', {timeout: 500_000}, () => {
  const own = withDesk();
  const list = (agent) => agent.page.getByRole('list', {name: 'Closed conversations'});
  const lines = (agent) => list(agent).getByRole('listitem');
  const field = (agent) => agent.page.getByRole('searchbox', {name: 'Find closed conversations'});
  const openList = (agent) => agent.button('Closed conversations').click();

  it('are found by number and by words of the wrap-up, read, and opened again', async () => {
    const ana = await own.answered('Where is my parcel?');
    await ana.write('It comes tomorrow.');
    await ana.marked('It comes tomorrow.', 'Delivered').waitFor();
    await ana.end();
    await openList(ana);
    await lines(ana).first().waitFor();
    assert.equal(await lines(ana).count(), 1);
    assert.match(await lines(ana).first().getByRole('button').getAttribute('aria-label'), /Support.*Ana Ruiz.*Resolved/);
    assert.deepEqual(await accessibilityViolations(ana.page), []);

    await field(ana).fill('no such thing');
    await ana.page.getByText('Nothing was found').first().waitFor();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    const log = ana.page.getByRole('log', {name: 'Announcements'});
    await log.getByText('No conversation found.').first().waitFor();
    await field(ana).fill(`${ana.phone.slice(-4)} ruiz`);
    await lines(ana).first().waitFor();
    await log.getByText('1 conversation found.').first().waitFor();

    await lines(ana).first().getByRole('button').click();
    await ana.message('Where is my parcel?').waitFor();
    await ana.marked('It comes tomorrow.', 'Delivered').waitFor();
    await ana.page.getByText(/Closed by Ana Ruiz: Resolved/).first().waitFor();
    assert.equal(await ana.composer().count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);

    await ana.button('Reopen the conversation').click();
    await ana.composer().waitFor();
    await ana.message('Where is my parcel?').waitFor();
    await ana.write('One more thing.');
    await ana.marked('One more thing.', 'Delivered').waitFor();
    await until(async () => (await own.desk.received(ana.phone)).includes('One more thing.'), 'on the phone');
    // The panel tells of the whole conversation, and does not call it the first.
    const panel = ana.page.getByRole('tabpanel', {name: 'Customer'});
    await panel.getByRole('listitem').filter({hasText: 'Messages: 3'}).waitFor();
    await panel.getByText('It was closed before and goes on. There is no other that you may see.').waitFor();
    assert.equal(await panel.getByText('This is the first that you may see.').count(), 0);
  });

  it('of colleagues are found by members of their queue, one\'s own by themselves', async () => {
    const ana = await own.answered('A question for Ana');
    await ana.end();
    const ben = await own.agent('ben');
    await openList(ben);
    await lines(ben).first().waitFor();
    await ben.page.getByRole('radio', {name: 'Mine'}).click();
    await ben.page.getByText('You have closed no conversation yet').first().waitFor();
    await ben.page.getByRole('radio', {name: 'All'}).click();
    await lines(ben).first().getByRole('button').click();
    await ben.message('A question for Ana').waitFor();
  });

  it('go on below each other, and on a phone list and conversation take turns', async () => {
    const ana = await own.answered('First');
    await ana.end();
    await ana.page.setViewportSize({width: 390, height: 760});
    await openList(ana);
    await lines(ana).first().getByRole('button').click();
    await ana.message('First').waitFor();
    assert.equal(await list(ana).count(), 0);
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await ana.page.keyboard.press('Escape');
    await lines(ana).first().waitFor();
    await ana.button('Back to your conversations').click();
    await ana.onQueueSwitch().waitFor();
  });
});

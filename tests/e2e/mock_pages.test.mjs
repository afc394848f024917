// The mock carrier's own pages with a desk behind them: a developer is the customer on the phone page, and breaks things on
// the control page.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('the mock carrier\'s pages', {timeout: 240_000}, () => {
  const own = withDesk({}, 9000);

  /// Another page in Ana's browser.
  async function beside(ana, path) {
    const page = await ana.browser.newPage();
    await page.goto(own.desk.mockUrl + path);
    await page.getByRole('status').filter({hasText: 'Connected'}).waitFor();
    return page;
  }

  it('a phone: what is written there alerts the desk, and the reply appears on it', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    const phone = await beside(ana, '/phone');
    await phone.getByLabel('Your number').fill('+14155559000');
    await phone.getByLabel('Your number').press('Enter');
    await phone.getByText('You are +1 415 555 9000').waitFor();
    const log = phone.getByRole('log', {name: 'Messages'});
    await phone.getByRole('textbox', {name: 'Text message'}).fill('Is it ready?');
    await phone.getByRole('button', {name: 'Send', exact: true}).click();
    await log.getByRole('listitem').filter({hasText: 'Is it ready?'}).filter({hasText: 'handed over'}).waitFor();
    await ana.answer();
    await ana.message('Is it ready?').waitFor();
    await ana.write('Yes, it is.');
    await log.getByRole('listitem').filter({hasText: 'They: Yes, it is.'}).filter({hasText: 'delivered'}).waitFor();
    assert.deepEqual(await accessibilityViolations(phone), []);
    await phone.getByLabel('Phone is off').check();
    await ana.write('Are you there?');
    await ana.marked('Are you there?', 'Not delivered').waitFor();
    await log.getByRole('listitem').filter({hasText: 'Are you there?'}).filter({hasText: '30003'}).waitFor();
  });

  it('a control page: a fault has its effect on the desk, and everything is shown', async () => {
    const ana = await own.answered('Break it');
    const control = await beside(ana, '/');
    const messages = control.getByRole('group', {name: 'Last messages'});
    await messages.getByRole('row').filter({hasText: 'Break it'}).filter({hasText: 'received'}).waitFor();
    const refuse = control.getByLabel('Refuse sends', {exact: true});
    await refuse.fill('100');
    await refuse.press('Tab');
    await control.getByLabel('Refusal code', {exact: true}).fill('30006');
    await control.getByLabel('Refusal code', {exact: true}).press('Tab');
    await until(async () => {
      const state = await (await fetch(`${own.desk.mockUrl}/mock/state`)).json();
      return state.faults.refuse_percent === 100 && state.faults.refuse_code === 30006;
    }, 'the faults are set');
    await ana.write('It does not go out.');
    await ana.marked('It does not go out.', 'Not sent.').waitFor();
    await control.getByRole('group', {name: 'Refused requests'}).getByRole('row').filter({hasText: '30006'}).waitFor();
    assert.deepEqual(await accessibilityViolations(control), []);
    await control.getByRole('button', {name: 'All to normal'}).click();
    await until(async () => await refuse.inputValue() === '0', 'nothing is refused any more');
    await ana.write('It goes out.');
    await ana.marked('It goes out.', 'Delivered').waitFor();
    await messages.getByRole('row').filter({hasText: 'It goes out.'}).filter({hasText: 'delivered'}).waitFor();
    assert.deepEqual(await own.desk.received(ana.phone), ['It goes out.']);
  });
});

// Whoever does not reply for a while stops counting, so that the next customer is answered; their return takes the place that
// was kept for it, above the capacity. After the shortest time that a queue may set.
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('a quiet conversation', {timeout: 240_000}, () => {
  const own = withDesk({alertTimeoutSeconds: 300}, 9100);

  it('makes room, and its return is above the capacity, for the page to say', async () => {
    await own.desk.configure({queue: {Support: {quiet_after: '1 min'}}, agent: {ana: {capacity: 1}}, settings: {reserve: 1}});
    const ana = await own.answered('I look for the number');
    await ana.write('Take your time.');
    await ana.marked('Take your time.', 'Delivered').waitFor();
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.button(/^Support: /).click();
    const other = own.customer();
    await own.desk.say(other, 'My turn?');
    await mira.says('The only agent on queue is full.');
    await ana.button(/^Answer/).waitFor({timeout: 100_000});
    await mira.tab('Agents').click();
    await mira.page.getByRole('button', {name: /^Ana Ruiz, .* 1 quiet/}).waitFor();
    await ana.answer();
    await ana.message('My turn?').waitFor();
    await ana.says(/^1 of 1 conversation, 1 quiet/);
    await own.desk.say(ana.phone, 'Here it is: 4711');
    await ana.says(/^2 of 1 conversation/);
    await mira.page.getByRole('button', {name: /^Ana Ruiz, .* 2 of 1/}).waitFor();
    await until(async () => await ana.roster().getByRole('listitem').count() === 2, 'she has both');
  });
});

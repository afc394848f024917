// Nobody touches the page: who is off queue becomes away by themselves, after the shortest time that an organisation may set,
// and is back with one touch. Who is on queue stays.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {withDesk} from './support/with_desk.mjs';

describe('idle', {timeout: 240_000}, () => {
  const own = withDesk({}, 8700);

  it('makes away, and one touch brings back', async () => {
    await own.desk.configure({settings: {away_after: '1 min'}});
    const mira = await own.agent('mira');
    await mira.button('Overview').click();
    await mira.tab('Agents').click();
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const ana = await own.agent('ana');
    await ana.button('Ana Ruiz, Away, because nobody touched this page').waitFor({timeout: 100_000});
    await mira.page.getByRole('button', {name: /^Ana Ruiz, Off queue [^,]*, Away/}).waitFor();
    assert.equal(await ben.button(/^Ben Okafor, Away/).count(), 0, 'Ben is on queue');
    await ana.page.mouse.move(500, 300);
    await ana.page.mouse.move(520, 310);
    await ana.button('Ana Ruiz, Available').waitFor();
    await mira.page.getByRole('button', {name: /^Ana Ruiz, Off queue [^,]*, Available/}).waitFor();
  });
});

// The graphics context is lost under an agent who is writing (a driver's reset, too many tabs): words, focus and picture stay.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {inkDifference} from './support/picture.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('a lost graphics context', {timeout: 120_000}, () => {
  const own = withDesk({}, 7300);

  it('keeps what is being written, and shows the same picture when it is back', async () => {
    const ana = await own.agent('ana', {args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']}, '?renderer=gl');
    const phone = own.customer();
    await ana.goOnQueue();
    await own.desk.say(phone, 'Is it open today?');
    await ana.answer();
    await ana.message('Is it open today?').waitFor();
    await ana.composer().pressSequentially('Yes, fr');
    const isLost = () => ana.page.evaluate(() => Gl.isLost());
    await ana.page.evaluate(() => {
      window.lost = Gl.gl.getExtension('WEBGL_lose_context');
      window.lost.loseContext();
    });
    await until(isLost, 'the context is lost');
    await ana.page.keyboard.type('om ten to four.');
    assert.equal(await ana.composer().inputValue(), 'Yes, from ten to four.');
    await ana.page.evaluate(() => window.lost.restoreContext());
    await until(async () => !await isLost(), 'the context is back');
    assert.equal(await ana.composer().evaluate((element) => element === document.activeElement), true);
    await ana.page.keyboard.press('Enter');
    await ana.marked('Yes, from ten', 'Delivered').waitFor();
    assert.deepEqual(await own.desk.received(phone), ['Yes, from ten to four.']);
    // All that is drawn came back with it: the header, which has no clock that runs, is as a page shows it that never lost it.
    const rail = {x: 0, y: 0, width: 56, height: 500};
    const after = await ana.page.screenshot({clip: rail});
    await ana.page.reload();
    await ana.roster().getByRole('button').first().waitFor();
    await until(async () => await inkDifference(ana.page, after, await ana.page.screenshot({clip: rail})) === 0,
        'the rail is as in a new page');
  });
});

// The graphics context is lost under an agent who is writing (a driver's reset, too many tabs): words, focus and picture stay.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {settled} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {inkDifference} from './support/picture.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('a lost graphics context', {timeout: 240_000}, () => {
  const own = withDesk({}, 7300);

  const isLost = (agent) => agent.page.evaluate(() => Gl.isLost());
  const lose = async (agent) => {
    await agent.page.evaluate(() => {
      window.lost = Gl.gl.getExtension('WEBGL_lose_context');
      window.lost.loseContext();
    });
    await until(() => isLost(agent), 'the context is lost');
  };
  const restore = async (agent) => {
    await agent.page.evaluate(() => window.lost.restoreContext());
    await until(async () => !await isLost(agent), 'the context is back');
  };
  const answered = async (phone) => {
    const ana = await own.agent('ana', {args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']}, '?renderer=gl');
    await ana.goOnQueue();
    await own.desk.say(phone, 'Is it open today?');
    await ana.answer();
    await ana.message('Is it open today?').waitFor();
    return ana;
  };

  it('keeps what is being written', async () => {
    const phone = own.customer();
    const ana = await answered(phone);
    await ana.composer().pressSequentially('Yes, fr');
    await lose(ana);
    await ana.page.keyboard.type('om ten to four.');
    assert.equal(await ana.composer().inputValue(), 'Yes, from ten to four.');
    await restore(ana);
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

  it('shows the same desk when it is back, and once more', async () => {
    const ana = await answered(own.customer());
    await ana.write('Yes, from ten to four 👍');
    await ana.marked('Yes, from ten to four', 'Delivered').waitFor();
    await ana.composer().pressSequentially('Half of a th');
    await ana.told('Half of a th');
    await until(async () => await ana.page.getByRole('group', {name: 'Notice'}).count() === 0, 'what was told has gone');
    await ana.page.mouse.move(2, 400);  // on nothing
    await settled(ana.page);
    const earlier = await ana.page.screenshot();
    // What goes on by itself: how long ago the last message came, how long all of it has taken, how long Ana has been there, and
    // what time it is at the customer's.
    const card = await ana.roster().getByRole('listitem').first().boundingBox();
    const moving = [{x: card.x + card.width - 96, y: card.y, width: 96, height: card.height / 2}];
    const localTime = ana.page.getByRole('listitem').filter({hasText: 'Local time'});
    for (const running of [ana.page.getByRole('timer'), ana.button(/^Ana Ruiz/), localTime])
      for (const one of await running.all()) moving.push(await one.boundingBox());
    const hidden = moving.reduce((sum, {width, height}) => sum + width * height, 0);
    assert.ok(hidden < 0.05 * 1280 * 800, `nearly all of it counts: ${hidden}`);
    for (const time of ['once', 'twice']) {
      await lose(ana);
      await restore(ana);
      await settled(ana.page);
      assert.equal(await inkDifference(ana.page, earlier, await ana.page.screenshot(), moving), 0, `lost ${time}`);
    }
  });
});

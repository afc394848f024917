// No click is lost: 1,000 of them, seeded, while messages come in and redraw the page. Each is on something that is not chosen
// yet and must choose it; of the rushes between them, which wait for nothing, the last click counts. What
// is lost is no matter of time: the page has come to rest, asks for no frame, and the effect is not there.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

const kClicks = 1_000;
const kRush = 20;           // clicks at a time that wait for nothing
const kSayEvery = 25;       // clicks between two messages of a customer
const kSeed = Number(process.env.SMSDESK_SEED ?? 1);

function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 4294967296 * below);
  };
}

describe(`clicks (seed ${kSeed})`, {timeout: 480_000}, () => {
  const own = withDesk({}, 7300);

  it(`are not lost: ${kClicks} of them`, async () => {
    const ana = await own.answered('Where is my parcel?');
    const customer = own.customer();
    await own.desk.say(customer, 'Another question');
    await ana.answer();
    await ana.message('Another question').waitFor();
    const {page} = ana;
    const lines = ana.roster().getByRole('listitem').getByRole('button');
    await until(async () => await lines.count() === 2, 'two conversations in the roster');
    const tabs = await page.getByRole('tab').all();
    assert.ok(tabs.length >= 3, 'the panel beside the conversation has its tabs');

    // What is chosen says so: a tab is selected, a line of the roster is the current one.
    const groups = [{state: 'aria-selected', targets: tabs}, {state: 'aria-current', targets: [lines.nth(0), lines.nth(1)]}];
    const isChosen = async ({state}, target) => await target.getAttribute(state) === 'true';
    const click = async (target) => {
      const box = await target.boundingBox();
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    };
    const random = randomFrom(kSeed);
    const lost = [];
    let said = 0;
    const hasEffect = async (group) => {
      const has = () => isChosen(group, group.chosen);
      await until(async () => await page.evaluate(() => Canvas.raf === 0) || await has(), 'the page to rest after a click');
      return has();
    };
    // What is lost tells what there was to be seen, or nobody would find out why.
    const tell = async (group, done) => {
      const meant = group.targets.indexOf(group.chosen);
      const [now] = (await Promise.all(group.targets.map((one) => isChosen(group, one)))).flatMap((is, i) => is ? [i] : []);
      const under = await page.evaluate(([x, y]) => document.elementsFromPoint(x, y).slice(0, 4).map((one) => one.outerHTML.slice(0, 160)),
        await group.chosen.boundingBox().then((box) => [box.x + box.width / 2, box.y + box.height / 2]));
      lost.push({done, group: group.state, meant, now, rush: group.rush, under});
    };
    const clickAnother = async (group) => {
      const others = group.targets.filter((one) => one !== group.chosen);
      group.chosen = others[random(others.length)];
      await click(group.chosen);
    };
    for (const group of groups) {
      for (const target of group.targets) if (await isChosen(group, target)) group.chosen = target;
      assert.ok(group.chosen, `one of them has ${group.state}`);
    }
    for (let done = 0; done < kClicks; ++done) {
      if (done % kSayEvery === 0) await own.desk.say(customer, `Still there? ${++said}`);
      const group = groups[random(groups.length)];
      group.rush = random(20) === 0;
      if (group.rush) for (let i = 0; i < kRush; ++i) await clickAnother(group);
      await clickAnother(group);
      if (!await hasEffect(group)) await tell(group, done);
    }
    assert.deepEqual(lost, []);
  });

  // A page that stood still has all of them to catch up with in one frame; what is pressed last counts there too.
  it('are all heard where many come at once', async () => {
    const {page} = await own.answered('Where is my parcel?');
    const tabs = await page.getByRole('tab').all();
    const at = await Promise.all(tabs.slice(0, 2).map(async (tab) => {
      const box = await tab.boundingBox();
      return {clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};
    }));
    for (const last of [0, 1]) {
      await page.evaluate(([places, count]) => {
        for (let i = 0; i <= count; ++i) {
          const place = places[i % 2];
          const tell = (type, button, buttons) => document.elementFromPoint(place.clientX, place.clientY).dispatchEvent(
            new PointerEvent(type, {...place, button, buttons, bubbles: true, pointerType: 'mouse', pointerId: 1, isPrimary: true}));
          tell('pointermove', -1, 0);
          tell('pointerdown', 0, 1);
          tell('pointerup', 0, 0);
        }
      }, [at, 60 + last]);
      await until(async () => await tabs[last].getAttribute('aria-selected') === 'true', `tab ${last} to be the chosen one`);
    }
  });

  // A double click is two presses, and what the first one does may put another button under the pointer. Once as a person
  // makes it, and once with the second press held back until that button is there.
  const middle = async (target) => {
    const box = await target.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const pressAgain = async (page, count) => {
    await page.mouse.down({clickCount: count});
    await page.mouse.up({clickCount: count});
  };

  it('that are a double one end a conversation and open nothing else', async () => {
    const ana = await own.answered('Thank you, that was all');
    const {page} = ana;
    await page.mouse.dblclick(...await middle(ana.button('End conversation')));
    await ana.button('Finish wrap-up').waitFor();
    await until(async () => await ana.button('End conversation').count() === 0, 'its button has gone');
    assert.equal(await page.getByRole('menu').count(), 0);
    // The first press is on the timeline, the second where the transcript's button is.
    const under = ana.button('Print or save a transcript');
    await page.mouse.click(...await middle(ana.messages()));
    await page.mouse.move(...await middle(under));
    await pressAgain(page, 2);
    await ana.tab('Notes').click();
    await until(async () => await ana.tab('Notes').getAttribute('aria-selected') === 'true', 'what was pressed before has been seen');
    assert.equal(await page.getByRole('menu').count(), 0, 'the second press of a series that began elsewhere');
    await under.click();
    await page.getByRole('menu').waitFor();
  });

  it('that are a double one ask a colleague and hand nothing over', async () => {
    const ana = await own.answered('May I have my money back?');
    const ben = await own.agent('ben');
    await ben.goOnQueue();
    const {page} = ana;
    await ana.tab('Team').click();
    await ana.button('Choose a colleague').click();
    await page.getByRole('menuitem', {name: /^Ben Okafor/}).click();
    await page.getByRole('textbox', {name: 'Question to a colleague'}).fill('May she have a refund?');
    await page.mouse.dblclick(...await middle(ana.button('Ask colleague')));
    const handOver = ana.button(/^Hand over to Ben Okafor/);
    await handOver.waitFor();
    await page.mouse.move(...await middle(handOver));
    await pressAgain(page, 2);
    await pressAgain(page, 3);
    await ana.write('One moment, please.');
    await ana.marked('One moment, please.', 'Delivered').waitFor();
    assert.equal(await handOver.count(), 1, 'it is Ana\'s still');
    assert.equal(await ben.offers().count(), 0);
    const asked = ben.page.getByRole('list', {name: 'Conversations of colleagues'}).getByRole('listitem');
    assert.equal(await asked.count(), 1, 'asked once');
  });

  it('at two places count both, however quickly', async () => {
    const ana = await own.answered('Hello?');
    const {page} = ana;
    const tabs = ['Team', 'Notes'].map((name) => ana.tab(name));
    const places = [];
    for (const tab of tabs) places.push(await middle(tab));
    await page.mouse.click(...places[0]);
    await page.mouse.click(...places[1]);
    await until(async () => await tabs[1].getAttribute('aria-selected') === 'true', 'the second is chosen');
    await page.mouse.click(...places[0]);
    await until(async () => await tabs[0].getAttribute('aria-selected') === 'true', 'and the first again');
  });
});

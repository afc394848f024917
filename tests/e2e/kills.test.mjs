// A browser that is killed at any instant: while something is written, right behind Enter, within the time in which it can be
// taken back or right after it was, while a file uploads. Whatever the moment: a word that was stored is not lost, every text
// reaches its customer exactly once or stands in its composer still, with its files, nothing leaves that was taken back, and no
// draft is in another conversation. Rounds are seeded, and each moment has its turn before one comes again; SMSDESK_KILL_ROUNDS
// and SMSDESK_SEED change how many and which (./smsdesk check kills: 100).
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {launch} from './support/browser.mjs';
import {AgentPage, readable, startDesk, stored, storedValues, unexpectedFaults, until} from './support/desk.mjs';
import {picturePng} from './support/png.mjs';
import {renderer} from './support/with_desk.mjs';

const kPhones = ['+14155557001', '+14155557002'];  // the two who are written to
const kThird = {phone: '+14155557003', words: 'Begun, and for nobody else.'};  // only a draft
const kRounds = Number(process.env.SMSDESK_KILL_ROUNDS ?? 6);
const kSeed = Number(process.env.SMSDESK_SEED ?? 1);
const kKilledWithinMs = 300;
const kUndoMs = 5000;
const kArrivesWithinMs = 30_000;
const kRestMs = 700;  // an Enter that comes sooner behind a change of conversation is taken for a second press
const query = `?renderer=${renderer}`;

/// The same numbers for the same seed (mulberry32).
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/// What is under way when the browser dies ends with it.
const untilKilled = (promise) => promise.catch(() => {});

describe(`a browser killed at any instant (seed ${kSeed}, ${kRounds} rounds)`, {timeout: 120_000 + kRounds * 60_000}, () => {
  let desk, browser, ana;
  const expected = new Map(kPhones.map((phone) => [phone, []]));  // phone -> what its customer has to have, and nothing else
  let undo = 'Off';
  before(async () => { desk = await startDesk({alertTimeoutSeconds: 300}); });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const composerOf = (phone) => ana.page.getByRole('textbox', {name: `Message to ${readable(phone)}`});
  async function show(phone) {
    await ana.roster().getByRole('button', {name: new RegExp(`^${readable(phone).replace('+', '\\+')}`)}).click();
    await composerOf(phone).waitFor();
  }
  const outbound = async (phone) => (await desk.phone(phone)).filter((one) => one.direction.startsWith('outbound'));

  /// On the same profile; a browser that was killed may have forgotten the cookie of a sign-in, never what was written.
  async function openAgain(phone) {
    browser = await launch({profile: browser.profile});
    ana = new AgentPage(browser.page, desk.url);
    await ana.open(query);
    await ana.button('Sign in').or(ana.onQueueSwitch()).waitFor();
    if (await ana.button('Sign in').count() > 0) await ana.signIn('ana', query);
    await show(phone);
    // Which messages are in view depends on how many there are.
    await ana.messages().getByRole('listitem').first().waitFor();
  }
  async function kill() {
    await browser.kill();
    assert.deepEqual(unexpectedFaults(browser, desk), []);
  }
  async function setUndo(choice) {
    if (undo === choice) return;
    await ana.button('Settings').click();
    await ana.page.getByRole('radiogroup', {name: 'Time to take a message back'}).getByRole('radio', {name: choice}).click();
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog').waitFor({state: 'detached'});
    await ana.told('undo_seconds');
    undo = choice;
  }
  async function attach() {
    const chooser = ana.page.waitForEvent('filechooser');
    await ana.button('Attach files').click();
    await (await chooser).setFiles([{name: 'map.png', mimeType: 'image/png', buffer: picturePng(64, 48, 1)}]);
  }
  const attached = () => ana.page.getByRole('list', {name: 'Attachments'}).getByRole('listitem');
  /// The words are in the browser's storage as a draft before anything else is done with them.
  async function write(phone, words) {
    await composerOf(phone).fill(words);
    await stored(ana.page, 'drafts', words);
  }

  // What each does up to the kill, and what has to be so when the browser is there again.
  const moments = {
    'while it is written': {
      async run({phone, text, random}) {
        const begun = text.slice(0, 10);
        await write(phone, begun);
        await composerOf(phone).press('End');
        untilKilled(ana.page.keyboard.type(text.slice(begun.length), {delay: 15}));
        await pause(random * kKilledWithinMs);
        await kill();
        return {begun};
      },
      async look({phone, text}, {begun}) {
        const isStanding = async () => (await composerOf(phone).inputValue()).startsWith(begun);
        await until(isStanding, `“${begun}” stands in the composer`);
        const there = await composerOf(phone).inputValue();
        assert.ok(text.startsWith(there), `“${there}” is what was written`);
        await composerOf(phone).fill(text);
      },
    },
    'right behind Enter': {
      async run({phone, text, random}) {
        await write(phone, text);
        await composerOf(phone).press('Enter');
        await pause(random * kKilledWithinMs);
        await kill();
      },
    },
    'right behind Enter, with a file': {
      files: 1,
      async run({phone, text, random}) {
        await write(phone, text);
        await attach();
        await stored(ana.page, 'drafts', 'map.png');
        await composerOf(phone).press('Enter');
        await pause(random * kKilledWithinMs);
        await kill();
      },
    },
    'within the time to take it back': {
      undo: '5 s',
      async run({phone, text, random}) {
        await write(phone, text);
        await composerOf(phone).press('Enter');
        await pause(random * kUndoMs);
        await kill();
      },
    },
    'right after it was taken back': {
      undo: '5 s',
      async run({phone, text, random, other}) {
        await write(phone, text);
        await composerOf(phone).press('Enter');
        const pressedAt = Date.now();
        await ana.message(text).getByRole('button', {name: 'Undo sending'}).waitFor();
        await pause(other * 1000);
        await ana.page.keyboard.press('Alt+Z');
        await until(async () => await composerOf(phone).inputValue() === text, 'it was taken back');
        await pause(random * kKilledWithinMs);
        await kill();
        return {pressedAt};
      },
      async look({phone, text}, {pressedAt}) {
        await until(async () => await composerOf(phone).inputValue() === text, 'what was taken back stands in the composer');
        await pause(Math.max(0, pressedAt + kUndoMs + 2000 - Date.now()));
        assert.ok(!(await desk.received(phone)).includes(text), 'what was taken back has not left');
        assert.equal(await composerOf(phone).inputValue(), text);
      },
    },
    'while a file uploads': {
      files: 1,
      async run({phone, text, random, other}) {
        await write(phone, text);
        await browser.context.route('**/api/media', async (route) => {
          await pause(other * kKilledWithinMs);
          await untilKilled(route.continue());
        });
        await attach();
        await pause(random * kKilledWithinMs);
        const wasThere = await isStored('map.png');
        await kill();
        return {wasThere};
      },
      async look({phone, text}, {wasThere}) {
        await until(async () => await composerOf(phone).inputValue() === text, `“${text}” stands in the composer`);
        if (wasThere) await until(async () => await attached().count() === 1, 'the file that was stored is attached');
        if (await attached().count() === 0) await attach();
        await stored(ana.page, 'drafts', 'map.png');
        assert.equal(await attached().count(), 1);
      },
    },
  };
  /// Whether the browser has stored that by now; it is not waited for.
  const isStored = (words) => storedValues(ana.page, 'drafts').then((all) => all.some((value) => value.includes(words)));

  it('loses no word, doubles none, sends nothing that was taken back, and mixes no two conversations', async () => {
    const random = randomFrom(kSeed);
    let bag = [];
    browser = await launch();
    ana = new AgentPage(browser.page, desk.url);
    await ana.signIn('ana', query);
    await ana.goOnQueue();
    for (const phone of [...kPhones, kThird.phone]) {
      await desk.say(phone, 'Where is my parcel?');
      await ana.button(/^Answer/).first().click();
      await composerOf(phone).waitFor();
    }
    await write(kThird.phone, kThird.words);

    for (let round = 1; round <= kRounds; round++) {
      if (bag.length === 0) bag = Object.keys(moments);
      const [name] = bag.splice(Math.floor(random() * bag.length), 1);
      const phone = kPhones[Math.floor(random() * kPhones.length)];
      const step = {phone, text: `Answer number ${round}: it left this morning.`, random: random(), other: random()};
      const moment = moments[name], what = `round ${round}, killed ${name}`;
      try {
        await show(phone);
        await setUndo(moment.undo ?? 'Off');
        const known = await moment.run(step);
        await openAgain(phone);
        if (moment.look) await moment.look(step, known);
        const {text} = step;
        const isThere = async () =>
          (await desk.received(phone)).includes(text) || await composerOf(phone).inputValue() === text;
        await until(isThere, `"${text}" has arrived or stands in the composer`, kArrivesWithinMs);
        // Nothing of it, and nothing else, is where it does not belong.
        for (const other of kPhones.filter((one) => one !== phone)) {
          await show(other);
          assert.equal(await composerOf(other).inputValue(), '', 'nothing stands in the other conversation');
        }
        await show(kThird.phone);
        await until(async () => await composerOf(kThird.phone).inputValue() === kThird.words, 'the third has its own words');
        await show(phone);
        if (await composerOf(phone).inputValue() === text) {
          await pause(kRestMs);
          await composerOf(phone).press('Enter');
        }
        await ana.marked(text, 'Delivered').waitFor({timeout: kArrivesWithinMs});
        expected.get(phone).push(text);
        const sent = (await outbound(phone)).find((one) => one.body === text);
        assert.equal(sent.media?.length ?? 0, moment.files ?? 0, 'with its files');
        for (const [one, texts] of expected) assert.deepEqual(await desk.received(one), texts);
        assert.deepEqual(await desk.received(kThird.phone), []);
      } catch (error) {
        throw new Error(`${what} (SMSDESK_SEED=${kSeed} SMSDESK_KILL_ROUNDS=${kRounds}): ${error.message}`, {cause: error});
      }
    }
    assert.deepEqual(unexpectedFaults(browser, desk), []);
  });
});

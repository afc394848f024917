// An agent's own settings: what Enter does, and the sound of an offer, which a browser may forbid but never in silence; and what
// the system says that its person prefers.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {accessibilityViolations, settled} from './support/browser.mjs';
import {readable, until} from './support/desk.mjs';
import {colours} from './support/picture.mjs';
import {withDesk} from './support/with_desk.mjs';

const kBlocked = 'The browser blocks sound until you click once on this page.';
// As in web/theme.cpp: the ground of the page, the planes on it, whose colour the browser's own bar has too, and the lines between.
const kThemes = {
  light: {ground: '#f7f8fa', plane: '#ffffff', line: '#e3e6eb'},
  dark: {ground: '#0f1115', plane: '#171a21', line: '#2a2f3a'},
  'light of high contrast': {ground: '#ffffff', plane: '#ffffff', line: '#000000'},
  'dark of high contrast': {ground: '#000000', plane: '#000000', line: '#ffffff'},
};

describe('settings', {timeout: 240_000}, () => {
  const own = withDesk({}, 8900);

  const openSettings = async (agent) => {
    await agent.button('Settings').click();
    await agent.page.getByRole('dialog', {name: 'Settings'}).waitFor();
  };
  const closeSettings = async (agent) => {
    await agent.page.keyboard.press('Escape');
    await agent.page.getByRole('dialog', {name: 'Settings'}).waitFor({state: 'detached'});
  };
  /// Tones that the page begins to play are counted from the first script on.
  const countTones = (page) => page.addInitScript(() => {
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      window.tones += 1;
      return start.apply(this, when);
    };
  });
  const picture = async (agent, name) => {
    if (process.env.SMSDESK_SHOTS) await agent.page.screenshot({path: `${process.env.SMSDESK_SHOTS}/settings-${name}.png`});
  };
  const tones = (agent) => agent.page.evaluate(() => window.tones);
  /// How loud the loudest of them was, counted likewise.
  const hearTones = (page) => page.addInitScript(() => {
    window.loudest = 0;
    window.tonedAt = 0;
    const rise = AudioParam.prototype.exponentialRampToValueAtTime;
    AudioParam.prototype.exponentialRampToValueAtTime = function (value, ...when) {
      window.loudest = Math.max(window.loudest, value);
      window.tonedAt = performance.now();
      return rise.call(this, value, ...when);
    };
  });
  const loudest = (agent) => agent.page.evaluate(() => window.loudest);

  it('let Enter break the line and Ctrl+Enter send, after a reload too', async () => {
    const ana = await own.answered('How do you write?');
    await openSettings(ana);
    const enter = ana.page.getByRole('switch', {name: 'Enter sends the message'});
    assert.equal(await enter.getAttribute('aria-checked'), 'true');
    await enter.click();
    await until(async () => await enter.getAttribute('aria-checked') === 'false', 'it is off');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await closeSettings(ana);
    const writesTwoLines = async (first, second) => {
      await ana.composer().focus();
      await ana.page.keyboard.type(first);
      await ana.page.keyboard.press('Enter');
      await ana.page.keyboard.type(second);
      await until(async () => await ana.composer().inputValue() === `${first}\n${second}`, 'Enter breaks the line');
      await ana.page.keyboard.press('Control+Enter');
      await ana.message(second).waitFor();
    };
    await writesTwoLines('one', 'two');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the phone has it');
    await ana.told('enter_sends');
    await ana.page.reload();
    await ana.roster().getByRole('button').first().click();
    await writesTwoLines('three', 'four');
    await until(async () => (await own.desk.received(ana.phone)).length === 2, 'the phone has both');
    assert.deepEqual(await own.desk.received(ana.phone), ['one\ntwo', 'three\nfour']);
  });

  it('follow the agent to another device: theme, contrast and the time of day', async () => {
    const ana = await own.answered('What time is it?');
    await openSettings(ana);
    await ana.page.getByRole('radio', {name: 'Light', exact: true}).click();
    await ana.page.getByRole('switch', {name: 'High contrast'}).click();
    await ana.page.getByRole('radiogroup', {name: 'Time of day'}).getByRole('radio', {name: '2:30 PM'}).click();
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await closeSettings(ana);
    await ana.page.getByText(/\d{1,2}:\d\d\s[AP]M/).first().waitFor();
    const other = await own.agent('ana');
    await openSettings(other);
    const high = other.page.getByRole('switch', {name: 'High contrast'});
    await until(async () => await high.getAttribute('aria-checked') === 'true', 'it is there too');
    await high.click();
    await openSettings(ana);
    await until(async () => await ana.page.getByRole('switch', {name: 'High contrast'}).getAttribute('aria-checked') === 'false',
      'the first page follows');
  });

  /// The system's, all others as with nobody who has changed any.
  const prefer = (agent, wishes) => agent.page.emulateMedia(
    {colorScheme: 'light', reducedMotion: 'no-preference', contrast: 'no-preference', forcedColors: 'none', ...wishes});
  const isShownIn = (agent, theme) => until(async () => {
    const {ground, plane, line} = kThemes[theme];
    const bar = await agent.page.locator('meta[name=theme-color]').getAttribute('content');
    await settled(agent.page);
    const found = await colours(agent.page, await agent.page.screenshot());
    // One line at least goes down all of the page.
    return bar.toLowerCase() === plane && found[ground] > 100_000 && found[line] > 600;
  }, `the page is ${theme}`);

  it('leave the look to the system: each of its wishes by itself, at once and at the next start', async () => {
    const ana = await own.agent('ana', {viewport: {width: 1280, height: 800}});
    for (const [wishes, theme] of [
      [{}, 'light'],
      [{colorScheme: 'dark'}, 'dark'],
      [{contrast: 'more'}, 'light of high contrast'],
      [{reducedMotion: 'reduce'}, 'light'],
      [{forcedColors: 'active'}, 'light of high contrast'],
      [{colorScheme: 'dark', reducedMotion: 'reduce'}, 'dark'],
      [{colorScheme: 'dark', contrast: 'more'}, 'dark of high contrast'],
    ]) {
      await prefer(ana, wishes);
      await isShownIn(ana, theme);
    }
    await ana.page.reload();
    await ana.onQueueSwitch().waitFor();
    await isShownIn(ana, 'dark of high contrast');
  });

  it('slide to their place, but not where the system asks for less motion', async () => {
    const ana = await own.agent('ana');
    /// Where their dialog stands, frame by frame, while it opens.
    const places = async () => {
      await settled(ana.page);
      await ana.page.evaluate(() => {
        const mirror = document.getElementById('mirror');
        window.places = [];
        window.watch = new MutationObserver(() => {
          const place = mirror.querySelector('[role=dialog]')?.style.transform;
          if (place && place !== window.places.at(-1)) window.places.push(place);
        });
        window.watch.observe(mirror, {subtree: true, childList: true, attributes: true, attributeFilter: ['style']});
      });
      await openSettings(ana);
      await settled(ana.page);
      const seen = await ana.page.evaluate(() => {
        window.watch.disconnect();
        return window.places;
      });
      await closeSettings(ana);
      return seen;
    };
    // However slow the machine is, in the first frame it is on its way.
    const usual = await places();
    assert.ok(usual.length > 1, `it slides: ${usual}`);
    for (const wishes of [{contrast: 'more'}, {forcedColors: 'active'}, {colorScheme: 'dark'}]) {
      await prefer(ana, wishes);
      const seen = await places();
      assert.ok(seen.length > 1, `it slides with ${JSON.stringify(wishes)}: ${seen}`);
    }
    await prefer(ana, {reducedMotion: 'reduce'});
    assert.deepEqual(await places(), [usual.at(-1)]);
    await prefer(ana, {});
    assert.ok((await places()).length > 1, 'it slides again');
  });

  it('write the customer\'s local time as every time of day', async () => {
    const ana = await own.agent('ana', {viewport: {width: 1440, height: 1000}});
    await ana.goOnQueue();
    await own.desk.say('+254712345678', 'Are you open?');  // a country of one zone
    await ana.answer();
    await ana.message('Are you open?').waitFor();
    const local = ana.page.getByRole('tabpanel', {name: 'Customer'}).getByRole('listitem').filter({hasText: 'Nairobi'});
    const format = async (name) => {
      await openSettings(ana);
      await ana.page.getByRole('radiogroup', {name: 'Time of day'}).getByRole('radio', {name}).click();
      await closeSettings(ana);
    };
    const isNow = (hours) => until(async () => {
      const said = /^Local time: (\d{1,2}):(\d\d)(?:\s([AP])M)?(, night)? · /.exec(await local.textContent());
      if (!said || Boolean(said[3]) !== (hours === 12)) return false;
      const hour = hours === 12 ? Number(said[1]) % 12 + (said[3] === 'P' ? 12 : 0) : Number(said[1]);
      const there = new Date(Date.now() + 3 * 3_600_000);  // by UTC
      return hour === there.getUTCHours() && Number(said[2]) === there.getUTCMinutes();
    }, `their time is that of a clock of ${hours} hours`);
    await local.waitFor();
    await format('14:30');
    await isNow(24);
    await format('2:30 PM');
    await isNow(12);
  });

  it('draw everything larger, and closer together, at once and after a reload', async () => {
    const ana = await own.answered('Can you read this well?');
    const line = ana.roster().getByRole('button', {name: new RegExp(readable(ana.phone).replaceAll('+', '\\+'))});
    const height = async () => (await line.boundingBox()).height;
    const usual = await height();
    await openSettings(ana);
    const sizes = ana.page.getByRole('radiogroup', {name: 'Text size'});
    await sizes.getByRole('radio', {name: '130 %'}).click();
    await until(async () => Math.abs(await height() / usual - 1.3) < 0.02, 'it is drawn 1.3 times as large');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await picture(ana, 'large-settings');
    await ana.page.getByRole('radiogroup', {name: 'Density'}).getByRole('radio', {name: 'Compact'}).click();
    await until(async () => await height() / usual < 1.12, 'there is less room around it');
    await closeSettings(ana);
    await picture(ana, 'large-compact');
    // The pointer, the fields and the words over the canvas are where they are seen.
    await ana.composer().fill('Larger, yes');
    await ana.composer().press('Enter');
    const words = ana.message('Larger, yes');
    await words.waitFor();
    const fontSize = await ana.composer().evaluate((e) => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom ?? 1));
    assert.ok(Math.abs(fontSize - 15 * 1.3) < 0.2, `the field's words are ${fontSize} px`);
    await ana.page.reload();
    await line.waitFor();
    await until(async () => Math.abs(await height() / usual - 1.06) < 0.06, 'it is kept');
    await openSettings(ana);
    await sizes.getByRole('radio', {name: '100 %'}).click();
    await ana.page.getByRole('radiogroup', {name: 'Density'}).getByRole('radio', {name: 'Roomy'}).click();
    await until(async () => Math.abs(await height() - usual) < 1, 'it is as it was');
  });

  it('hush sounds while the agent is not to be disturbed, and show it', async () => {
    const ana = await own.agent('ana');
    await countTones(ana.page);
    await ana.page.reload();
    await ana.goOnQueue();
    await openSettings(ana);
    await ana.button('Do not disturb for 30 min').focus();
    await ana.button('Do not disturb for 30 min').click();
    await closeSettings(ana);
    const off = ana.button(/^Do not disturb is on for 30 min/);
    await off.waitFor();
    const before = await tones(ana);
    await own.desk.say(own.customer(), 'Quietly');
    await ana.button(/^Answer/).waitFor();
    assert.equal(await tones(ana), before, 'nothing is heard');
    assert.ok(!(await ana.page.title()).startsWith('Message from'), 'nothing calls in the title');
    await off.click();
    await off.waitFor({state: 'detached'});
  });

  it('choose the sound of an offer and play it', async () => {
    const ana = await own.agent('ana');
    await countTones(ana.page);
    await ana.page.reload();
    await openSettings(ana);
    const bell = ana.page.getByRole('radiogroup', {name: 'Sound of an offer'}).getByRole('radio', {name: 'Bell'});
    await bell.focus();  // into view
    await bell.click();
    await until(async () => await bell.getAttribute('aria-checked') === 'true', 'the bell is chosen');
    await until(async () => await tones(ana) > 0, 'what is chosen is heard');
    const before = await tones(ana);
    await ana.button('Test sound').focus();
    // Two sounds in a rush are heard as one: pressed until it is heard for itself.
    await until(async () => {
      await ana.button('Test sound').click();
      return await tones(ana) > before;
    }, 'it is heard');
    await closeSettings(ana);
    await ana.goOnQueue();
    const silent = await tones(ana);
    await own.desk.say(own.customer(), 'Ring');
    await ana.button(/^Answer/).waitFor();
    await until(async () => await tones(ana) > silent, 'the offer is heard');
    await ana.page.reload();
    await openSettings(ana);
    await until(async () => await bell.getAttribute('aria-checked') === 'true', 'the bell is still chosen');
  });

  it('choose the sound of a message, or none', async () => {
    const ana = await own.answered('Which sound?');
    await countTones(ana.page);
    await ana.page.reload();
    await openSettings(ana);
    const of = (name) => ana.page.getByRole('radiogroup', {name: 'Sound of a message', exact: true}).getByRole('radio', {name});
    await of('Knock').focus();  // into view
    await of('Knock').click();
    await until(async () => await of('Knock').getAttribute('aria-checked') === 'true', 'the knock is chosen');
    await until(async () => await tones(ana) > 0, 'what is chosen is heard');
    await of('No sound').focus();
    await of('No sound').click();
    await until(async () => await of('No sound').getAttribute('aria-checked') === 'true', 'none is chosen');
    assert.deepEqual(await accessibilityViolations(ana.page), []);
    await closeSettings(ana);
    await ana.roster().getByRole('button').first().click();
    const before = await tones(ana);
    await own.desk.say(ana.phone, 'In silence');
    await ana.message('In silence').waitFor();
    assert.equal(await tones(ana), before, 'nothing is heard');
    await ana.page.reload();
    await openSettings(ana);
    await until(async () => await of('No sound').getAttribute('aria-checked') === 'true', 'it is kept');
  });

  it('choose how loud all sounds are', async () => {
    const ana = await own.agent('ana');
    await hearTones(ana.page);
    await ana.page.reload();
    await openSettings(ana);
    const of = (name) => ana.page.getByRole('radiogroup', {name: 'Volume'}).getByRole('radio', {name});
    const choose = async (name) => {
      await of(name).focus();  // into view
      await of(name).click();
      await until(async () => await of(name).getAttribute('aria-checked') === 'true', `${name} is chosen`);
    };
    /// In a rush after the one before it is not heard for itself (services.js).
    const isQuietAgain = () => ana.page.evaluate(() => performance.now() - window.tonedAt > 400);
    const loudestOf = async (name) => {
      await until(isQuietAgain, 'what was heard is a while ago');
      await ana.page.evaluate(() => { window.loudest = 0; });
      await choose(name);
      return until(() => loudest(ana), `${name} is heard`);
    };
    const quiet = await loudestOf('Quiet'), loud = await loudestOf('Loud');
    assert.ok(quiet * 3 < loud && loud < 1, `${quiet} and ${loud}`);
    await ana.page.reload();
    await openSettings(ana);
    await until(async () => await of('Loud').getAttribute('aria-checked') === 'true', 'it is kept');
    await choose('Normal');
  });

  it('say that the browser blocks sound until the page is touched', async () => {
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await ana.moveToNewTab();  // one that is loaded again may keep the touch of before
    await ana.says(kBlocked);
    await own.desk.say(own.customer(), 'Nobody hears it');
    await ana.button(/^Answer/).waitFor();
    await ana.says(kBlocked);
    await ana.page.mouse.click(640, 400);
    await until(async () => await ana.page.getByText(kBlocked).count() === 0, 'one click is enough');
  });
});

// The supervisors' page with everything real: Mira looks at queues and agents, takes an agent off queue, frees what is stuck,
// and reads along, while Ana and Ben work in browsers of their own. SMSDESK_PICTURES keeps pictures of it.
import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations, settled} from './support/browser.mjs';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('overview', {timeout: 500_000}, () => {
  const own = withDesk({}, 7000);

  const openOverview = async (mira) => {
    await mira.button('Overview').click();
    await mira.page.getByRole('heading', {name: 'Overview'}).waitFor();
    return mira;
  };
  const row = (mira, name) => mira.page.getByRole('button', {name});
  const choose = async (mira, opener, entry) => {
    await mira.button(opener).click();
    await mira.page.getByRole('menuitem', {name: entry}).click();
  };
  const picture = async (page, name) => {
    if (!process.env.SMSDESK_PICTURES) return;
    await mkdir(process.env.SMSDESK_PICTURES, {recursive: true});
    await settled(page);
    await page.screenshot({path: path.join(process.env.SMSDESK_PICTURES, `${name}.png`)});
  };

  it('takes an agent off queue, and says who did it', async () => {
    const mira = await openOverview(await own.agent('mira'));
    const ana = await own.agent('ana');
    await ana.goOnQueue();
    await row(mira, /^Support: none waiting · 1 of 1 free/).waitFor();
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'queues');
    await mira.page.getByRole('tab', {name: 'Agents'}).click();
    await row(mira, /^Ana Ruiz, Idle/).waitFor();
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'agents');
    await mira.button('Change the state of Ana Ruiz').click();
    await mira.page.getByRole('menuitem', {name: 'Take off queue'}).waitFor();
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'a menu');
    await mira.page.getByRole('menuitem', {name: 'Take off queue'}).click();
    await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'false', 'Ana is off queue');
    await ana.page.getByText('Mira Lindqvist took you off queue.').first().waitFor();
    await row(mira, /^Ana Ruiz, Off queue now, by Mira Lindqvist/).waitFor();
    await choose(mira, 'Change the state of Ana Ruiz', 'Put on queue');
    await until(async () => await ana.onQueueSwitch().getAttribute('aria-checked') === 'true', 'and on again');
  });

  it('frees a conversation that is stuck with one agent, and the other gets it', async () => {
    const ana = await own.answered('Is anybody there?');
    const ben = await own.agent('ben');
    const mira = await openOverview(await own.agent('mira'));
    await row(mira, /^Support: none waiting/).click();
    const list = mira.page.getByRole('list', {name: 'In Support'});
    await list.getByRole('button', {name: /^Read .*Ana Ruiz/}).waitFor();
    await mira.page.getByRole('tab', {name: 'Agents'}).click();
    await choose(mira, 'Change the state of Ana Ruiz', 'Take off queue');
    await ben.goOnQueue();
    await mira.page.getByRole('tab', {name: 'Queues'}).click();
    await choose(mira, /^What to do with/, 'Give it back to Support');
    await mira.page.getByText('Press again to give it back to Support.').first().waitFor();
    assert.equal(await ben.button(/^Answer/).count(), 0, 'one press does nothing yet');
    await mira.page.getByRole('menuitem', {name: 'Press again: Give it back to Support'}).click();
    await ana.page.getByText(/^A supervisor gave the conversation with/).first().waitFor();
    await ben.answer();
    await ben.message('Is anybody there?').waitFor();
    await list.getByRole('button', {name: /^Read .*Ben Okafor/}).waitFor();
    await ben.write('Yes, Ben is here.');
    await until(async () => (await own.desk.received(ana.phone)).length === 1, 'the customer has an answer');
  });

  it('reads a running conversation, speaks to its agent, and comes back', async () => {
    const ana = await own.answered('May I have my money back?');
    const mira = await openOverview(await own.agent('mira'));
    await row(mira, /^Support: none waiting/).click();
    const line = mira.page.getByRole('button', {name: /^Read .*Ana Ruiz/});
    await picture(mira.page, 'overview-live');
    await line.focus();
    await mira.page.keyboard.press('Enter');
    await mira.message('May I have my money back?').waitFor();
    await ana.page.getByText('Mira Lindqvist looks at this too.').waitFor();
    assert.equal(await mira.composer().count(), 0, 'she reads, and does not write to the customer');
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'reading');
    await ana.write('I look it up.');
    await mira.message('I look it up.').waitFor();
    await mira.page.getByRole('tab', {name: 'Team'}).click();
    await mira.button('Choose a colleague').click();
    await mira.page.getByRole('menuitem', {name: /^Ana Ruiz/}).click();
    await mira.page.getByRole('textbox', {name: 'Question to a colleague'}).fill('Within 14 days, yes.');
    await mira.button('Ask colleague').click();
    await ana.page.getByRole('tab', {name: 'Team'}).click();
    await ana.page.getByText('Within 14 days, yes.').first().waitFor();
    await picture(mira.page, 'overview-reading');
    await mira.button('Back to the overview').click();
    await mira.page.getByRole('heading', {name: 'Overview'}).waitFor();
    await until(async () => await line.evaluate((element) => element === document.activeElement), 'the focus is where it was');
    await line.click();
    await mira.message('I look it up.').waitFor();
    await ana.end();
    await mira.page.getByRole('heading', {name: 'Overview'}).waitFor();
    await mira.page.getByText('The conversation that you read is closed.').first().waitFor();
  });

  it('moves what waits to another queue, and ends what nobody answers', async () => {
    const mira = await openOverview(await own.agent('mira'));
    await own.desk.say(own.customer(), 'An appointment, please');
    await row(mira, /^Support: 1 waiting/).click();
    await mira.page.getByText('None of 3 agents is on queue.').first().waitFor();
    await choose(mira, /^What to do with/, 'Transfer it');
    await mira.page.getByRole('menuitem', {name: /^Appointments/}).click();
    await mira.button('Back to the overview').click();
    await row(mira, /^Support: none waiting/).waitFor();
    await row(mira, /^Appointments: 1 waiting/).click();
    await choose(mira, /^What to do with/, 'End it without an answer');
    await mira.page.getByRole('menuitem', {name: 'Press again: End it without an answer'}).click();
    await row(mira, /^Appointments: none waiting/).waitFor();
  });

  it('lists what agents have reported, opens it at its place, and dismisses a report, also of a closed conversation', async () => {
    const ana = await own.answered('You are all liars');
    const mira = await openOverview(await own.agent('mira'));
    await mira.page.getByRole('tab', {name: 'Reported'}).click();
    await mira.page.getByText('No message is reported.').first().waitFor();
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'nothing reported');
    const report = async (text, kind) => {
      await ana.message(text).getByRole('button', {name: /^Message options/}).press('Enter');
      await ana.entry('Report…').press('Enter');
      await ana.entry(kind).press('Enter');
      await ana.message(text).filter({hasText: /Reported as (spam|abuse) by you/}).waitFor();
    };
    const list = mira.page.getByRole('list', {name: 'Reported messages'});
    const line = (text) => list.getByRole('button', {name: new RegExp(`Reported by Ana Ruiz · Support: ${text}`)});
    const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
    await report('You are all liars', 'It is abusive');
    await line('You are all liars').waitFor();  // by itself: the list is open
    await own.desk.say(ana.phone, 'Buy my watches');
    await ana.message('Buy my watches').waitFor();
    await report('Buy my watches', 'It is spam');
    await line('Buy my watches').waitFor();
    assert.match(await list.getByRole('listitem').first().getByRole('button').first().getAttribute('aria-label'),
      /Spam · Reported by Ana Ruiz · Support: Buy my watches/, 'the last reported first');
    assert.deepEqual(await accessibilityViolations(mira.page), [], 'the list');
    await picture(mira.page, 'overview-reported');

    // It runs: read along, at the message.
    await line('You are all liars').focus();
    await mira.page.keyboard.press('Enter');
    await mira.message('You are all liars').filter({hasText: 'Reported as abuse by Ana Ruiz'}).waitFor();
    assert.equal(await mira.composer().count(), 0, 'she reads, and does not write');

    // What she reports herself is hers to take back, not the agent's whose conversation it is.
    await own.desk.say(ana.phone, 'Your last chance');
    const options = (agent) => agent.message('Your last chance').getByRole('button', {name: /^Message options/});
    await options(mira).press('Enter');
    await mira.entry('Report…').press('Enter');
    await mira.entry('It is abusive').press('Enter');
    await ana.message('Your last chance').filter({hasText: 'Reported as abuse by Mira Lindqvist'}).waitFor();
    await options(ana).press('Enter');
    await ana.entry('Copy text').waitFor();
    assert.equal(await ana.entry(/report/i).count(), 0);
    await ana.page.keyboard.press('Escape');
    await options(mira).press('Enter');
    await mira.entry('Take the report back').press('Enter');
    await until(async () => await ana.messages().getByText('by Mira Lindqvist').count() === 0, 'it is taken back');

    await mira.button('Back to the overview').click();
    await until(async () => await isFocused(line('You are all liars')), 'the focus is where it was');

    // It is closed: the same, and the report is dismissed by the message's menu.
    await ana.end();
    await mira.page.getByRole('tab', {name: 'Queues'}).click();
    await until(async () => !/in progress|in wrap-up/.test(await row(mira, /^Support:/).getAttribute('aria-label')), 'it is closed');
    await mira.page.getByRole('tab', {name: 'Reported'}).click();
    await line('You are all liars').press('Enter');
    await mira.message('You are all liars').filter({hasText: 'Reported as abuse by Ana Ruiz'}).waitFor();
    await mira.message('You are all liars').getByRole('button', {name: /^Message options/}).press('Enter');
    await mira.page.getByRole('menuitem', {name: 'Dismiss report'}).press('Enter');
    await until(async () => await mira.page.getByText('Reported as abuse').count() === 0, 'the report is gone');
    await mira.button('Back to the overview').click();
    await line('Buy my watches').waitFor();
    assert.equal(await line('You are all liars').count(), 0);

    // And by the list itself, by keys.
    await line('Buy my watches').focus();
    await mira.page.keyboard.press('ArrowDown');
    await until(async () => await isFocused(mira.button('Dismiss report: Buy my watches')), 'one stop, arrows within');
    await mira.page.keyboard.press('Enter');
    await mira.page.getByText('No message is reported.').first().waitFor();
    await until(async () => await isFocused(mira.page.getByRole('tab', {name: 'Reported'})), 'the focus is not lost');
    const rows = await mira.page.evaluate(async () => (await (await fetch('/api/reports/reported_messages')).json()).rows);
    assert.deepEqual(rows, []);
  });

  it('stands in one pane on a phone', async () => {
    const mira = await own.agent('mira', {viewport: {width: 390, height: 800}});
    await own.desk.say(own.customer(), 'hello');
    await openOverview(mira);
    await row(mira, /^Support: 1 waiting/).click();
    await mira.page.getByRole('list', {name: 'In Support'}).waitFor();
    assert.deepEqual(await accessibilityViolations(mira.page), []);
    await picture(mira.page, 'overview-phone');
    await mira.page.keyboard.press('Escape');
    await mira.onQueueSwitch().waitFor();
  });
});

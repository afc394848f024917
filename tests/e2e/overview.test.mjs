// The supervisors' page with everything real: Mira looks at queues and agents, takes an agent off queue, frees what is stuck,
// and reads along, while Ana and Ben work in browsers of their own. SMSDESK_PICTURES keeps pictures of it.
import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, it} from 'node:test';
import {accessibilityViolations} from './support/browser.mjs';
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
    await page.waitForTimeout(400);
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

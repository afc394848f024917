// An agent's page in a bench: everything is found by role and name, as in the browser tests.
import {AgentPage} from '../../e2e/support/desk.mjs';
import {instrument} from './browser.mjs';
import {signIn} from './relay.mjs';

export {AgentPage};

/// What is measured is what people get on this machine: the client takes its CPU renderer where WebGL is only software, as
/// without a graphics card. SMSDESK_RENDERER=gl (or cpu) measures that one instead.
export const kQuery = process.env.SMSDESK_RENDERER ? `?renderer=${process.env.SMSDESK_RENDERER}` : '';

/// Puts a session's cookie into the browser, so that its next page begins signed in.
export async function giveSession(context, relay, login) {
  await context.addCookies([{name: 'smsdesk', value: await signIn(relay, login), url: relay.url, httpOnly: true, sameSite: 'Strict',
    expires: Math.floor(Date.now() / 1000) + 86_400}]);
}

/// A page of that agent, signed in, instrumented, with the desk drawn.
export async function openDesk(browser, relay, login) {
  await giveSession(browser.context, relay, login);
  await browser.page.addInitScript(instrument);
  const agent = new AgentPage(browser.page, relay.url);
  await agent.open(kQuery);
  await agent.onQueueSwitch().waitFor();
  return agent;
}

/// By the keyboard: the words that describe the switch lie over its middle, for selecting them.
export async function goOnQueue(agent) {
  await agent.onQueueSwitch().press('Space');
  await agent.page.waitForFunction(() => document.querySelector('#mirror [role=switch]')?.getAttribute('aria-checked') === 'true');
}

/// Answers the first conversation that waits; the customer has written already.
export async function answerOne(agent) {
  await goOnQueue(agent);
  await agent.answer();
}

/// Opens the first of the agent's conversations again, after the page was loaded anew.
export async function openFirst(agent) {
  if (await agent.composer().count() === 0) await agent.roster().getByRole('listitem').first().click();
  await agent.composer().waitFor();
}

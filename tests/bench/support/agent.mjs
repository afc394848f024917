// An agent's page in a bench: everything is found by role and name, as in the browser tests.
import {AgentPage} from '../../e2e/support/desk.mjs';
import {instrument} from './browser.mjs';
import {signIn} from './relay.mjs';

export {AgentPage};

/// Puts a session's cookie into the browser, so that its next page begins signed in.
export async function giveSession(context, relay, login) {
  await context.addCookies([{name: 'smsdesk', value: await signIn(relay, login), url: relay.url, httpOnly: true, sameSite: 'Strict'}]);
}

/// A page of that agent, signed in, instrumented, with the desk drawn.
export async function openDesk(browser, relay, login) {
  await giveSession(browser.context, relay, login);
  await browser.page.addInitScript(instrument);
  const agent = new AgentPage(browser.page, relay.url);
  await agent.open();
  await agent.onQueueSwitch().waitFor();
  return agent;
}

/// A conversation with that customer, answered by the agent. The customer has written already.
export async function answerOne(agent) {
  await agent.goOnQueue();
  await agent.answer();
}

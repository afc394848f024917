// Signing in: what is said where it does not work, and that nothing of it stays once it does.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {until} from './support/desk.mjs';
import {withDesk} from './support/with_desk.mjs';

describe('signing in', {timeout: 120_000}, () => {
  const own = withDesk({}, 8950);

  it('takes back what was said of a password that was not right', async () => {
    const ana = await own.agent('ana');
    const {page} = ana;
    await ana.button('Settings').click();
    const signOut = page.getByRole('button', {name: 'Sign out', exact: true});
    await signOut.focus();  // into view
    await signOut.click();
    await ana.button('Sign in').waitFor();

    const enter = async (password) => {
      await page.getByLabel('Login', {exact: true}).fill('ana');
      await page.getByLabel('Password', {exact: true}).fill(password);
      await ana.button('Sign in').click();
    };
    const kRefusal = 'Login or password is not right. Try again.';
    const said = () => page.locator('[aria-live="assertive"]').textContent();
    own.desk.expectFault(/ status of 401 .* at \S+\/api\/session$/);
    await enter('not-the-password');
    await until(async () => (await said()) === kRefusal, 'the refusal is said', 5_000);
    await page.getByRole('alert', {name: kRefusal}).waitFor();
    await enter('password-ana');
    await ana.onQueueSwitch().waitFor();
    // At once: by itself it goes, too, after some seconds.
    assert.equal(await said(), '');
  });
});

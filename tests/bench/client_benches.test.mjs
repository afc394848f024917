// Every bench of the client runs, once and in small sizes, and writes figures of the right form; how fast it is, it does not say.
// Where the npm packages of the benches are not here (./smsdesk setup bench fetches and compiles them), those that need one of
// their own are left out: client_size, client_vs_dom.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kClientBenches} from './support/benches.mjs';
import {tryBenches} from './support/trial.mjs';

const kOwnPackages = ['better-sqlite3', 'esbuild'];

describe('benches of the client', {timeout: 280_000}, () => {
  for (const file of kClientBenches) {
    it(`${file} runs`, async (test) => {
      const {leftOut} = await tryBenches([file]);
      for (const {npmPackage} of leftOut) {
        assert.ok(kOwnPackages.includes(npmPackage), `${npmPackage} is not here: ./smsdesk setup test`);
        test.skip(`${npmPackage} is not here: ./smsdesk setup bench`);
      }
    });
  }
});

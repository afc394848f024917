// What the programs that speak with a relay must say of themselves. docs/protocol.md names the version (a test keeps it equal
// to the code's), so no test has a number of its own that a new version would leave behind.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const said = /Version \*\*(\d+)\*\*/.exec(readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8'));
assert.ok(said, 'docs/protocol.md names the protocol\'s version');
export const kProtocolVersion = Number(said[1]);

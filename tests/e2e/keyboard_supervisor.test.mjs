// A supervisor's and an admin's pages as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('A supervisor\'s overview', {alertTimeoutSeconds: 300}, 9940);
keyboardTest('An admin changes the organisation', {}, 9945);

// Do not disturb, text size, density, status and queue as docs/keyboard.md has them: by keys alone, and said.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Quiet, larger and closer together', {alertTimeoutSeconds: 300}, 9870);

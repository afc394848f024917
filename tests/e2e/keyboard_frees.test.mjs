// What a supervisor does with conversations of others as docs/keyboard.md has it: by keys alone, and said to whom it is about.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('A supervisor hands over, gives back and ends', {alertTimeoutSeconds: 300}, 9880);

// An agent's main job as docs/keyboard.md has it: by keys alone, with what a screen reader says.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('The main job', {alertTimeoutSeconds: 300}, 9900);

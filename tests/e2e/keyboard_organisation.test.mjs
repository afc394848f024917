// An admin's documents, history and passwords as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('An admin gives out, takes in and looks back', {}, 9890);

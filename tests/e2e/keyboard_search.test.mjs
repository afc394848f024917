// The search in a conversation and in all messages, and what narrows it, as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Found by words, here and everywhere', {alertTimeoutSeconds: 300}, 9860);

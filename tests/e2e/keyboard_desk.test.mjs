// Settings, palette, offers that are declined or missed, and signing out as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Settings, offers and the way out', {alertTimeoutSeconds: 300}, 9930);
keyboardTest('An offer that nobody answers', {alertTimeoutSeconds: 7}, 9935);

// Taking what waits, inviting, writing along, leaving, notes that name somebody and threads as docs/keyboard.md has them: by
// keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Writing along, and being named', {alertTimeoutSeconds: 300}, 9840, (desk) => desk.configure({
  queue: {Support: {manual_pick: true}},
}));

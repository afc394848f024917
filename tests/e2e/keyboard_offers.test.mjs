// Offers by their number, waiting customers, parking, messages out of sight and notices as docs/keyboard.md has them: by keys
// alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Two offers at once, and what is set aside', {alertTimeoutSeconds: 300}, 9820, (desk) => desk.configure({
  queue: {Support: {manual_pick: true}},
}));

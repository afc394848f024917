// What has a button or a menu, by the key that it has from the start, as docs/keyboard.md has it.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('By a key of its own', {alertTimeoutSeconds: 300}, 9830, (desk) => desk.configure({
  queue: {Support: {manual_pick: true}},
}));
keyboardTest('A hidden number, by its key', {alertTimeoutSeconds: 300}, 9965, (desk) => desk.configure({settings: {
  mask_numbers_for: 'agents',
}}));

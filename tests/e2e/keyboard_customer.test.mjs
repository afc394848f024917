// Contacts, hidden numbers, transcripts and reopening as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Who the customer is', {alertTimeoutSeconds: 300}, 9950, (desk) => desk.configure({settings: {
  customer_field: [{name: 'Account'}, {name: 'Plan', choices: ['Basic', 'Gold']}],
}}));
keyboardTest('A number that is hidden', {alertTimeoutSeconds: 300}, 9960, (desk) => desk.configure({settings: {
  mask_numbers_for: 'agents',
}}));
keyboardTest('Taken along, and taken up again', {alertTimeoutSeconds: 300}, 9970);

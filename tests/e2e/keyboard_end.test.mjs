// How a conversation ends where its queue asks for more, as docs/keyboard.md has it: by keys alone, and all of it said.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('What a queue asks for at the end', {alertTimeoutSeconds: 300}, 9850, (desk) => desk.configure({queue: {Support: {
  asks_resolved: true,
  acw_mode: 'mandatory_timed', acw_timeout: '5 min', acw_extension: '10 min', acw_timeout_code: 'Resolved',
  field: [{name: 'Order number', required: true, choices: []}, {name: 'Mood', required: true, choices: ['Happy', 'Cross']}],
}}}));
keyboardTest('After-call work where an agent asks for it', {alertTimeoutSeconds: 300}, 9855, (desk) => desk.configure({queue: {
  Support: {acw_mode: 'agent_requested', acw_timeout: '5 min'},
}}));

// What holds, loses or refuses a message, and pictures, template files and a second device, as docs/keyboard.md has them: by keys
// alone, and all of it said.
import {keyboardTest} from './support/keyboard_script.mjs';

// A file that is not what its name says is refused by the relay.
const expectRefusedFile = (desk) => desk.expectFault(/ status of 415 .* at \S+\/api\/media$/);

keyboardTest('When something is in the way', {alertTimeoutSeconds: 300}, 9980, expectRefusedFile);
keyboardTest('Pictures, templates and another device', {alertTimeoutSeconds: 300}, 9990);

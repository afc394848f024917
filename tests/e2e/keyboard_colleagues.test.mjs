// Contacts, colleagues, transfers and searches as docs/keyboard.md has them: by keys alone.
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Customers, colleagues and what was said before', {alertTimeoutSeconds: 300}, 9920);

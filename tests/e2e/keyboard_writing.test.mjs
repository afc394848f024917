// Templates, emoji, attachments, menus of messages and drafts as docs/keyboard.md has them: by keys alone.
import {putTemplates} from './support/templates.mjs';
import {keyboardTest} from './support/keyboard_script.mjs';

keyboardTest('Writing and reading', {alertTimeoutSeconds: 300}, 9910, (desk) => putTemplates(desk, [
  {name: 'Hello', shortcut: 'hi', library: 'organisation', texts: {en: 'Hello {{customer.name|there}}, this is {{agent.first_name}}.'}},
]));

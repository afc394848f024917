// Native text fields. The mirror makes the element at its node (SmsField.create); C++ (field.cpp) places it when
// something about it changed. The value is the browser's: it is set only where the revision rises.
//
// Undo is the browser's too, and it knows nothing of a value that a script has set: it would put words of before between
// those of now, another customer's among them. So the text of one owner is changed as if somebody typed, which the browser
// takes back like anything that was typed; and where another owner's text comes, or it cannot be changed so, the element is
// exchanged for a new one, which has no past.
mergeInto(LibraryManager.library, {
  $SmsField__deps: ['$SmsPost', '$Canvas'],
  $SmsField: {
    kind: {Multiline: 0, Line: 1, Password: 2, Search: 3},
    event: {Changed: 150, Enter: 151, ModifiedEnter: 152, Escape: 153, Focused: 154, Blurred: 155, Up: 156, Down: 157,
            Tab: 158, Moved: 159},
    isSetting: false,  // the input that is heard is ours
    signs: null,       // finds where signs begin

    create: function (kind) {
      var isMultiline = kind === SmsField.kind.Multiline;
      var element = document.createElement(isMultiline ? 'textarea' : 'input');
      if (!isMultiline) {
        element.type = kind === SmsField.kind.Password ? 'password' : kind === SmsField.kind.Search ? 'search' : 'text';
      }
      element.className = 'field';
      element.spellcheck = isMultiline;
      element.autocapitalize = isMultiline ? 'sentences' : 'off';
      element.smsRevision = -1;
      element.smsWanted = '';
      element.smsContent = -1;
      element.addEventListener('input', function (event) {
        element.smsHasPast = true;
        element.smsContent = -1;
        if (!SmsField.isSetting) SmsField.keepGone(element, event.inputType);
        element.smsCaret = SmsField.place_of(element);
        // A box that must grow does so in the frame that shows the new line.
        if (isMultiline && element.scrollHeight !== element.smsTallest) {
          element.smsTallest = element.scrollHeight;
          Canvas.requestFrame(2);
        }
        if (SmsField.isSetting) return;
        SmsField.report(element, SmsField.event.Changed);
        SmsField.showMarks(element);
      });
      element.addEventListener('compositionstart', function () { element.smsIsComposing = true; });
      element.addEventListener('compositionend', function () {
        element.smsIsComposing = false;
        if (!element.smsTellsCursor) return;
        element.smsCaret = SmsField.place_of(element);
        SmsField.report(element, SmsField.event.Moved);
      });
      element.addEventListener('scroll', function () {
        if (element.smsOver) element.smsOver.scrollTop = element.scrollTop;
      }, {passive: true});
      element.addEventListener('keydown', function (event) { SmsField.onKeyDown(element, event); });
      // Where the cursor stands: keys and the pointer move it without changing the text.
      var moved = function () {
        if (element.smsTellsCursor && element.smsCaret !== SmsField.place_of(element)) {
          element.smsCaret = SmsField.place_of(element);
          SmsField.report(element, SmsField.event.Moved);
        }
      };
      element.addEventListener('keyup', moved);
      element.addEventListener('mouseup', moved);
      element.addEventListener('blur', moved);
      element.addEventListener('focus', function () {
        if (isMultiline) element.smsTallest = element.scrollHeight;
      });
      element.addEventListener('focus', function () { SmsField.report(element, SmsField.event.Focused); });
      element.addEventListener('blur', function () { SmsField.report(element, SmsField.event.Blurred); });
      element.addEventListener('wheel', function (event) {
        // Only a field that overflows scrolls itself; else the wheel is the list's.
        if (!event.ctrlKey && element.scrollHeight > element.clientHeight + 1) event.stopPropagation();
      }, {passive: true});
      return element;
    },

    place_of: function (element) { return element.selectionStart + ':' + element.selectionEnd; },

    find: function (low, high) {
      return SmsMirror.elements ? SmsMirror.elements.get(SmsMirror.key(low, high)) : undefined;
    },

    place: function (at, arena) {
      var w = at >> 2;
      var element = SmsField.find(HEAPU32[w], HEAPU32[w + 1]);
      if (!element) return;
      var flags = HEAPU32[w + 9];
      var color = HEAPU32[w + 7];
      var style = element.style;
      style.fontSize = HEAPF32[w + 4] + 'px';
      style.lineHeight = HEAPF32[w + 5] + 'px';
      style.fontWeight = HEAPU32[w + 6] ? '600' : '400';
      style.color = 'rgba(' + (color & 255) + ',' + (color >> 8 & 255) + ',' + (color >> 16 & 255) + ',' +
                    (color >>> 24) / 255 + ')';
      style.caretColor = style.color;
      var clip = SmsPost.text(arena + HEAPU32[w + 17], HEAPU32[w + 18]);
      style.clipPath = clip ? 'path("' + clip + '")' : '';
      style.visibility = '';
      if (flags & 8) style.clipPath = 'inset(100%)';  // wholly covered, yet it keeps the focus

      if (HEAPU32[w + 8] > 0) element.maxLength = HEAPU32[w + 8];
      else element.removeAttribute('maxlength');
      // The browser takes the focus from a field that is disabled: the one that has it takes no more words, and keeps it.
      var isOff = (flags & 1) !== 0, isKept = isOff && document.activeElement === element;
      element.disabled = isOff && !isKept;
      element.readOnly = isKept;
      SmsMirror.attribute(element, 'aria-invalid', flags & 2 ? 'true' : null);
      element.smsBreaks = (flags & 4) !== 0;
      element.smsLeavesPages = (flags & 16) !== 0;
      element.smsTellsCursor = (flags & 32) !== 0;
      element.smsHasList = HEAPU32[w + 22] !== 0 || HEAPU32[w + 23] !== 0;
      element.smsListTakesEnter = (flags & 64) !== 0;
      element.smsTakesFiles = (flags & 128) !== 0;
      var named = function (at) {
        return HEAPU32[w + at] || HEAPU32[w + at + 1] ? SmsMirror.domId(HEAPU32[w + at], HEAPU32[w + at + 1]) : null;
      };
      SmsMirror.attribute(element, 'aria-autocomplete', element.smsHasList ? 'list' : null);
      // One line with a list of which one entry is meant is a combobox; text of several lines may not be called so.
      var isCombobox = element.smsHasList && element.tagName === 'INPUT' && (HEAPU32[w + 24] !== 0 || HEAPU32[w + 25] !== 0);
      SmsMirror.attribute(element, 'role', isCombobox ? 'combobox' : null);
      SmsMirror.attribute(element, 'aria-expanded', isCombobox ? 'true' : null);
      SmsMirror.attribute(element, 'aria-controls', named(22));
      SmsMirror.attribute(element, 'aria-activedescendant', named(24));
      if (element.tagName === 'TEXTAREA') element.enterKeyHint = element.smsBreaks ? 'enter' : 'send';
      element.placeholder = SmsPost.text(arena + HEAPU32[w + 13], HEAPU32[w + 14]);
      var autocomplete = SmsPost.text(arena + HEAPU32[w + 15], HEAPU32[w + 16]);
      SmsMirror.attribute(element, 'autocomplete', autocomplete || 'off');
      SmsMirror.attribute(element, 'name', autocomplete && autocomplete !== 'off' ? autocomplete : null);

      if (element.smsRevision !== HEAPU32[w + 10]) {
        element.smsRevision = HEAPU32[w + 10];
        var value = SmsPost.text(arena + HEAPU32[w + 11], HEAPU32[w + 12]);
        var begin = HEAP32[w + 20], end = HEAP32[w + 21];
        var before = element.value;
        element = SmsField.setValue(element, value, HEAPU32[w + 28] + ':' + HEAPU32[w + 29]);
        if (before !== value || begin >= 0) {
          if (begin < 0) begin = end = element.value.length;
          element.setSelectionRange(begin, Math.max(begin, end));
          element.smsCaret = SmsField.place_of(element);
        }
      }
      element.smsContent = -1;
      var marked = SmsPost.text(arena + HEAPU32[w + 26], HEAPU32[w + 27]);
      if (element.smsMarked !== marked) {
        element.smsMarked = marked;
        element.smsMarks = SmsField.marksOf(marked);
      }
      SmsField.showMarks(element);
    },

    // `owner`: whose text it is, '0:0' nobody's. The result: the element that has the text now.
    setValue: function (element, value, owner) {
      var isSameOwner = element.smsOwner === owner;
      element.smsOwner = owner;
      if (owner !== '0:0') {
        if (isSameOwner && element.value === value) return element;
        if (isSameOwner && SmsField.retype(element, value)) return element;
        if (element.smsHasPast && !(isSameOwner && element.smsIsComposing)) element = SmsField.renew(element);
      }
      if (element.value !== value) element.value = value;
      return element;
    },

    // The text becomes `value` as if somebody had written what differs. False: it could not be done, or not in this way.
    retype: function (element, value) {
      if (document.activeElement !== element || element.smsIsComposing) return false;
      var before = element.value;
      var part = SmsField.difference(before, value);
      SmsField.isSetting = true;
      SmsField.write(element, part.begin, before.length - part.behind, value.slice(part.begin, value.length - part.behind));
      SmsField.isSetting = false;
      element.smsGone = value === '' ? before : null;
      return element.value === value;
    },

    // The least that differs between two texts: from `begin`, up to so many `behind` it. No sign is cut in its middle.
    difference: function (from, to) {
      var most = Math.min(from.length, to.length), begin = 0, behind = 0;
      while (begin < most && from[begin] === to[begin]) begin++;
      while (begin > 0 && !(SmsField.isBeginning(from, begin) && SmsField.isBeginning(to, begin))) begin--;
      most -= begin;
      while (behind < most && from[from.length - 1 - behind] === to[to.length - 1 - behind]) behind++;
      while (behind > 0 && !(SmsField.isBeginning(from, from.length - behind) && SmsField.isBeginning(to, to.length - behind))) {
        behind--;
      }
      return {begin: begin, behind: behind};
    },
    // Whether a sign, as the eye has it, begins at that place of the text.
    isBeginning: function (text, at) {
      if (at <= 0 || at >= text.length) return true;
      if (typeof Intl.Segmenter !== 'function') return !/[\udc00-\udfff]/.test(text[at]);  // a pair at least stays whole
      if (!SmsField.signs) SmsField.signs = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
      return SmsField.signs.segment(text).containing(at).index === at;
    },

    // In the place of what stands from `begin` to `end`, in the field that has the focus: one step of the browser's undo. It
    // takes what is written without a movement of the cursor for one step, so that is moved away and back.
    write: function (element, begin, end, text) {
      element.setSelectionRange(0, 0);
      element.setSelectionRange(begin, end);
      if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) return false;
      var caret = element.selectionEnd;
      element.setSelectionRange(0, 0);
      element.setSelectionRange(caret, caret);
      return true;
    },

    // A text that the program has emptied has gone somewhere, mostly to the customer. Brought back by undo, it would look as if
    // that had been undone.
    keepGone: function (element, inputType) {
      if (!element.smsGone || element.value !== element.smsGone) return;
      if (inputType === 'historyUndo') {
        SmsField.isSetting = true;
        var isRedone = document.execCommand('redo');
        SmsField.isSetting = false;
        if (!isRedone || element.value === element.smsGone) element.value = '';
      } else {
        element.smsGone = null;  // the same was written once more
      }
    },

    renew: function (element) {
      var fresh = SmsField.create(element.smsKind);
      Array.from(element.attributes).forEach(function (one) {
        if (one.name !== 'style') fresh.setAttribute(one.name, one.value);  // which the page's policy forbids
      });
      fresh.style.cssText = element.style.cssText;
      Object.assign(fresh, element, {smsHasPast: false, smsIsComposing: false, smsGone: null, smsTallest: undefined});
      SmsMirror.exchange(element, fresh);
      return fresh;
    },

    // What finds the marked signs: longer ones first, so that a sign that begins another is not found in it.
    marksOf: function (marked) {
      if (!marked) return null;
      var signs = marked.split('\x01').filter(Boolean).sort(function (a, b) { return b.length - a.length; });
      if (!signs.length) return null;
      return new RegExp('(' + signs.map(function (sign) {
        return Array.from(sign, function (c) { return '\\u{' + c.codePointAt(0).toString(16) + '}'; }).join('');
      }).join('|') + ')', 'u');
    },
    // A field cannot show a part of its text differently: its words lie over it once more, unseen, with a ground where such
    // a sign stands.
    showMarks: function (element) {
      var parts = element.smsMarks && element.parentElement ? element.value.split(element.smsMarks) : [];
      var over = element.smsOver;
      if (parts.length < 2) {
        SmsField.dropMarks(element);
        return;
      }
      if (!over) {
        over = element.smsOver = document.createElement('div');
        over.className = 'field marks';
        over.setAttribute('aria-hidden', 'true');
      }
      // The last in its parent, where it moves nothing that the mirror has put in order.
      if (over.parentElement !== element.parentElement) element.parentElement.appendChild(over);
      var style = over.style, from = element.style;
      style.transform = from.transform;
      style.fontSize = from.fontSize;
      style.lineHeight = from.lineHeight;
      style.fontWeight = from.fontWeight;
      style.clipPath = from.clipPath;
      style.width = from.width;
      style.height = from.height;
      // Where the scroll bar stands: on the left in a page from right to left.
      style.paddingLeft = element.clientLeft + 'px';
      style.paddingRight = Math.max(0, element.offsetWidth - element.clientWidth - element.clientLeft) + 'px';
      over.replaceChildren.apply(over, parts.map(function (part, i) {
        if (i % 2 === 0) return part;
        var mark = document.createElement('mark');
        mark.textContent = part;
        return mark;
      }));
      over.append('\n');  // a field has a line behind its last line feed, other elements have not
      over.scrollTop = element.scrollTop;
    },
    dropMarks: function (element) {
      if (!element.smsOver) return;
      SmsMirror.stepOver(element.smsOver);
      element.smsOver.remove();
      element.smsOver = null;
    },

    onKeyDown: function (element, event) {
      if (event.isComposing || event.keyCode === 229) {
        event.stopPropagation();  // the input method's key
        return;
      }
      if (element.smsHasList && SmsField.isForList(element, event)) {
        event.preventDefault();
        event.stopPropagation();
        var kind = {ArrowUp: 'Up', ArrowDown: 'Down', Tab: 'Tab', Enter: 'Enter'}[event.key];
        SmsField.report(element, SmsField.event[kind]);
        return;
      }
      if (event.key === 'Enter' && !event.altKey) {
        var isMultiline = element.tagName === 'TEXTAREA';
        var isModified = event.ctrlKey || event.metaKey;
        event.stopPropagation();
        if (isMultiline && !isModified && (event.shiftKey || element.smsBreaks)) return;
        event.preventDefault();
        if (!event.repeat) {
          SmsField.report(element, isModified ? SmsField.event.ModifiedEnter : SmsField.event.Enter);
          Canvas.requestFrameSoon();
        }
      } else if (event.key === 'Escape') {
        event.preventDefault();  // a search field would empty itself
        event.stopPropagation();
        SmsField.report(element, SmsField.event.Escape);
      } else if (element.smsLeavesPages && (event.code === 'PageUp' || event.code === 'PageDown') &&
                 !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)) {
        event.preventDefault();  // the caret stays; the key goes on to whoever it is for
      }
    },

    // Keys that an open list takes from its field.
    isForList: function (element, event) {
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return true;
      return element.smsListTakesEnter && (event.key === 'Enter' || event.key === 'Tab') && !event.repeat;
    },

    report: function (element, kind) {
      // What has gone from the page, or was exchanged, may be told of by the browser still: its words are not the field's.
      if (element.smsLow === undefined || SmsField.find(element.smsLow, element.smsHigh) !== element) return;
      var value = element.value;
      var bytes = SmsPost.encode(value);
      var begin = element.selectionStart || 0, end = element.selectionEnd || 0;
      var rest = new Uint8Array(12 + bytes.length);
      var head = new DataView(rest.buffer);
      head.setUint32(0, SmsPost.encode(value.slice(0, begin)).length, true);
      head.setUint32(4, SmsPost.encode(value.slice(0, end)).length, true);
      head.setUint32(8, element.smsIsComposing ? 1 : 0, true);
      rest.set(bytes, 12);
      SmsPost.node(kind, element.smsLow, element.smsHigh, rest);
    },

    // As if typed, so that the browser's undo has it. What lies under a dialog cannot have the focus yet; it is written
    // without, when the dialog has gone it would be too late for the caret.
    insert: function (low, high, text) {
      var element = SmsField.find(low, high);
      if (!element) return;
      if (!element.closest('[inert]')) element.focus({preventScroll: true});
      if (document.activeElement === element &&
          SmsField.write(element, element.selectionStart, element.selectionEnd, text)) {
        return;
      }
      element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end');
      element.dispatchEvent(new Event('input'));
    },

    // CSS px that the text needs at the present width. Measured once after each change.
    height: function (low, high) {
      var element = SmsField.find(low, high);
      if (!element) return 0;
      if (element.smsContent < 0) {
        // Two cases need no trial, and they are nearly every key: text that overflows says its height itself, and a field
        // of one line holds no less.
        var style = element.style;
        if (element.scrollHeight > element.clientHeight || element.clientHeight < 1.5 * parseFloat(style.lineHeight)) {
          return element.smsContent = element.scrollHeight;
        }
        var scrolled = element.scrollTop;
        var height = style.height;
        style.height = '0';
        element.smsContent = element.scrollHeight;
        style.height = height;
        element.scrollTop = scrolled;
      }
      return element.smsContent;
    },
  },

  smsdesk_js_field_place__deps: ['$SmsField', '$SmsMirror'],
  smsdesk_js_field_place: function (field, arena) { SmsField.place(field, arena); },
  smsdesk_js_field_insert__deps: ['$SmsField', '$SmsMirror', '$SmsPost'],
  smsdesk_js_field_insert: function (low, high, text, bytes) {
    SmsField.insert(low >>> 0, high >>> 0, SmsPost.text(text, bytes));
  },
  smsdesk_js_field_height__deps: ['$SmsField', '$SmsMirror'],
  smsdesk_js_field_height: function (low, high) { return SmsField.height(low >>> 0, high >>> 0); },
});

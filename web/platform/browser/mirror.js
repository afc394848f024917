// The mirror's DOM. C++ (mirror.cpp) hands over a whole frame's list of nodes when anything in it changed; here stale
// elements are removed first (so that live ones need not move, which would blur them), then elements are made or
// patched where their hash differs, and put in order. Where the nodes are the same ones in the same order as the last
// time (most scrolling, all typing), they are only patched.
//
// An element's own fields: smsLow, smsHigh (its id), smsHash, smsX, smsY, smsText (hash of its words), smsWords (the child
// that holds them), smsFrame (the last one that it was in), smsCursor (the next place among its children while a frame is
// put in order), smsHome (the container whose arrow keys reach it), smsItems (of a container: what they reach, in order).
mergeInto(LibraryManager.library, {
  $SmsMirror__deps: ['$SmsPost', '$SmsField', '$Canvas'],
  $SmsMirror: {
    root: null, polite: null, assertive: null,
    over: null,            // the landmark of menus and notices, while there are any
    elements: null,        // Map of key() → element
    order: null,           // the elements of the last frame, in its order
    frame: 0,
    focusedKey: '0:0:0',   // what C++ was told last
    restore: null,         // where the focus was before a modal came
    modal: null,
    isSyncing: false,
    isByPointer: false,    // the last input was a press: no ring until the next key
    pendingCopy: null,     // text for a copy that the page itself asked for

    kPoliteMax: 20,
    kAssertiveMax: 12,     // as many as one moment may bring, of a start after a lost connection
    kPoliteKeptMs: 60000,     // what was said is news for a while; later, a reader who walks the page
    kAssertiveKeptMs: 10000,  // would take it for what is true now

    // Role (as in mirror.h): tag, ARIA role. '' = the tag's own or none.
    roles: [
      ['div', 'group'], ['main', ''], ['nav', ''], ['aside', ''], ['section', 'region'], ['form', 'form'],
      ['div', 'search'], ['div', 'heading'], ['div', ''], ['div', 'img'], ['div', 'status'], ['div', 'alert'],
      ['div', 'timer'], ['button', ''], ['button', 'link'], ['button', 'switch'], ['button', 'checkbox'],
      ['button', 'radio'], ['div', 'radiogroup'], ['button', 'tab'], ['div', 'tablist'], ['div', 'tabpanel'],
      ['div', 'list'], ['div', 'listitem'], ['div', 'menu'], ['button', 'menuitem'], ['button', 'menuitemradio'],
      ['div', 'dialog'], ['div', 'alertdialog'], ['field', ''], ['div', 'table'], ['div', 'row'], ['div', 'cell'],
      ['div', 'columnheader'], ['div', 'progressbar'], ['div', 'separator'],
      ['div', 'listbox'], ['div', 'option'],
    ],
    role: {
      Group: 0, Region: 4, Form: 5, Heading: 7, Text: 8, Status: 10, Alert: 11, Timer: 12, Switch: 15, Checkbox: 16,
      Radio: 17, RadioGroup: 18, Tab: 19, TabList: 20, TabPanel: 21, List: 22, ListItem: 23, Menu: 24, MenuItem: 25,
      MenuItemRadio: 26, Dialog: 27, AlertDialog: 28, TextField: 29, Table: 30, Row: 31, ProgressBar: 34, Separator: 35,
      ListBox: 36, Option: 37,
    },
    flag: {
      disabled: 1, pressed: 2, expanded: 4, collapsed: 8, selected: 16, checked: 32, current: 64, modal: 128,
      popup: 256, selectable: 512, focusable: 1024, roving: 2048, centered: 4096,
    },

    start: function () {
      var stage = document.getElementById('stage') || document.body;
      var root = document.getElementById('mirror');
      if (!root) {
        root = document.createElement('div');
        root.id = 'mirror';
        stage.appendChild(root);
      }
      root.setAttribute('translate', 'no');
      root.classList.add('notranslate');
      SmsMirror.root = root;
      SmsMirror.elements = new Map();
      SmsMirror.order = [];
      SmsMirror.polite = SmsMirror.live('log', 'polite', 'Announcements');  // named by the view, in its language
      SmsMirror.assertive = SmsMirror.live('alert', 'assertive', '');
      root.addEventListener('click', SmsMirror.onClick);
      root.addEventListener('keydown', SmsMirror.onKeyDown);
      root.addEventListener('submit', function (event) { event.preventDefault(); });
      root.addEventListener('focusin', SmsMirror.reportFocus);
      root.addEventListener('focusout', function () {
        // At focusout the next element has no focus yet; ask when the browser is done.
        queueMicrotask(SmsMirror.reportFocus);
      });
      stage.addEventListener('mousedown', SmsMirror.onMouseDown);
      document.addEventListener('pointerdown', function () { SmsMirror.noteInput(true); }, true);
      document.addEventListener('keydown', function (event) {
        if (!/^(Shift|Control|Alt|AltGraph|Meta)$/.test(event.key)) SmsMirror.noteInput(false);
      }, true);
      document.addEventListener('copy', SmsMirror.onCopy);
    },

    live: function (role, politeness, name) {
      var region = document.createElement('div');
      region.className = 'unseen';
      region.setAttribute('role', role);
      region.setAttribute('aria-live', politeness);
      if (name) region.setAttribute('aria-label', name);
      document.body.appendChild(region);
      return region;
    },

    overName: 'Over the page',
    namePlaces: function (announcements, over) {
      SmsMirror.polite.setAttribute('aria-label', announcements);
      SmsMirror.overName = over;
      if (SmsMirror.over) SmsMirror.over.setAttribute('aria-label', over);
    },
    announce: function (sentence, isAssertive) {
      Canvas.withFrame(function () {
        var region = isAssertive ? SmsMirror.assertive : SmsMirror.polite;
        var max = isAssertive ? SmsMirror.kAssertiveMax : SmsMirror.kPoliteMax;
        var line = document.createElement('div');
        line.textContent = sentence;
        region.appendChild(line);
        while (region.childElementCount > max) region.removeChild(region.firstElementChild);
        setTimeout(function () { line.remove(); }, isAssertive ? SmsMirror.kAssertiveKeptMs : SmsMirror.kPoliteKeptMs);
      });
    },

    // What an alert of the page says is announced too. Once the alert has gone or says something else, that is not true any
    // more, however short a time ago it was said.
    takeBack: function (alert) {
      var sentence = alert.getAttribute('aria-label');
      Array.prototype.slice.call(SmsMirror.assertive.children).forEach(function (line) {
        if (line.textContent === sentence) line.remove();
      });
    },

    // ---- a frame ----

    // 53 bits of a hashed id of 64: a number is found sooner than a text.
    key: function (low, high) { return (high & 0x1fffff) * 4294967296 + (low >>> 0); },
    move: function (element, w) {
      var x = HEAPF32[w + 8], y = HEAPF32[w + 9];
      if (element.smsX === x && element.smsY === y) return;
      element.style.transform = 'translate(' + (element.smsX = x) + 'px,' + (element.smsY = y) + 'px)';
    },

    sync: function (at, count, arena, isSameOrder) {
      var words = at >> 2;
      var elements = SmsMirror.elements, order = SmsMirror.order;
      if (isSameOrder) return SmsMirror.syncInPlace(words, count, arena);
      var frame = ++SmsMirror.frame;
      for (var i = 0; i < count; i++) {
        var w = words + i * 26;
        order[i] = elements.get(SmsMirror.key(HEAPU32[w], HEAPU32[w + 1]));
        if (order[i]) order[i].smsFrame = frame;
      }
      order.length = count;
      var focused = document.activeElement;
      var trail = SmsMirror.trailOf(focused);
      SmsMirror.isSyncing = true;
      elements.forEach(function (element, key) {
        if (element.smsFrame === frame) return;
        if (element.smsRole === SmsMirror.role.Alert) SmsMirror.takeBack(element);
        SmsField.dropMarks(element);
        element.remove();
        elements.delete(key);
      });

      SmsMirror.root.smsCursor = SmsMirror.root.firstChild;
      if (SmsMirror.over) SmsMirror.over.smsCursor = SmsMirror.over.firstChild;
      var modal = null;
      for (i = 0; i < count; i++) {
        w = words + i * 26;
        var role = HEAPU32[w + 6];
        var flags = HEAPU32[w + 7];
        var element = order[i] || elements.get(SmsMirror.key(HEAPU32[w], HEAPU32[w + 1]));
        if (!element || element.smsRole !== role || (role === 29 && element.smsKind !== HEAP32[w + 21])) {
          element = SmsMirror.create(w, role, element);
          element.smsFrame = frame;
          order[i] = element;
          elements.set(SmsMirror.key(element.smsLow, element.smsHigh), element);
        }
        SmsMirror.move(element, w);
        if (element.smsHash !== HEAPU32[w + 4] || element.smsHash2 !== HEAPU32[w + 5]) {
          SmsMirror.patch(element, w, arena, role, flags);
        }
        var low = HEAPU32[w + 2], high = HEAPU32[w + 3];
        var parent = low || high ? elements.get(SmsMirror.key(low, high))
          : role === SmsMirror.role.Menu || role === SmsMirror.role.Group ? SmsMirror.overHome() : SmsMirror.root;
        SmsMirror.place(parent, element);
        element.smsCursor = element.smsWords ? element.smsWords.nextSibling : element.firstChild;
        if (flags & SmsMirror.flag.modal) modal = element;
      }
      if (SmsMirror.over && !SmsMirror.over.firstChild) {
        SmsMirror.over.remove();
        SmsMirror.over = null;
      }
      SmsMirror.updateRoving();
      SmsMirror.updateModal(modal, focused);
      SmsMirror.isSyncing = false;
      // Moving an element blurs it.
      if (focused && focused !== document.activeElement && SmsMirror.root.contains(focused) &&
          !focused.closest('[inert]') && document.activeElement === document.body) {
        focused.focus({preventScroll: true});
      }
      SmsMirror.reportFocus();
      if (trail && !focused.isConnected) {
        // The frame may still say where the focus goes: that comes first.
        queueMicrotask(function () { SmsMirror.keepFocus(trail); });
      }
    },

    // ---- what had the focus has gone ----

    // What `element` stands in, the innermost first: nothing, where it is a landmark itself. Null: it is none of the mirror's.
    trailOf: function (element) {
      if (!element || element === SmsMirror.root || !SmsMirror.root.contains(element)) return null;
      var trail = [];
      for (var at = element.parentElement; at && at !== SmsMirror.root; at = at.parentElement) trail.push(at);
      return trail;
    },
    // The focus is never lost: it goes to what is left of where it was, or else to the page's main part. To a container, not
    // to a neighbour: whoever presses a key once more does nothing by that.
    keepFocus: function (trail) {
      if (document.activeElement !== document.body) return;
      var home = trail.find(function (element) {
        return element.isConnected && element.smsRole !== undefined && element.hasAttribute('aria-label') && !element.closest('[inert]');
      }) || SmsMirror.modal || SmsMirror.root.querySelector('main') || SmsMirror.root.querySelector('nav');
      if (home) SmsMirror.focus(home.smsLow, home.smsHigh);
    },

    syncInPlace: function (words, count, arena) {
      SmsMirror.isSyncing = true;
      var isPatched = false;
      for (var i = 0, w = words; i < count; i++, w += 26) {
        var element = SmsMirror.order[i];
        SmsMirror.move(element, w);
        if (element.smsHash === HEAPU32[w + 4] && element.smsHash2 === HEAPU32[w + 5]) continue;
        SmsMirror.patch(element, w, arena, HEAPU32[w + 6], HEAPU32[w + 7]);
        isPatched = true;
      }
      SmsMirror.isSyncing = false;
      if (!isPatched) return;
      SmsMirror.updateRoving();
      SmsMirror.reportFocus();
    },

    // Menus and notices lie over the page and belong to no panel; like all content they stand in a landmark, so that nobody
    // who walks from landmark to landmark misses them.
    overHome: function () {
      if (!SmsMirror.over) {
        SmsMirror.over = document.createElement('section');
        SmsMirror.over.setAttribute('role', 'region');
        SmsMirror.over.setAttribute('aria-label', SmsMirror.overName);
        SmsMirror.over.style.display = 'contents';
        SmsMirror.root.appendChild(SmsMirror.over);
        SmsMirror.over.smsCursor = null;
      }
      return SmsMirror.over;
    },

    // Before an element leaves its parent, the parent's cursor must not stand on it.
    stepOver: function (element) {
      var parent = element.parentElement;
      if (parent && parent.smsCursor === element) parent.smsCursor = element.nextSibling;
    },

    place: function (parent, element) {
      if (element.parentElement !== parent) SmsMirror.stepOver(element);
      if (parent.smsCursor === element) {
        parent.smsCursor = element.nextSibling;
      } else if (element.isConnected && parent.moveBefore && parent.isConnected) {
        parent.moveBefore(element, parent.smsCursor);  // keeps focus and caret
      } else {
        parent.insertBefore(element, parent.smsCursor);
      }
      if (element.smsOver && element.smsOver.parentElement !== parent) parent.appendChild(element.smsOver);
    },

    // Another element at the same node: in its place, with its focus. Nobody is told, as for all others it is the same.
    exchange: function (before, element) {
      var hasFocus = document.activeElement === before;
      SmsMirror.isSyncing = true;
      before.parentElement.insertBefore(element, before);
      before.smsLow = undefined;
      if (hasFocus) element.focus({preventScroll: true});
      SmsMirror.stepOver(before);
      before.remove();
      SmsMirror.isSyncing = false;
      SmsMirror.elements.set(SmsMirror.key(element.smsLow, element.smsHigh), element);
      SmsMirror.order[SmsMirror.order.indexOf(before)] = element;
      if (SmsMirror.restore === before) SmsMirror.restore = element;
    },

    create: function (w, role, before) {
      var tag = SmsMirror.roles[role][0];
      var element;
      if (tag === 'field') {
        element = SmsField.create(HEAP32[w + 21]);
        element.smsKind = HEAP32[w + 21];
      } else {
        element = document.createElement(tag);
        if (tag === 'button') element.type = 'button';
        if (tag === 'form') element.noValidate = true;
      }
      // A field says by id which list belongs to it and which entry is meant.
      var R = SmsMirror.role;
      if (role === R.ListBox || role === R.Option || role === R.TabPanel) {
        element.id = SmsMirror.domId(HEAPU32[w], HEAPU32[w + 1]);
      }
      element.smsRole = role;
      element.smsLow = HEAPU32[w];
      element.smsHigh = HEAPU32[w + 1];
      if (before) {
        // The same widget in another role: its children come along with their own records.
        SmsMirror.stepOver(before);
        SmsField.dropMarks(before);
        before.remove();
      }
      return element;
    },

    domId: function (low, high) { return 'node-' + high.toString(16) + '-' + low.toString(16); },

    // Compared with what was set before, as asking the element costs more than most of them are worth: all of a node's go
    // through here.
    attribute: function (element, name, value) {
      var known = element.smsAttributes || (element.smsAttributes = {});
      var wanted = value === null ? '' : String(value);
      if ((known[name] || '') === wanted) return;
      known[name] = wanted;
      if (wanted) element.setAttribute(name, wanted);
      else element.removeAttribute(name);
    },

    patch: function (element, w, arena, role, flags) {
      var R = SmsMirror.role, F = SmsMirror.flag, set = SmsMirror.attribute;
      element.smsHash = HEAPU32[w + 4];
      element.smsHash2 = HEAPU32[w + 5];
      var name = SmsPost.text(arena + HEAPU32[w + 12], HEAPU32[w + 13]);
      var description = SmsPost.text(arena + HEAPU32[w + 16], HEAPU32[w + 17]);
      var style = element.style;
      if (element.smsWide !== HEAPF32[w + 10]) style.width = (element.smsWide = HEAPF32[w + 10]) + 'px';
      if (element.smsTall !== HEAPF32[w + 11]) style.height = (element.smsTall = HEAPF32[w + 11]) + 'px';

      if (role === R.TextField) {
        set(element, 'aria-label', name);
        set(element, 'aria-description', description);
        if (element.smsOver) SmsField.showMarks(element);
        return;
      }
      var isButton = element.tagName === 'BUTTON';
      var ariaRole = SmsMirror.roles[role][1];
      if ((role === R.Group || role === R.Form) && !name) ariaRole = '';
      if (role === R.Alert && element.getAttribute('aria-label') !== name) SmsMirror.takeBack(element);
      set(element, 'role', ariaRole);
      // Plain words and headings have no name beside their words; everything else is named by its label.
      var isNamedByWords = role === R.Text || role === R.Heading || (role === R.Group && !name);
      set(element, 'aria-label', isNamedByWords ? null : name);
      set(element, 'aria-description', role === R.Text ? null : description);
      set(element, 'aria-level', role === R.Heading ? (HEAP32[w + 21] || 2) : null);

      set(element, 'aria-disabled', isButton && flags & F.disabled ? 'true' : null);
      set(element, 'aria-pressed', isButton && flags & F.pressed ? 'true' : null);
      set(element, 'aria-expanded', flags & F.expanded ? 'true' : flags & F.collapsed ? 'false' : null);
      set(element, 'aria-haspopup', flags & F.popup ? 'true' : null);
      var hasChecked = role === R.Switch || role === R.Checkbox || role === R.Radio || role === R.MenuItemRadio;
      set(element, 'aria-checked', hasChecked ? (flags & F.checked ? 'true' : 'false') : null);
      var hasSelected = role === R.Tab || role === R.Row || role === R.Option;
      set(element, 'aria-selected',
          role === R.Tab || role === R.Option ? (flags & F.selected ? 'true' : 'false') :
          role === R.Row && flags & F.selected ? 'true' : null);
      set(element, 'aria-current', flags & F.current || (!hasSelected && flags & F.selected) ? 'true' : null);
      set(element, 'aria-modal', flags & F.modal ? 'true' : null);

      var position = HEAP32[w + 22], count = HEAP32[w + 23];
      var isCounted = role === R.ListItem || role === R.Radio || role === R.Tab || role === R.MenuItem ||
                      role === R.MenuItemRadio || role === R.Row || role === R.Option;
      set(element, 'aria-posinset', isCounted && position > 0 ? position : null);
      set(element, 'aria-setsize', isCounted && count > 0 ? count : null);
      if (role === R.ProgressBar) {
        set(element, 'aria-valuemin', count > 0 ? '0' : null);
        set(element, 'aria-valuemax', count > 0 ? count : null);
        set(element, 'aria-valuenow', count > 0 ? position : null);
      }

      if (role === R.Separator && flags & F.focusable) {
        // One that can be moved stands upright between two panels; its value is the first one's width.
        set(element, 'aria-orientation', 'vertical');
        set(element, 'aria-valuemin', HEAP32[w + 21]);
        set(element, 'aria-valuemax', count);
        set(element, 'aria-valuenow', position);
      }

      element.smsRoving = role === R.Menu || role === R.TabList || role === R.RadioGroup || (flags & F.roving) !== 0;
      element.smsColumns = role === R.List && (flags & F.roving) ? HEAP32[w + 21] : 0;
      element.smsFollows = role === R.TabList || role === R.RadioGroup;
      element.smsIsFocusable = isButton || (flags & F.focusable) !== 0;
      if (!isButton) {
        set(element, 'tabindex', flags & F.focusable ? '0' : flags & F.modal ? '-1' : null);
      }
      element.classList.toggle('clips', role === R.List || role === R.Table || role === R.TabPanel ||
                               role === R.Region);

      if (element.smsText !== HEAPU32[w + 24] || element.smsText2 !== HEAPU32[w + 25] ||
          (isNamedByWords && element.smsName !== name)) {
        element.smsText = HEAPU32[w + 24];
        element.smsText2 = HEAPU32[w + 25];
        element.smsName = name;
        var text = SmsPost.text(arena + HEAPU32[w + 14], HEAPU32[w + 15]);
        SmsMirror.setWords(element, text || (isNamedByWords ? name : ''));
      }
      if (element.smsWords) SmsMirror.styleWords(element, w, (flags & F.selectable) !== 0, (flags & F.centered) !== 0);
    },

    // The words stand in a child of their own, one block a paragraph: each finds its own direction (dir=auto), as the
    // canvas does.
    setWords: function (element, text) {
      var paragraphs = text.split('\n');
      var before = element.smsWords;
      if (before && text && paragraphs.length === 1 && before.firstChild.nodeType === 3) {
        before.firstChild.data = text;
        return;
      }
      if (before) {
        before.remove();
        element.smsWords = null;
      }
      if (!text) return;
      var words = document.createElement('div');
      words.className = 'words';
      if (paragraphs.length === 1) {
        words.dir = 'auto';
        words.textContent = text;
      } else {
        for (var i = 0; i < paragraphs.length; i++) {
          var line = document.createElement('div');
          line.dir = 'auto';
          line.textContent = paragraphs[i] + (i + 1 < paragraphs.length ? '\n' : '');
          words.appendChild(line);
        }
      }
      element.insertBefore(words, element.firstChild);
      element.smsWords = words;
    },

    styleWords: function (element, w, isSelectable, isCentered) {
      var words = element.smsWords;
      // Two pixels of slack at the end of every line (the left one for right-to-left): runs of mixed direction are
      // rounded up one by one, and at exactly its own width a line may wrap.
      var look = 'font-size:' + HEAPF32[w + 18] + 'px;line-height:' + HEAPF32[w + 19] + 'px;font-weight:' +
                 (HEAPU32[w + 20] ? '600' : '400') + (isSelectable ? ';width:' + (HEAPF32[w + 10] + 4) + 'px' : '') +
                 // As much at both ends, so that the middle is the node's and the lines wrap at its own width.
                 (isCentered ? ';text-align:center;padding-inline-end:2px' : '');
      if (words.smsLook === look) return;
      words.smsLook = look;
      words.classList.toggle('selectable', isSelectable);
      words.style.cssText = look;
    },

    // ---- modals ----

    updateModal: function (modal, focused) {
      if (modal === SmsMirror.modal) {
        if (modal) SmsMirror.makeInert(modal);
        return;
      }
      var before = SmsMirror.modal;
      SmsMirror.modal = modal;
      SmsMirror.root.querySelectorAll('[inert]').forEach(function (element) { element.inert = false; });
      if (modal) {
        if (!before && focused && SmsMirror.root.contains(focused) && !modal.contains(focused)) {
          SmsMirror.restore = focused;
        }
        SmsMirror.makeInert(modal);
        if (!modal.contains(document.activeElement)) {
          var first = modal.querySelector('textarea:not(:disabled),input:not(:disabled)') ||
                      modal.querySelector('button:not([aria-disabled]):not([tabindex="-1"]),[tabindex="0"]') || modal;
          first.focus({preventScroll: true});
        }
      } else {
        var back = SmsMirror.restore;
        SmsMirror.restore = null;
        if (back && back.isConnected && document.activeElement === document.body) {
          back.focus({preventScroll: true});
        }
      }
    },

    // Everything beside the path from the root to the modal sleeps.
    makeInert: function (modal) {
      for (var at = modal; at !== SmsMirror.root; at = at.parentElement) {
        for (var sibling = at.parentElement.firstElementChild; sibling; sibling = sibling.nextElementSibling) {
          var sleeps = sibling !== at;
          if (sibling.inert !== sleeps) sibling.inert = sleeps;
        }
      }
      modal.querySelectorAll('[inert]').forEach(function (element) { element.inert = false; });
    },

    // ---- keyboard ----

    // Which elements of the frame each container's arrow keys reach; parents stand before their children.
    updateRoving: function () {
      var containers = [];
      SmsMirror.order.forEach(function (element) {
        var parent = element.parentElement;
        var home = element.smsHome = parent.smsRoving ? parent : parent.smsHome;
        if (home && element.smsIsFocusable) home.smsItems.push(element);
        if (!element.smsRoving) return;
        element.smsItems = [];
        containers.push(element);
      });
      containers.forEach(function (container) {
        var items = container.smsItems;
        var stop = items.indexOf(document.activeElement) >= 0 ? document.activeElement : null;
        if (!stop && items.indexOf(container.smsStop) >= 0 && !container.smsFollows) stop = container.smsStop;
        for (var i = 0; !stop && i < items.length; i++) {
          var item = items[i];
          if (item.getAttribute('aria-checked') === 'true' || item.getAttribute('aria-selected') === 'true' ||
              item.getAttribute('aria-current') === 'true') {
            stop = item;
          }
        }
        stop = stop || items[0];
        container.smsStop = stop;
        SmsMirror.letStop(items, stop);
      });
    },

    letStop: function (items, stop) {
      items.forEach(function (element) { SmsMirror.attribute(element, 'tabindex', element === stop ? '0' : '-1'); });
    },

    moveWithin: function (container, from, key) {
      var items = container.smsItems;
      var at = items.indexOf(from);
      if (at < 0 || items.length === 0) return false;
      var wraps = container.smsRole !== SmsMirror.role.List;
      if (key === 'Home') at = 0;
      else if (key === 'End') at = items.length - 1;
      else if (container.smsColumns && key.startsWith('Arrow') && (key === 'ArrowDown' || key === 'ArrowUp')) {
        // A grid: to the row above or below, and in the last one to its end.
        var below = key === 'ArrowDown' ? at + container.smsColumns : at - container.smsColumns;
        var isLastRow = Math.floor(at / container.smsColumns) === Math.floor((items.length - 1) / container.smsColumns);
        at = below >= items.length && !isLastRow ? items.length - 1 : below;
      } else at += key === 'ArrowDown' || key === (document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight') ? 1 : -1;
      if (wraps) at = (at + items.length) % items.length;
      // At the ends of a list the key goes on to the canvas: there may be more than what is in view.
      if (at < 0 || at >= items.length) return false;
      container.smsStop = items[at];
      SmsMirror.letStop(items, items[at]);
      items[at].focus({preventScroll: true});
      if (container.smsFollows) SmsMirror.activate(items[at]);
      return true;
    },

    onKeyDown: function (event) {
      var target = event.target;
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!target.smsIsFocusable) return;
      if (event.key === 'Enter' || event.key === ' ') {
        // A button's own click follows (with detail 0); it must not reach the canvas as a key too.
        event.stopPropagation();
        if (event.repeat) event.preventDefault();
        else if (target.tagName !== 'BUTTON') {
          event.preventDefault();
          SmsMirror.activate(target);
        }
        return;
      }
      if (event.shiftKey) return;
      var isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === 'ArrowLeft' ||
                   event.key === 'ArrowRight' || event.key === 'Home' || event.key === 'End';
      var container = isMove ? target.smsHome : null;
      if (container && SmsMirror.moveWithin(container, target, event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },

    // ---- activation and focus ----

    node: function (target) {
      while (target && target !== SmsMirror.root && target.smsLow === undefined) target = target.parentElement;
      return target && target !== SmsMirror.root ? target : null;
    },

    activate: function (element) {
      if (element.getAttribute('aria-disabled') === 'true') return;
      SmsPost.node(140, element.smsLow, element.smsHigh, null);
      Canvas.requestFrameSoon();
    },

    // A click that no pointer made comes from the keyboard or from assistive technology.
    onClick: function (event) {
      if (event.detail !== 0) return;
      for (var at = SmsMirror.node(event.target); at; at = SmsMirror.node(at.parentElement)) {
        if (at.smsIsFocusable) {
          SmsMirror.activate(at);
          return;
        }
      }
      var node = SmsMirror.node(event.target);
      if (node && node.smsRole !== SmsMirror.role.TextField) SmsMirror.activate(node);
    },

    // The canvas keeps the focus where it is (canvas.js), and with that the browser would keep an old selection too.
    onMouseDown: function (event) {
      if (event.button !== 0 || event.target.closest('textarea,input,.selectable')) return;
      var selection = getSelection();
      if (selection && !selection.isCollapsed && SmsMirror.selectionIsOurs(selection)) selection.removeAllRanges();
    },

    focus: function (low, high) {
      var element = SmsMirror.elements.get(SmsMirror.key(low, high));
      if (!element) return 0;
      if (!element.smsIsFocusable && element.smsRole !== SmsMirror.role.TextField && !element.hasAttribute('tabindex')) {
        SmsMirror.attribute(element, 'tabindex', '-1');
      }
      element.focus({preventScroll: true});
      return document.activeElement === element ? 1 : 0;
    },

    // A press leaves the focus where it is (canvas.js), and what a script focuses is as visible to the browser as what had
    // the focus before, which a field always is: left to itself, it shows a keyboard's ring to whoever uses the mouse.
    noteInput: function (isByPointer) {
      if (SmsMirror.isByPointer === isByPointer) return;
      SmsMirror.isByPointer = isByPointer;
      SmsMirror.reportFocus();
    },

    reportFocus: function () {
      if (SmsMirror.isSyncing) return;
      var active = document.activeElement;
      var node = active && SmsMirror.root.contains(active) ? SmsMirror.node(active) : null;
      var isField = node && node.smsRole === SmsMirror.role.TextField;
      var isVisible = node && (isField || !SmsMirror.isByPointer) && active.matches(':focus-visible') ? 1 : 0;
      var low = node ? node.smsLow : 0, high = node ? node.smsHigh : 0;
      if (node && node.smsHome && node.smsIsFocusable) node.smsHome.smsStop = node;
      var key = high + ':' + low + ':' + isVisible;
      if (key === SmsMirror.focusedKey) return;
      SmsMirror.focusedKey = key;
      SmsPost.node(141, low, high, [isVisible]);
    },

    // ---- selection and copy ----

    selectionIsOurs: function (selection) {
      return selection.anchorNode && SmsMirror.root.contains(selection.anchorNode) &&
             !document.activeElement.closest('textarea,input');
    },

    // Words that are selected are marked where they are drawn, by the browser.
    hasSelection: function () {
      var selection = getSelection();
      return selection !== null && !selection.isCollapsed;
    },

    onCopy: function (event) {
      if (SmsMirror.pendingCopy !== null) {
        event.clipboardData.setData('text/plain', SmsMirror.pendingCopy);
        SmsMirror.pendingCopy = null;
        event.preventDefault();
        return;
      }
      var selection = getSelection();
      if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
      if (!SmsMirror.selectionIsOurs(selection)) return;
      var range = selection.getRangeAt(0);
      var parts = [];
      SmsMirror.root.querySelectorAll('.selectable').forEach(function (words) {
        if (!range.intersectsNode(words)) return;
        var part = document.createRange();
        part.selectNodeContents(words);
        if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
          part.setStart(range.startContainer, range.startOffset);
        }
        if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
        var text = part.toString();
        if (text) parts.push(text);
      });
      event.clipboardData.setData('text/plain', parts.join('\n'));
      event.preventDefault();
    },
  },

  smsdesk_js_mirror_start__deps: ['$SmsMirror'],
  smsdesk_js_mirror_start: function () { SmsMirror.start(); },
  smsdesk_js_mirror_sync__deps: ['$SmsMirror'],
  smsdesk_js_mirror_sync: function (nodes, count, arena, isSameOrder) { SmsMirror.sync(nodes, count, arena, isSameOrder); },
  smsdesk_js_mirror_has_selection__deps: ['$SmsMirror'],
  smsdesk_js_mirror_has_selection: function () { return SmsMirror.hasSelection() ? 1 : 0; },
  smsdesk_js_mirror_focus__deps: ['$SmsMirror'],
  smsdesk_js_mirror_focus: function (low, high) { return SmsMirror.focus(low >>> 0, high >>> 0); },
  smsdesk_js_mirror_name_places__deps: ['$SmsMirror'],
  smsdesk_js_mirror_name_places: function (announcements, announcementsBytes, over, overBytes) {
    SmsMirror.namePlaces(SmsPost.text(announcements, announcementsBytes), SmsPost.text(over, overBytes));
  },
  smsdesk_js_mirror_announce__deps: ['$SmsMirror'],
  smsdesk_js_mirror_announce: function (sentence, bytes, isAssertive) {
    SmsMirror.announce(SmsPost.text(sentence, bytes), isAssertive);
  },
});

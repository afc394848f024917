// The page's side of canvas.cpp and page.cpp: stage and canvas, input, the frame loop, presenting pixels, preferences
// and dates.
//
// The stage (#stage) is the one root of pointer and key listeners; it holds the canvas (by CPU: a grid of them) and, above
// it, the mirror's container. So it does not matter which of them is hit: events bubble to the stage and go to ImGui by
// position.
// Other libraries here use $Canvas: Canvas.root, Canvas.ratio, Canvas.requestFrame(n).
//
// Members that are RegExp, Map or Date objects are made in start(): the compiler serialises this object as JSON.
mergeInto(LibraryManager.library, {
  $Canvas__deps: ['$Gl', '$TextRuns', '$Page'],
  $Canvas: {
    root: null,
    element: null,
    tiles: null,        // of the CPU renderer: 2D contexts, row by row
    renderer: 'gl',
    width: 0,
    height: 0,
    device: 1,          // device px per CSS px of the browser, its zoom included
    textSize: 1,        // how much larger everything is drawn, as the agent has set it
    ratio: 1,           // both: device px per CSS px of what is drawn
    left: 0,            // of the stage in the window, CSS px
    top: 0,
    seen: null,         // the part of the window that the stage has: {top, height}; null: all of it
    raf: 0,
    settle: 0,          // frames still wanted
    late: 0,            // a frame that is wanted behind the next painting
    isRush: false,      // it waits for a pause
    lateFrom: 0,        // when the first thing that it is to show came
    lateAt: -Infinity,  // when the last one was drawn
    withNext: [],       // what changes the page together with the next frame
    soon: null,         // the channel by which a frame comes before the next painting
    isSoon: false,      // one is on its way
    rest: 0,            // a frame that comes when the pointer rests
    timer: 0,
    timerAt: Infinity,
    pressed: null,      // event.code -> ImGuiKey, keys that are down
    keys: null,         // event.code -> ImGuiKey
    claimed: null,      // ImGuiKey * 16 + modifiers, of chords that are the page's own
    touch: null,        // the finger that pans: {id, x, y, vx, vy, at}
    focusBefore: null,  // what had the focus when a press on selectable text began
    ratioQuery: null,

    // The CPU renderer's picture is a grid of canvases: the browser composes anew what has changed, canvas by canvas, and a
    // letter that was typed changes one of a dozen. CSS px: whole ones, at which the usual ratios have whole device px too.
    kTileWidth: 400,
    kTileHeight: 200,
    tileWidth: 0,       // device px; the whole picture, where the ratio is none of those: between pixels it would be blurred
    tileHeight: 0,

    // ---- frames on demand
    requestFrame: function(settle) {
      if (settle > Canvas.settle) Canvas.settle = settle;
      if (!Canvas.raf && Canvas.root && !document.hidden) Canvas.raf = requestAnimationFrame(Canvas.tick);
    },
    // When the browser has painted what it has changed itself: a typed letter does not wait for what we make of it. The first
    // one is followed at once; in a rush of them ours comes where it pauses, for the next letter would wait for it too.
    kPauseMs: 60,
    kRushMs: 150,  // at the latest
    requestFrameAfterPaint: function() {
      if (Canvas.raf || !Canvas.root || document.hidden) return;
      var now = performance.now(), isRush = now - Canvas.lateAt < 2 * Canvas.kRushMs;
      // It comes with the next painting, or as late as it may.
      if (Canvas.late && (!Canvas.isRush || now + Canvas.kPauseMs > Canvas.lateFrom + Canvas.kRushMs)) return;
      if (Canvas.late) clearTimeout(Canvas.late);
      else Canvas.lateFrom = now;
      Canvas.isRush = isRush;
      var draw = function() {
        Canvas.late = 0;
        Canvas.lateAt = performance.now();
        if (Canvas.raf) return;  // asked for by something else meanwhile
        Canvas.settle = Math.max(Canvas.settle, 1);
        Canvas.tick();
      };
      if (isRush) Canvas.late = setTimeout(draw, Canvas.kPauseMs);
      else Canvas.late = requestAnimationFrame(function() { Canvas.late = setTimeout(draw); });
    },
    // What a frame has moved under the pointer, the frame behind it knows. While pointer or wheel turn that is the next turn's;
    // behind the last one it comes by itself.
    kRestMs: 60,
    requestFrameAndRest: function() {
      Canvas.requestFrame(1);
      clearTimeout(Canvas.rest);
      Canvas.rest = setTimeout(function() {
        Canvas.rest = 0;
        Canvas.requestFrame(1);
      }, Canvas.kRestMs);
    },
    // At once, not with the next picture: what was pressed asks the relay for something, and that is under way a frame earlier.
    requestFrameSoon: function() {
      Canvas.requestFrame(2);
      if (!Canvas.raf || Canvas.isSoon) return;
      Canvas.isSoon = true;
      Canvas.soon.port2.postMessage(0);
    },
    onSoon: function() {
      Canvas.isSoon = false;
      if (!Canvas.raf) return;  // it has come meanwhile
      cancelAnimationFrame(Canvas.raf);
      Canvas.tick();
    },
    requestFrameIn: function(delay) {
      var at = performance.now() + delay;
      if (Canvas.timer && Canvas.timerAt <= at) return;
      clearTimeout(Canvas.timer);
      Canvas.timerAt = at;
      Canvas.timer = setTimeout(function() {
        Canvas.timer = 0;
        Canvas.timerAt = Infinity;
        Canvas.requestFrame(1);
      }, Math.min(delay, 0x7FFFFFFF));
    },
    // Changes the page together with the frame that is under way, or at once where none is: for each change by itself the
    // browser lays the page out once more.
    withFrame: function(change) {
      Canvas.withNext.push(change);
      queueMicrotask(function() { if (!Canvas.raf) Canvas.changePage(); });
    },
    changePage: function() {
      Canvas.withNext.splice(0).forEach(function(change) { change(); });
    },
    tick: function() {
      Canvas.raf = 0;
      if (document.hidden) return;
      Canvas.settle--;
      // Not every change of screen or zoom is told (an emulated one of the ratio alone is not).
      if ((window.devicePixelRatio || 1) !== Canvas.device) Canvas.measureSize(null);
      if (!(Canvas.renderer === 'gl' && Gl.isLost())) _smsdesk_frame(performance.now());
      Canvas.changePage();
      if (Canvas.settle > 0) Canvas.requestFrame(Canvas.settle);
    },

    // ---- size
    applySize: function(width, height) {
      var device = window.devicePixelRatio || 1, ratio = device * Canvas.textSize;
      var bounds = Canvas.root.getBoundingClientRect();
      Canvas.left = bounds.left;
      Canvas.top = bounds.top;
      width = Math.max(1, width);
      height = Math.max(1, height);
      if (width === Canvas.width && height === Canvas.height && ratio === Canvas.ratio && Canvas.element.width === width)
        return false;
      if (ratio !== Canvas.ratio) TextRuns.forget();
      Canvas.width = width;
      Canvas.height = height;
      Canvas.device = device;
      Canvas.ratio = ratio;
      Canvas.element.width = width;
      Canvas.element.height = height;
      if (Canvas.tiles) Canvas.layTiles(width, height, device);
      Canvas.element.style.width = width / device + 'px';
      Canvas.element.style.height = height / device + 'px';
      _smsdesk_resized(width, height, ratio);
      return true;
    },
    layTiles: function(width, height, device) {
      var isWhole = function(size) { return Math.abs(size * device - Math.round(size * device)) < 0.001; };
      var fits = isWhole(Canvas.kTileWidth) && isWhole(Canvas.kTileHeight);
      Canvas.tileWidth = fits ? Math.round(Canvas.kTileWidth * device) : width;
      Canvas.tileHeight = fits ? Math.round(Canvas.kTileHeight * device) : height;
      var columns = Math.ceil(width / Canvas.tileWidth), rows = Math.ceil(height / Canvas.tileHeight);
      while (Canvas.tiles.length > columns * rows) Canvas.tiles.pop().canvas.remove();
      while (Canvas.tiles.length < columns * rows) {
        var canvas = document.createElement('canvas');
        Canvas.element.append(canvas);
        // Kept in the page's own memory ("is read often"), where we write its pixels: otherwise each change is copied to the
        // graphics process and drawn there, and a typed letter is on the screen later (twice as late on a loaded machine).
        Canvas.tiles.push(canvas.getContext('2d', {alpha: false, willReadFrequently: true}));
        // What was shown is gone with the graphics process; only what changes would be shown again.
        canvas.addEventListener('contextrestored', function() {
          _smsdesk_context_restored();
          Canvas.requestFrame(2);
        });
      }
      Canvas.tiles.forEach(function(context, i) {
        var tile = context.canvas, x = i % columns * Canvas.tileWidth, y = Math.floor(i / columns) * Canvas.tileHeight;
        tile.width = Math.min(Canvas.tileWidth, width - x);
        tile.height = Math.min(Canvas.tileHeight, height - y);
        tile.style.cssText = 'position:absolute;left:' + x / device + 'px;top:' + y / device + 'px;width:' +
          tile.width / device + 'px;height:' + tile.height / device + 'px';
      });
    },
    present: function(data, x, y, wide, high) {
      var columns = Math.ceil(data.width / Canvas.tileWidth);
      for (var row = Math.floor(y / Canvas.tileHeight); row * Canvas.tileHeight < y + high; row++) {
        for (var column = Math.floor(x / Canvas.tileWidth); column * Canvas.tileWidth < x + wide; column++) {
          var left = column * Canvas.tileWidth, top = row * Canvas.tileHeight;
          var fromX = Math.max(x, left), fromY = Math.max(y, top);
          Canvas.tiles[row * columns + column].putImageData(data, -left, -top, fromX, fromY,
            Math.min(x + wide, left + Canvas.tileWidth) - fromX, Math.min(y + high, top + Canvas.tileHeight) - fromY);
        }
      }
    },
    measureSize: function(entry) {
      var ratio = window.devicePixelRatio || 1;
      var bounds = Canvas.root.getBoundingClientRect();
      var width = Math.round(bounds.width * ratio), height = Math.round(bounds.height * ratio);
      // The exact device pixels, where they are believable: under device emulation CSS pixels come instead.
      var box = entry && entry.devicePixelContentBoxSize && entry.devicePixelContentBoxSize[0];
      if (box && Math.abs(box.inlineSize - bounds.width * ratio) <= 1 &&
          Math.abs(box.blockSize - bounds.height * ratio) <= 1) {
        width = box.inlineSize;
        height = box.blockSize;
      }
      return Canvas.applySize(width, height);
    },
    // The part that can be seen of a window `all` CSS px high, in whole device px; null: all of it. A keyboard on the glass of an
    // iPhone or iPad leaves the page as high as it was, covers its lower part and may move what is seen down it (elsewhere it makes
    // the page lower: interactive-widget in index.html). A page that is enlarged by pinching is seen in part, too, but is moved
    // about by hand: the stage stays as it was, and is whole again where the keyboard has gone.
    seenPart: function(all, view, device, before) {
      if (!view || view.height * view.scale > all - 2) return null;
      if (Math.abs(view.scale - 1) > 0.01) return before;
      return {top: Math.round(Math.max(0, view.offsetTop) * device) / device, height: Math.floor(view.height * device) / device};
    },
    fitToSeen: function() {
      var before = Canvas.seen, style = Canvas.root.style;
      var seen = Canvas.seenPart(document.documentElement.clientHeight, window.visualViewport, window.devicePixelRatio || 1, before);
      if (!seen && !before) return;
      Canvas.seen = seen;
      style.top = seen ? seen.top + 'px' : '0';
      style.bottom = seen ? 'auto' : '0';
      style.height = seen ? seen.height + 'px' : 'auto';
      // Where it was only moved, nothing else tells of it; another height the observer does, before the page is painted.
      Canvas.top = Canvas.root.getBoundingClientRect().top;
    },
    // CSS zoom for what lies over the canvas: words and fields there are laid out at the size at which they are drawn.
    setTextSize: function(size) {
      Canvas.textSize = TextRuns.textSize = size;
      var mirror = document.getElementById('mirror');
      if (mirror) mirror.style.zoom = size === 1 ? '' : size;
      if (Canvas.root) Canvas.applySize(Canvas.width, Canvas.height);
      Canvas.requestFrame(3);
    },
    watchSize: function() {
      var observer = new ResizeObserver(function(entries) {
        // Still before painting: draw at once, so that no frame shows the old picture stretched.
        if (Canvas.measureSize(entries[entries.length - 1])) {
          Canvas.settle = Math.max(Canvas.settle, 3);
          cancelAnimationFrame(Canvas.raf);
          Canvas.tick();
        }
      });
      try {
        observer.observe(Canvas.root, {box: 'device-pixel-content-box'});
      } catch (e) {
        observer.observe(Canvas.root);
      }
      if (window.visualViewport) ['resize', 'scroll'].forEach(function(type) {
        window.visualViewport.addEventListener(type, Canvas.fitToSeen);
      });
      Canvas.fitToSeen();
      Canvas.watchRatio();
    },
    watchRatio: function() {
      Canvas.ratioQuery = matchMedia('(resolution: ' + window.devicePixelRatio + 'dppx)');
      Canvas.ratioQuery.addEventListener('change', function() {
        Canvas.measureSize(null);
        Canvas.requestFrame(3);
        Canvas.watchRatio();
      }, {once: true});
    },

    // ---- input. The kinds are InputKind in canvas_internal.h.
    input: function(kind, a, b, c, d) {
      _smsdesk_input(kind, a || 0, b || 0, c || 0, d || 0);
      if (kind === 1 || (kind === 4 && b)) Canvas.requestFrameSoon();  // a button, or a key that goes down
      else if (kind === 0 || kind === 3) Canvas.requestFrameAndRest();  // the pointer, or the wheel
      else Canvas.requestFrame(2);
    },
    // Words that may be selected, and fields: there the press belongs to the browser.
    isNative: function(target) {
      if (!(target instanceof Element) || target === Canvas.element || target === Canvas.root) return false;
      return Canvas.isEditable(target) || getComputedStyle(target).userSelect === 'text';
    },
    isEditable: function(target) {
      return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement ||
             (target instanceof HTMLElement && target.isContentEditable);
    },
    source: function(e) { return e.pointerType === 'touch' ? 1 : e.pointerType === 'pen' ? 2 : 0; },
    move: function(e) {
      Canvas.input(0, (e.clientX - Canvas.left) * Canvas.device, (e.clientY - Canvas.top) * Canvas.device, Canvas.source(e));
    },
    onPointer: function(e) {
      if (Canvas.touch && e.pointerType === 'touch' && e.pointerId !== Canvas.touch.id) return;  // a second finger
      Canvas.move(e);
      var button = e.button === 1 ? 2 : e.button === 2 ? 1 : e.button;
      if (e.type === 'pointerdown') {
        if (button < 0 || button > 4) return;
        Canvas.focusBefore = document.activeElement;
        if (!Canvas.isNative(e.target)) {
          try { Canvas.root.setPointerCapture(e.pointerId); } catch (error) { /* the pointer is gone already */ }
        }
        Canvas.pressedBy = e.pointerType;
        if (e.pointerType !== 'mouse') {
          Canvas.touch = {id: e.pointerId, x: e.clientX, y: e.clientY, vx: 0, vy: 0, at: e.timeStamp};
          Canvas.input(7, 1);
        }
        Canvas.input(1, button, 1, Canvas.source(e), e.pointerType === 'mouse' ? 0 : Canvas.tapCount(e));
      } else if (e.type === 'pointermove') {
        Canvas.pan(e);
      } else {  // pointerup, pointercancel
        if (button >= 0 && button <= 4) Canvas.input(1, button, 0, Canvas.source(e));
        if (e.type === 'pointercancel') Canvas.input(1, 0, 0, Canvas.source(e));
        Canvas.endPan(e);
      }
    },
    // The system counts a mouse's presses, and tells with mousedown, which follows pointerdown at once. A finger's are told
    // when it has lifted, too late: they are counted here, by the usual time and the size of a small target.
    tapCount: function(e) {
      var last = Canvas.lastTap, near = 24, soon = 300;  // CSS px, ms from the lift
      var isFurther = last && e.timeStamp - last.at < soon && Math.hypot(e.clientX - last.x, e.clientY - last.y) < near;
      Canvas.lastTap = {x: e.clientX, y: e.clientY, at: e.timeStamp, count: isFurther ? last.count + 1 : 1};
      return Canvas.lastTap.count;
    },
    pan: function(e) {
      var t = Canvas.touch;
      if (!t || t.id !== e.pointerId) return;
      var dx = (e.clientX - t.x) * Canvas.device, dy = (e.clientY - t.y) * Canvas.device;
      var dt = Math.max(e.timeStamp - t.at, 1);
      // The newest 50 ms count most: a finger that rests before it lifts must not fling.
      var keep = Math.exp(-dt / 50);
      t.vx = t.vx * keep + (dx / dt * 1000) * (1 - keep);
      t.vy = t.vy * keep + (dy / dt * 1000) * (1 - keep);
      t.x = e.clientX;
      t.y = e.clientY;
      t.at = e.timeStamp;
      if (dx || dy) Canvas.input(6, dx, dy, 0, 0);
    },
    endPan: function(e) {
      var t = Canvas.touch;
      if (!t || t.id !== e.pointerId) return;
      Canvas.touch = null;
      if (Canvas.lastTap) Canvas.lastTap.at = e.timeStamp;
      var rested = Math.exp(-(e.timeStamp - t.at) / 50);
      if (e.type === 'pointerup') Canvas.input(6, 0, 0, t.vx * rested, t.vy * rested);
      Canvas.input(7, 0);
      Canvas.input(2);  // no finger, no hover
    },
    onMouseDown: function(e) {
      // Focus stays where it is (the composer) unless a field or selectable words were meant.
      if (!Canvas.isNative(e.target)) e.preventDefault();
      if (e.button === 0 && Canvas.pressedBy === 'mouse') Canvas.input(10, e.detail);
    },
    onClick: function(e) {
      // A plain click on words: give the focus back. A selection keeps it away, or copying would miss.
      var before = Canvas.focusBefore;
      Canvas.focusBefore = null;
      if (!before || before === document.activeElement || Canvas.isEditable(e.target) || !Canvas.isNative(e.target)) return;
      var selection = getSelection();
      if ((!selection || selection.isCollapsed) && before.isConnected && before !== document.body) before.focus({preventScroll: true});
    },
    // Ours on a message, where nothing is selected: its words can be selected and copied by the browser's own menu still,
    // and with Shift that one comes in any case. A long press is always ours: its menu copies. Keys (Menu, Shift+F10) are
    // heard as keys.
    onContextMenu: function(e) {
      var isFinger = e.pointerType === 'touch' || e.pointerType === 'pen';
      var isKey = e.button !== 2 && !e.ctrlKey && !isFinger;
      if (Canvas.isEditable(e.target) || (e.shiftKey && !isKey)) return;
      var selection = getSelection();
      if (isFinger) {
        if (selection) selection.removeAllRanges();  // a long press has selected the word beneath it
      } else if (Canvas.isNative(e.target) && selection && !selection.isCollapsed && selection.containsNode(e.target, true)) return;
      e.preventDefault();
      if (!isKey) Canvas.input(9, (e.clientX - Canvas.left) * Canvas.device, (e.clientY - Canvas.top) * Canvas.device);
    },
    onWheel: function(e) {
      if (e.ctrlKey || e.metaKey) return;  // the browser's zoom
      if (Canvas.isEditable(e.target) && e.target.scrollHeight > e.target.clientHeight + 1) return;
      e.preventDefault();
      var unit = e.deltaMode === 1 ? 20 : e.deltaMode === 2 ? Canvas.height / Canvas.ratio : 1;
      Canvas.move(e);
      Canvas.input(3, e.deltaX * unit, e.deltaY * unit);
    },
    onKey: function(e) {
      var down = e.type === 'keydown';
      if (down && (e.isComposing || e.keyCode === 229)) return;
      var chord = e.ctrlKey || e.metaKey || e.altKey;
      var code = Canvas.codeOf(e, Page.isMac());
      var key = down ? Canvas.keys.get(code) || 0 : Canvas.pressed.get(e.code) || Canvas.keys.get(code) || 0;
      // A key that is held down does once what it does: its repeats begin nothing, neither here (after the page was left, say)
      // nor as characters in a field that has got the focus since.
      if (down && e.repeat) {
        if (Canvas.pressed.has(e.code) && Canvas.isEditable(e.target) && Canvas.pressedOutside.has(e.code)) e.preventDefault();
        if (!Canvas.pressed.has(e.code) && (chord || e.code.startsWith('Digit') || e.code.startsWith('Numpad'))) {
          if (Canvas.claimed.has(key * 16 + Canvas.modifiers(e)) || Canvas.claimsAll) e.preventDefault();
          return;
        }
      }
      // What is typed in a field stays there; Enter, Escape, function keys, chords and what the field gave away are heard here too.
      var types = !chord && !/^(Enter|NumpadEnter|Escape|F\d+)$/.test(e.code);
      if (down && Canvas.isEditable(e.target) && types && !e.defaultPrevented) return;
      if (!down && !Canvas.pressed.has(e.code) && Canvas.isEditable(e.target)) return;  // the end of what was typed there
      if (down && key) Canvas.pressed.set(e.code, key);
      if (down && key && !e.repeat && !Canvas.isEditable(e.target)) Canvas.pressedOutside.add(e.code);
      if (!down) Canvas.pressed.delete(e.code);
      if (!down) Canvas.pressedOutside.delete(e.code);
      var modifiers = Canvas.modifiers(e);
      Canvas.input(4, key, down ? 1 : 0, modifiers);
      // While Cmd is held, macOS tells of no key that comes up.
      if (!down && e.code.startsWith('Meta')) Canvas.releaseKeys();
      var isOurs = Canvas.claimed.has(key * 16 + modifiers) || (Canvas.claimsAll && (chord || /^F\d/.test(e.code)));
      if (down && isOurs) e.preventDefault();
      // Only what would scroll the page, and only where nothing else wants it: every browser shortcut stays.
      var scrolls = e.code === 'Space' || e.code.startsWith('Arrow') || e.code.startsWith('Page') || e.code === 'Home' || e.code === 'End';
      if (down && scrolls && !chord && (e.target === document.body || e.target === Canvas.root || e.target === Canvas.element)) e.preventDefault();
    },
    // Which key that is: a Latin letter or a mark is what is printed on it, wherever the keyboard has it; everything else goes by
    // its place, so that the keys of other alphabets are the letters that they share a key with. '' is none of ours: a key that
    // prints something else than the letter whose place it has.
    kMarks: ',./;\'[]\\-=`',
    kMarkCodes: ['Comma', 'Period', 'Slash', 'Semicolon', 'Quote', 'BracketLeft', 'BracketRight', 'Backslash', 'Minus', 'Equal',
      'Backquote'],
    codeOf: function(e, isMac) {
      if (/^[a-zı]$/i.test(e.key)) return 'Key' + e.key.toUpperCase();
      // Shift, Option on a Mac and AltGr (Ctrl with Alt) make other characters of keys. Digits answer offers, where they need Shift
      // too; marks of the number pad are no marks of the keyboard.
      if (e.shiftKey || (e.altKey && (isMac || e.ctrlKey)) || /^(Digit|Numpad)/.test(e.code)) return e.code;
      // Marks on letters' keys of keyboards that have no Latin letters: Greek, Hebrew and Bulgarian ones.
      if (/^(KeyQ[,;/]|KeyW')$/.test(e.code + e.key)) return e.code;
      var mark = /^.$/.test(e.key) ? Canvas.kMarks.indexOf(e.key) : -1;
      if (mark >= 0) return Canvas.kMarkCodes[mark];
      return /^Key/.test(e.code) && /^[!-~\u00C0-\u024F]$/.test(e.key) ? '' : e.code;
    },
    modifiers: function(e) {
      return (e.ctrlKey ? 1 : 0) | (e.shiftKey ? 2 : 0) | (e.altKey ? 4 : 0) | (e.metaKey ? 8 : 0);
    },
    releaseKeys: function() {
      Canvas.pressed.forEach(function(key) { Canvas.input(4, key, 0, 0); });
      Canvas.pressed.clear();
      Canvas.pressedOutside.clear();
      Canvas.input(4, 0, 0, 0);
    },
    listen: function() {
      var root = Canvas.root;
      ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'].forEach(function(type) {
        root.addEventListener(type, Canvas.onPointer);
      });
      root.addEventListener('pointerleave', function(e) { if (e.pointerType === 'mouse') Canvas.input(2); });
      root.addEventListener('mousedown', Canvas.onMouseDown);
      root.addEventListener('click', Canvas.onClick);
      root.addEventListener('wheel', Canvas.onWheel, {passive: false});
      root.addEventListener('contextmenu', Canvas.onContextMenu);
      window.addEventListener('keydown', Canvas.onKey);
      window.addEventListener('keyup', Canvas.onKey);
      window.addEventListener('blur', function() { Canvas.releaseKeys(); Canvas.input(5, 0); });
      window.addEventListener('focus', function() { Canvas.input(5, 1); });
      // What was typed last waits for a frame. Before the page is told that it is hidden, and keeps its drafts (services.js).
      var frameBeforeLeaving = function() {
        if ((Canvas.raf || Canvas.late) && !(Canvas.renderer === 'gl' && Gl.isLost())) _smsdesk_frame(performance.now());
      };
      window.addEventListener('pagehide', frameBeforeLeaving);
      document.addEventListener('visibilitychange', function() {
        if (document.hidden) {
          frameBeforeLeaving();
          cancelAnimationFrame(Canvas.raf);
          Canvas.raf = Canvas.late = 0;
          Canvas.changePage();
          Canvas.releaseKeys();
        } else {
          Canvas.requestFrame(2);
        }
      });
      Page.preferences.forEach(function(query) {
        matchMedia(query).addEventListener('change', function() { Canvas.requestFrame(2); });
      });
    },
    makeKeys: function() {
      // ImGuiKey: Tab 512, then Left Right Up Down PageUp PageDown Home End Insert Delete Backspace Space Enter Escape,
      // four modifiers left and right and Menu, digits from 536, letters from 546, F1 from 572.
      var keys = new Map();
      ['Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Insert', 'Delete',
       'Backspace', 'Space', 'Enter', 'Escape', 'ControlLeft', 'ShiftLeft', 'AltLeft', 'MetaLeft', 'ControlRight',
       'ShiftRight', 'AltRight', 'MetaRight', 'ContextMenu'].forEach(function(code, i) { keys.set(code, 512 + i); });
      var i;
      for (i = 0; i < 10; i++) keys.set('Digit' + i, 536 + i);
      for (i = 0; i < 26; i++) keys.set('Key' + String.fromCharCode(65 + i), 546 + i);
      for (i = 0; i < 24; i++) keys.set('F' + (i + 1), 572 + i);
      ['Quote', 'Comma', 'Minus', 'Period', 'Slash', 'Semicolon', 'Equal', 'BracketLeft', 'Backslash', 'BracketRight',
       'Backquote', 'CapsLock', 'ScrollLock', 'NumLock', 'PrintScreen', 'Pause'].forEach(function(code, at) { keys.set(code, 596 + at); });
      for (i = 0; i < 10; i++) keys.set('Numpad' + i, 612 + i);
      ['NumpadDecimal', 'NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd', 'NumpadEnter', 'NumpadEqual'].forEach(function(code, at) { keys.set(code, 622 + at); });
      return keys;
    },

    // ---- renderer
    // ?renderer=cpu|gl decides; else what was chosen last time (a preference only, it saves half a second of probing
    // a software GL); else GL, unless it is missing or done in software anyway.
    chooseRenderer: function() {
      var wish = new URLSearchParams(location.search).get('renderer');
      var remembered = null;
      try { remembered = localStorage.getItem('smsdesk.renderer'); } catch (e) { /* storage is switched off */ }
      var choice = wish === 'cpu' || wish === 'gl' ? wish : remembered === 'cpu' ? 'cpu' : 'gl';
      var isForced = wish === 'gl';
      if (choice === 'gl') {
        var found = Gl.start(Canvas.element, isForced);
        if (found === 'none' || (found === 'software' && !isForced)) {
          choice = 'cpu';
          if (found === 'software') Gl.stop();
        }
      }
      if (choice === 'cpu') {
        var grid = document.createElement('div');
        grid.style.cssText = 'position:relative;overflow:hidden';
        grid.setAttribute('aria-hidden', 'true');
        Canvas.element.replaceWith(grid);
        Canvas.element = grid;
        Canvas.tiles = [];
      }
      if (!wish) {
        try { localStorage.setItem('smsdesk.renderer', choice); } catch (e) { /* then it is probed again */ }
      }
      Canvas.renderer = choice;
      Canvas.root.dataset.renderer = choice;
    },
    start: function() {
      Canvas.keys = Canvas.makeKeys();
      Canvas.soon = new MessageChannel();
      Canvas.soon.port1.onmessage = Canvas.onSoon;
      Canvas.claimed = Canvas.claimed || new Set();
      Canvas.pressed = new Map();
      Canvas.pressedOutside = new Set();  // of them, those that began in no field
      var root = document.getElementById('stage');
      if (!root) {
        root = document.createElement('div');
        root.id = 'stage';
        root.style.cssText = 'position:fixed;inset:0;overflow:hidden';
        document.body.appendChild(root);
      }
      Canvas.root = root;
      root.style.touchAction = 'none';
      Canvas.element = root.querySelector('canvas');
      if (!Canvas.element) {
        Canvas.element = document.createElement('canvas');
        root.prepend(Canvas.element);
      }
      Canvas.element.style.display = 'block';
      Canvas.element.setAttribute('aria-hidden', 'true');
      TextRuns.start();
      Canvas.chooseRenderer();
      Canvas.measureSize(null);
      Canvas.watchSize();
      Canvas.listen();
      // Fallback glyphs must not stay where a font arrives late.
      if (document.fonts) document.fonts.addEventListener('loadingdone', function() {
        TextRuns.forget();
        Canvas.input(8);
      });
      return Canvas.renderer === 'gl' ? 1 : 0;
    },
    cursors: ['default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'wait', 'progress', 'not-allowed'],
  },

  canvas_start__deps: ['$Canvas'],
  canvas_start: function() { return Canvas.start(); },
  canvas_request_frame__deps: ['$Canvas'],
  canvas_request_frame: function(settle) { Canvas.requestFrame(settle); },
  canvas_request_frame_after_paint__deps: ['$Canvas'],
  canvas_request_frame_after_paint: function() { Canvas.requestFrameAfterPaint(); },
  canvas_request_frame_in__deps: ['$Canvas'],
  canvas_request_frame_in: function(delay) { Canvas.requestFrameIn(delay); },
  canvas_claim_chord__deps: ['$Canvas'],
  canvas_claim_chord: function(key, modifiers) {
    Canvas.claimed = Canvas.claimed || new Set();
    Canvas.claimed.add(key * 16 + modifiers);
  },
  canvas_set_text_size__deps: ['$Canvas'],
  canvas_set_text_size: function(size) { Canvas.setTextSize(size); },
  canvas_release_chords__deps: ['$Canvas'],
  canvas_release_chords: function() { Canvas.claimed = new Set(); },
  canvas_claim_all_chords__deps: ['$Canvas'],
  canvas_claim_all_chords: function(isAll) { Canvas.claimsAll = isAll !== 0; },
  canvas_set_cursor__deps: ['$Canvas'],
  canvas_set_cursor: function(cursor) { Canvas.root.style.cursor = cursor < 0 ? 'none' : Canvas.cursors[cursor] || 'default'; },
  canvas_present_pixels__deps: ['$Canvas'],
  canvas_present_pixels: function(pixels, width, height, x, y, wide, high) {
    var data = new ImageData(new Uint8ClampedArray(HEAPU8.buffer, pixels, width * height * 4), width, height);
    Canvas.present(data, x, y, wide, high);
  },
});

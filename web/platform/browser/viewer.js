// The viewer: a native dialog over the page for pictures, audio and video. Its words come with what it shows.
mergeInto(LibraryManager.library, {
  $SmsViewer__deps: ['$SmsPost', '$SmsMirror'],
  $SmsViewer: {
    kZooms: [1, 1.5, 2, 3, 4, 6],

    element: function (tag, className, parent) {
      var element = document.createElement(tag);
      if (className) element.className = className;
      if (parent) parent.appendChild(element);
      return element;
    },

    button: function (parent, name, sign, press) {
      var button = SmsViewer.element('button', '', parent);
      button.type = 'button';
      button.setAttribute('aria-label', name);
      button.title = name;
      button.textContent = sign;
      button.addEventListener('click', press);
      return button;
    },

    // Two that lead to and fro. Where one cannot be pressed any more, the focus goes on to the other, so that it is not lost.
    allow: function (back, isBack, forth, isForth) {
      var focused = document.activeElement;
      back.disabled = !isBack && focused !== back;
      forth.disabled = !isForth && focused !== forth;
      if (!isBack && focused === back) forth.focus();
      if (!isForth && focused === forth) back.focus();
      back.disabled = !isBack;
      forth.disabled = !isForth;
    },

    show: function (shown) {
      var V = SmsViewer, words = shown.words, items = shown.items, at = shown.at, zoom = 0;
      var before = document.activeElement, trail = SmsMirror.trailOf(before);
      var dialog = V.element('dialog', 'viewer', document.body);
      var bar = V.element('div', 'bar', dialog);
      var title = V.element('h2', '', bar);
      var place = V.element('span', 'place', bar);
      // Inside the dialog, as all that is outside sleeps while it is open.
      var said = V.element('div', 'unseen', bar);
      said.setAttribute('aria-live', 'polite');
      var stage = V.element('div', 'stage', dialog);
      var picture = null;
      var isPictures = shown.kind === 'picture';

      var setZoom = function (step) {
        zoom = Math.max(0, Math.min(V.kZooms.length - 1, step));
        if (!picture) return;
        stage.classList.toggle('zoomed', zoom > 0);
        picture.style.width = zoom > 0 ? V.kZooms[zoom] * 100 + '%' : '';
        V.allow(smaller, zoom > 0, larger, zoom < V.kZooms.length - 1);
        letScroll(zoom > 0);
      };
      // What is larger than its room is moved by the arrow keys, too: then it is a stop of the Tab key.
      var letScroll = function (isLarge) {
        if (!isLarge && document.activeElement === stage) larger.focus();
        var set = {tabindex: '0', role: 'group', 'aria-label': items[at].title};
        for (var name in set) {
          if (isLarge) stage.setAttribute(name, set[name]);
          else stage.removeAttribute(name);
        }
      };
      var turn = function (by) {
        if (at + by < 0 || at + by >= items.length) return;
        at += by;
        fill();
        said.textContent = items[at].title + words.comma + place.textContent;
      };
      var download = function () { V.download(items[at].path, items[at].name); };
      // What of it is not shown, with the way on.
      var say = function (text, isFocused) {
        stage.classList.add('worded');
        var sentence = V.element('p', '', stage);
        sentence.setAttribute('role', 'alert');
        sentence.textContent = text;
        var button = V.element('button', '', stage);
        button.type = 'button';
        button.textContent = words.download;
        button.addEventListener('click', download);
        if (isFocused) button.focus();
      };
      var fill = function () {
        var item = items[at];
        stage.textContent = '';
        stage.classList.remove('worded');
        var media = V.element(isPictures ? 'img' : shown.kind, '', stage);
        media.onerror = function () {
          if (!media.isConnected) return;  // another one stands there
          var hadFocus = document.activeElement === media;
          stage.textContent = '';
          say(words.failed, hadFocus);
        };
        if (isPictures) {
          media.alt = item.title;
          picture = media;
        } else {
          media.controls = true;
          // Where the browser knows the sound alone, that is no error to it.
          media.onloadedmetadata = function () {
            if (shown.kind === 'video' && media.videoWidth === 0) say(words.sound, false);
          };
          media.autoplay = true;
          media.setAttribute('aria-label', item.title);
        }
        media.src = item.path;
        title.textContent = item.title;
        dialog.setAttribute('aria-label', item.title);
        place.textContent = items.length > 1 ? words.of.replace('{at}', at + 1).replace('{count}', items.length) : '';
        if (many) V.allow(previous, at > 0, next, at < items.length - 1);
        if (isPictures) setZoom(0);
      };
      var close = function () { dialog.close(); };

      var smaller = isPictures ? V.button(bar, words.smaller, '−', function () { setZoom(zoom - 1); }) : null;
      var larger = isPictures ? V.button(bar, words.larger, '+', function () { setZoom(zoom + 1); }) : null;
      V.button(bar, words.download, '↓', download);
      V.button(bar, words.close, '✕', close);
      var many = items.length > 1;
      var previous = many ? V.button(dialog, words.previous, '‹', function () { turn(-1); }) : null;
      var next = many ? V.button(dialog, words.next, '›', function () { turn(1); }) : null;
      if (previous) previous.classList.add('side', 'previous');
      if (next) next.classList.add('side', 'next');

      dialog.addEventListener('keydown', function (event) {
        event.stopPropagation();  // the page's own keys are not meant
        if (event.target === stage && event.key.indexOf('Arrow') === 0) return;
        var isTurned = document.documentElement.dir === 'rtl';
        if (isPictures && event.key === (isTurned ? 'ArrowRight' : 'ArrowLeft')) turn(-1);
        else if (isPictures && event.key === (isTurned ? 'ArrowLeft' : 'ArrowRight')) turn(1);
        else if (isPictures && (event.key === '+' || event.key === '=')) setZoom(zoom + 1);
        else if (isPictures && event.key === '-') setZoom(zoom - 1);
        else return;
        event.preventDefault();
      });
      ['keyup', 'pointerdown', 'pointerup', 'pointermove', 'wheel', 'mousedown'].forEach(function (type) {
        dialog.addEventListener(type, function (event) { event.stopPropagation(); });
      });
      if (isPictures) stage.addEventListener('dblclick', function () { setZoom(zoom > 0 ? 0 : 2); });
      dialog.addEventListener('click', function (event) { if (event.target === dialog || event.target === stage) close(); });
      // A dialog that closes gives the focus back by itself, at once; this comes a while later. A key in between may have moved the
      // focus on, and the next key is for what has it then: only one that is lost is brought back.
      dialog.addEventListener('close', function () {
        dialog.remove();
        if (document.activeElement !== document.body) return;
        if (before && before.isConnected) before.focus({preventScroll: true});
        else SmsMirror.keepFocus(trail);
      });
      fill();
      dialog.showModal();
    },

    download: function (path, name) {
      var link = document.createElement('a');
      link.href = path;
      link.download = name;
      link.click();
    },
  },

  smsdesk_js_viewer__deps: ['$SmsViewer'],
  smsdesk_js_viewer: function (content, bytes) { SmsViewer.show(JSON.parse(SmsPost.text(content, bytes))); },
  smsdesk_js_download__deps: ['$SmsViewer'],
  smsdesk_js_download: function (path, pathBytes, name, nameBytes) {
    SmsViewer.download(SmsPost.text(path, pathBytes), SmsPost.text(name, nameBytes));
  },
});

// The page's side of page.cpp: clock, preferences of the system, title, dates, and the last words after an assert.
mergeInto(LibraryManager.library, {
  $Page: {
    // What the person has told the system; the order is that of the bits in page_preferences.
    preferences: ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(prefers-contrast: more)',
      '(forced-colors: active)'],
    queries: null,  // of these
    bits: 0,        // their answers
    readPreferences: function() {
      Page.bits = Page.queries.reduce(function(bits, query, i) { return query.matches ? bits | 1 << i : bits; }, 0);
    },
    formats: null,  // Intl.DateTimeFormat objects by kind
    hourCycle: undefined,
    locale: undefined,  // of the dates
    title: '',
    titleTimer: 0,
    // A title is a word to another process: what changes in a rush is said once.
    showTitle: function() {
      Page.titleTimer = 0;
      document.title = Page.title;
    },
    isMac: function() { return /Mac|iPhone|iPad/.test(navigator.platform); },
    // CSS px; 0: no bound. All browsers of iOS are Safari inside, which enlarges the page at a field of smaller words; its tablets
    // call themselves Macs, of which none has a touch screen. Rounded up: a hair less than 16 would be enlarged too.
    fieldSizeMin: function(platform, touchPoints, textSize) {
      var isTouch = /^(iPhone|iPad|iPod)/.test(platform) || (/^Mac/.test(platform) && touchPoints > 1);
      return isTouch ? Math.ceil(16 / textSize * 4) / 4 : 0;
    },
    format: function(kind, ms) {
      if (!Page.formats) {
        var locale = Page.locale;  // figures are Latin ones, as everywhere else on the page
        Page.formats = [
          new Intl.DateTimeFormat(locale, {numberingSystem: 'latn', calendar: 'gregory', hour: 'numeric', minute: '2-digit', hourCycle: Page.hourCycle}),
          new Intl.DateTimeFormat(locale, {numberingSystem: 'latn', calendar: 'gregory', weekday: 'long', day: 'numeric', month: 'long'}),
          new Intl.DateTimeFormat(locale, {numberingSystem: 'latn', calendar: 'gregory', dateStyle: 'full', timeStyle: 'medium', hourCycle: Page.hourCycle}),
          new Intl.DateTimeFormat(locale, {numberingSystem: 'latn', calendar: 'gregory', hour: 'numeric', minute: '2-digit', hourCycle: Page.hourCycle, timeZone: 'UTC'}),
          new Intl.DateTimeFormat(locale, {numberingSystem: 'latn', calendar: 'gregory', day: 'numeric', month: 'long', year: 'numeric'}),
        ];
      }
      // A day of another year: which day of the week it was says little then, and there is no room for both.
      if (kind === 1 && new Date(ms).getFullYear() !== new Date().getFullYear()) kind = 4;
      return Page.formats[kind].format(ms);
    },
  },
  page_now_ms: function() { return Date.now(); },
  page_steady_ms: function() { return performance.now(); },
  page_preferences__deps: ['$Page'],
  page_preferences: function() {
    // The queries say when an answer has changed: asked each time, they have the page's style brought up to date first.
    if (!Page.queries) {
      Page.queries = Page.preferences.map(function(query) { return matchMedia(query); });
      Page.queries.forEach(function(query) { query.addEventListener('change', Page.readPreferences); });
      Page.readPreferences();
    }
    return document.hidden ? Page.bits : Page.bits | 16;
  },
  page_set_hours__deps: ['$Page'],
  page_set_hours: function(hours) {
    Page.hourCycle = hours === 12 ? 'h12' : hours === 24 ? 'h23' : undefined;
    Page.formats = null;
  },
  page_languages: function(to, capacity) {
    return stringToUTF8((navigator.languages || []).slice(0, 20).join('\n'), to, capacity);
  },
  page_region_name__deps: ['$Page'],
  page_region_name: function(letters, bytes, to, capacity) {
    var code = UTF8ToString(letters, bytes), name = code;
    try {
      name = new Intl.DisplayNames(Page.locale, {type: 'region'}).of(code) || code;
    } catch (e) { /* it has no names, or none of that */ }
    return stringToUTF8(name, to, capacity);
  },
  page_set_language__deps: ['$Page'],
  page_set_language: function(text, bytes, isRightToLeft) {
    var language = UTF8ToString(text, bytes);
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft ? 'rtl' : 'ltr';
    // In which the next start speaks before it has read what was chosen (boot.js).
    try { localStorage.setItem('smsdesk.language', language); } catch (e) { /* then it speaks the browser's */ }
    Page.locale = (navigator.languages || []).find(function(one) { return one.split('-')[0].toLowerCase() === language; }) || language;
    Page.formats = null;
  },
  page_is_mac__deps: ['$Page'],
  page_is_mac: function() { return Page.isMac() ? 1 : 0; },
  page_field_size_min__deps: ['$Page', '$TextRuns'],
  page_field_size_min: function() { return Page.fieldSizeMin(navigator.platform, navigator.maxTouchPoints, TextRuns.textSize); },
  page_set_title__deps: ['$Page'],
  page_set_title: function(text, bytes) {
    Page.title = UTF8ToString(text, bytes);
    // A hidden page's timers are slow, and its title is what calls the agent back.
    if (document.hidden) Page.showTitle();
    else if (!Page.titleTimer) Page.titleTimer = setTimeout(Page.showTitle, 100);
  },
  page_set_theme_color: function(text, bytes) {
    var meta = document.querySelector('meta[name=theme-color]');
    if (!meta) {
      meta = document.createElement('meta');
      meta.name = 'theme-color';
      document.head.appendChild(meta);
    }
    meta.content = UTF8ToString(text, bytes);
  },
  page_format_date__deps: ['$Page'],
  page_format_date: function(kind, ms, to, capacity) { return stringToUTF8(Page.format(kind, ms), to, capacity); },
  page_zone_offset_minutes: function(ms) { return -new Date(ms).getTimezoneOffset(); },
  page_shown: function() {
    if (Module['onShown']) Module['onShown']();
  },
  page_show_failure: function(text, bytes) {
    var say = Module['say'] || function(english) { return english; };
    var box = document.createElement('div');
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-label', say('The page has stopped'));
    box.style.cssText = 'position:fixed;inset:0;z-index:1000;display:flex;flex-direction:column;gap:12px;align-items:center;' +
      'justify-content:center;background:#F7F8FA;color:#15181D;font:15px/1.45 system-ui,sans-serif;text-align:center;padding:24px';
    var title = document.createElement('strong');
    title.textContent = say('This page has stopped because of a fault in the program.');
    var kept = document.createElement('div');
    kept.textContent = say('Drafts and messages that were waiting to be sent are kept in this browser. Reload to go on.');
    var detail = document.createElement('code');
    detail.textContent = UTF8ToString(text, bytes);
    var button = document.createElement('button');
    button.textContent = say('Reload');
    button.addEventListener('click', function() { location.reload(); });
    box.append(title, kept, detail, button);
    document.body.appendChild(box);
    button.focus();
  },
});

// Starts the client, or says in a sentence why it cannot. The only script of the page beside the client itself.
'use strict';
var Module = (function () {
  var client = document.currentScript.dataset.client;

  // {languages, rightToLeft, texts}: what say() is given, in every language. The build puts it here (cmake/make_shell.mjs); no
  // file of a language has been loaded yet, and where nothing arrives, none will be.
  var notices = 'NOTICES';
  var hasBegun = false;  // the program is here and runs

  // The one in which the page speaks, or spoke last; else the first of the browser's that there is.
  function language() {
    var known = ['en'].concat(notices.languages || []), last = '';
    try { last = localStorage.getItem('smsdesk.language'); } catch (e) { /* storage is switched off */ }
    var wanted = [hasBegun ? document.documentElement.lang : last].concat(navigator.languages || []);
    for (var i = 0; i < wanted.length; i++) {
      var primary = String(wanted[i] || '').split('-')[0].toLowerCase();
      if (known.indexOf(primary) >= 0) return primary;
    }
    return 'en';
  }
  function isRightToLeft() { return (notices.rightToLeft || []).indexOf(language()) >= 0; }
  function say(english) {
    var texts = notices.texts && notices.texts[english];
    return texts && texts[notices.languages.indexOf(language())] || english;
  }

  function notice(title, sentence, detail) {
    // The first cause is the one that counts; a failed assertion has a page of its own.
    if (document.querySelector('.notice, body > [role=alertdialog]')) return;
    var skeleton = document.getElementById('skeleton');
    if (skeleton) skeleton.remove();
    var box = document.createElement('main');
    box.className = 'notice';
    box.lang = language();
    box.dir = isRightToLeft() ? 'rtl' : 'ltr';
    var heading = document.createElement('h1');
    heading.textContent = title;
    var text = document.createElement('p');
    text.textContent = sentence;
    box.append(heading, text);
    if (detail) {
      var code = document.createElement('code');
      code.textContent = detail;
      box.append(code);
    }
    var button = document.createElement('button');
    button.textContent = say('Reload');
    button.addEventListener('click', function () { location.reload(); });
    box.append(button);
    document.body.append(box);
    button.focus();
  }

  // What the client cannot do without, by the name that its documentation has in every language.
  function missing() {
    if (typeof WebAssembly !== 'object') return 'WebAssembly';
    // The smallest program with a vector in it: () → v128, i8x16.splat of 0.
    if (!WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6,
      0, 65, 0, 253, 15, 11]))) return 'WebAssembly SIMD';
    if (!('inert' in HTMLElement.prototype)) return 'HTMLElement.inert';
    if (typeof ResizeObserver !== 'function') return 'ResizeObserver';
    if (typeof Intl !== 'object' || typeof Intl.Segmenter !== 'function') return 'Intl.Segmenter';
    if (typeof PointerEvent !== 'function') return 'PointerEvent';
    if (!window.CSS || !CSS.supports('clip-path', 'path("M0 0H1V1H0Z")')) return 'CSS clip-path';
    if (!CSS.supports('zoom', '1.5')) return 'CSS zoom';
    return '';
  }

  // The panels stand where they will be.
  if (isRightToLeft() && document.getElementById('skeleton')) document.getElementById('skeleton').dir = 'rtl';

  var lacks = missing();
  if (lacks) {
    notice(say('This browser cannot show smsdesk'),
           say('Use a current version of Chrome, Edge, Firefox or Safari (Firefox 126, Safari 16.4 or newer).'),
           say('Missing: {feature}').replace('{feature}', lacks));
    return {};
  }

  function failed(what) {
    if (hasBegun) {
      notice(say('This page has stopped because of a fault in the program.'),
             say('Drafts and messages that were waiting to be sent are kept in this browser. Reload to go on.'), what);
    } else {
      notice(say('smsdesk could not start'),
             say('Part of the program did not arrive or this browser refused it. Check the connection, then reload.'), what);
    }
  }
  addEventListener('error', function (event) {
    if (event.error instanceof WebAssembly.RuntimeError) failed(String(event.error.message));
  });
  // A program that does not arrive at all is told by nothing but a refused promise.
  addEventListener('unhandledrejection', function (event) {
    if (!hasBegun) failed(String(event.reason));
  });

  // For a reload while the relay is away (worker.js); when the start has nothing more to do. Without it the page works, too.
  function keepShell() {
    if (navigator.serviceWorker) navigator.serviceWorker.register('/worker.js').catch(function () {});
  }

  // What the program asks first, whose session it is, is asked while it comes; it takes this answer (services.js).
  var session = fetch('/api/session', {
    credentials: 'same-origin', cache: 'no-store', redirect: 'error',
    signal: AbortSignal.timeout && AbortSignal.timeout(30000),
  });
  session.catch(function () {});  // it hears of that as of any answer

  // Both halves of the program come at once: WebAssembly is compiled while its JavaScript is read.
  function fetchProgram() { return fetch(document.getElementById('client-wasm').href, {credentials: 'same-origin'}); }
  var program = WebAssembly.compileStreaming && WebAssembly.compileStreaming(fetchProgram()).catch(function () {
    // A proxy that changes types, say: as a whole, then.
    return fetchProgram().then(function (answer) {
      if (!answer.ok) throw new Error('HTTP ' + answer.status);
      return answer.arrayBuffer();
    }).then(function (bytes) { return WebAssembly.compile(bytes); });
  });
  if (program) program.catch(function () {});  // whoever needs it says so, below

  var script = document.createElement('script');
  script.src = client;
  script.onerror = function () {
    notice(say('smsdesk could not be loaded'), say('The server did not answer. Check the connection, then reload.'), '');
  };
  document.head.append(script);

  return {
    // For what the program must say when its own words cannot be trusted any more (page.js).
    say: say,
    session: session,
    canvas: document.querySelector('#stage canvas'),
    // The file's name carries a hash of its content; index.html knows it.
    locateFile: function (name) {
      return name.endsWith('.wasm') ? document.getElementById('client-wasm').href : name;
    },
    onRuntimeInitialized: function () { hasBegun = true; },
    onAbort: function (what) { failed(String(what || '')); },
    instantiateWasm: program && function (imports, receive) {
      program.then(function (module) {
        return WebAssembly.instantiate(module, imports).then(function (instance) { receive(instance, module); });
      }).catch(function (why) { failed(String(why)); });
      return {};
    },
    // The canvas has its first frame; until then the skeleton stays.
    onShown: function () {
      document.body.classList.add('is-ready');
      setTimeout(keepShell, 2000);
    },
  };
})();

// Starts the client, or says in a sentence why it cannot. The only script of the page beside the client itself.
'use strict';
var Module = (function () {
  var client = document.currentScript.dataset.client;

  function notice(title, sentence, detail) {
    // The first cause is the one that counts; a failed assertion has a page of its own.
    if (document.querySelector('.notice, body > [role=alertdialog]')) return;
    var skeleton = document.getElementById('skeleton');
    if (skeleton) skeleton.remove();
    var box = document.createElement('main');
    box.className = 'notice';
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
    button.textContent = 'Reload';
    button.addEventListener('click', function () { location.reload(); });
    box.append(button);
    document.body.append(box);
    button.focus();
  }

  // What the client cannot do without.
  function missing() {
    if (typeof WebAssembly !== 'object') return 'WebAssembly';
    // The smallest program with a vector in it: () → v128, i8x16.splat of 0.
    if (!WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6,
      0, 65, 0, 253, 15, 11]))) return 'SIMD in WebAssembly';
    if (!('inert' in HTMLElement.prototype)) return 'inert elements';
    if (typeof ResizeObserver !== 'function') return 'ResizeObserver';
    if (typeof Intl !== 'object' || typeof Intl.Segmenter !== 'function') return 'Intl.Segmenter';
    if (typeof PointerEvent !== 'function') return 'pointer events';
    if (!window.CSS || !CSS.supports('clip-path', 'path("M0 0H1V1H0Z")')) return 'clip-path';
    if (!CSS.supports('zoom', '1.5')) return 'zoom';
    return '';
  }

  var lacks = missing();
  if (lacks) {
    notice('This browser cannot show smsdesk',
           'Use a current version of Chrome, Edge, Firefox or Safari (Firefox 126, Safari 16.4 or newer).', 'Missing: ' + lacks);
    return {};
  }

  var hasBegun = false;  // the program is here and runs
  function failed(what) {
    if (hasBegun) {
      notice('This page has stopped because of a fault in the program',
             'Drafts and messages that were waiting to be sent are kept in this browser. Reload to go on.', what);
    } else {
      notice('smsdesk could not start',
             'Part of the program did not arrive or this browser refused it. Check the connection, then reload.', what);
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
    notice('smsdesk could not be loaded', 'The server did not answer. Check the connection, then reload.', '');
  };
  document.head.append(script);

  return {
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

// Files from the person (chosen, dropped, pasted) and their way to the relay. What becomes of each is the state's to say.
mergeInto(LibraryManager.library, {
  $SmsUploads__deps: ['$SmsPost', '$SmsPictures', '$SmsServices'],
  $SmsUploads: {
    files: null,     // Map of key → Blob
    requests: null,  // Map of key → XMLHttpRequest
    depth: 0,
    count: 0,
    kFilesMax: 50,  // kOfferedMax (core/client/attachments.h)
    kSidesMax: 4096,
    kTimeoutMs: 600000,

    // Called with the services: a file may be dropped before anything else happens.
    start: function () {
      var U = SmsUploads;
      U.files = new Map();
      U.requests = new Map();
      var hasFiles = function (event) {
        return !!event.dataTransfer && Array.from(event.dataTransfer.types || []).indexOf('Files') >= 0;
      };
      var dragged = function (isOver) { SmsPost.service(SmsServices.kind.FilesDragged, isOver ? 1 : 0); };
      addEventListener('dragenter', function (event) {
        if (hasFiles(event) && U.depth++ === 0) dragged(true);
      });
      addEventListener('dragleave', function (event) {
        if (hasFiles(event) && U.depth > 0 && --U.depth === 0) dragged(false);
      });
      addEventListener('dragover', function (event) {
        if (!hasFiles(event)) return;
        event.preventDefault();  // else the browser would open the file instead of this page
        event.dataTransfer.dropEffect = 'copy';
      });
      addEventListener('drop', function (event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        U.depth = 0;
        dragged(false);
        U.offer(event.dataTransfer.files);
      });
      document.addEventListener('paste', function (event) {
        // What is pasted into a note or a search is not meant for the customer.
        var isField = event.target.tagName === 'TEXTAREA' || event.target.tagName === 'INPUT';
        if (isField && !event.target.smsTakesFiles) return;
        var files = event.clipboardData && event.clipboardData.files;
        // What is copied from a page or a document has words too: those are what is meant.
        var hasWords = event.clipboardData && Array.from(event.clipboardData.types).indexOf('text/plain') >= 0;
        if (!files || files.length === 0 || hasWords) return;
        event.preventDefault();
        U.offer(files);
      });
    },

    // `place`: where files were chosen for; none: they were dropped or pasted.
    offer: function (files, place) {
      var all = Array.from(files), max = SmsUploads.kFilesMax;
      all.slice(0, max).forEach(function (file) {
        var key = 'f' + (++SmsUploads.count);
        SmsUploads.files.set(key, file);
        SmsPost.service(SmsServices.kind.FileOffered, file.size, key, file.type + '\n' + (place || ''), file.name || '');
      });
      if (all.length > max) SmsPost.service(SmsServices.kind.FilesLeftOut, all.length - max);
    },

    choose: function (accepts, place) {
      var input = document.createElement('input');
      input.type = 'file';
      input.multiple = true;
      input.accept = accepts;
      input.onchange = function () { SmsUploads.offer(input.files, place); };
      input.click();
    },

    // A JPEG of at most that many bytes: first the quality gives way, then the size.
    scale: function (blob, bytesMax) {
      return createImageBitmap(blob).then(function (bitmap) {
        var side = Math.min(SmsUploads.kSidesMax, Math.max(bitmap.width, bitmap.height));
        var attempt = function (quality) {
          var scale = side / Math.max(bitmap.width, bitmap.height);
          var width = Math.max(1, Math.round(bitmap.width * scale)), height = Math.max(1, Math.round(bitmap.height * scale));
          var canvas = SmsPictures.canvas(width, height);
          var context = canvas.getContext('2d');
          context.fillStyle = '#fff';  // JPEG knows no transparency
          context.fillRect(0, 0, width, height);
          context.imageSmoothingQuality = 'high';
          context.drawImage(bitmap, 0, 0, width, height);
          var encoded = canvas.convertToBlob
            ? canvas.convertToBlob({type: 'image/jpeg', quality: quality})
            : new Promise(function (resolve) { canvas.toBlob(resolve, 'image/jpeg', quality); });
          return encoded.then(function (smaller) {
            if (smaller && smaller.size <= bytesMax) {
              bitmap.close();
              return smaller;
            }
            if (quality > 0.7) return attempt(quality - 0.12);
            side = Math.round(side * 0.75);
            if (side < 200) throw new Error('small');
            return attempt(0.85);
          });
        };
        return attempt(0.88);
      });
    },

    ended: function (key, status, body) { SmsPost.service(SmsServices.kind.UploadEnded, status, key, body); },

    begin: function (key, path, bytesMax, isScaled) {
      var U = SmsUploads, file = U.files.get(key);
      if (!file) {
        setTimeout(U.ended, 0, key, 0, 'The browser does not have the file any more. Choose it again.');
        return;
      }
      if (!isScaled) {
        U.send(key, path, file);
        return;
      }
      U.scale(file, bytesMax).then(function (smaller) {
        if (!U.files.has(key)) return;
        U.files.set(key, smaller);
        SmsPost.service(SmsServices.kind.UploadProgressed, 1, key, String(smaller.size));
        U.send(key, path, smaller);
      }, function () {
        if (U.files.has(key)) U.ended(key, 0, 'The picture could not be read. Choose another one.');
      });
    },

    send: function (key, path, blob) {
      var U = SmsUploads, request = new XMLHttpRequest();
      U.requests.set(key, request);
      request.open('POST', path);
      request.timeout = U.kTimeoutMs;
      request.upload.onprogress = function (event) {
        if (event.lengthComputable && U.requests.get(key) === request) {
          SmsPost.service(SmsServices.kind.UploadProgressed, Math.floor(event.loaded * 100 / event.total), key, '0');
        }
      };
      request.onloadend = function () {
        if (U.requests.get(key) !== request) return;
        U.requests.delete(key);
        U.ended(key, request.status, request.responseText || '');
      };
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.send(blob);
    },

    // Bytes out of a document, as if they had been chosen. What is no base64 is no file: begin() says so.
    offerBytes: function (key, base64) {
      try {
        var text = atob(base64), bytes = new Uint8Array(text.length);
        for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
        SmsUploads.files.set(key, new Blob([bytes]));
      } catch (_) { /* no base64, or no room */ }
    },

    fetch: function (tag, path, bytesMax) {
      var U = SmsUploads;
      var abort = new AbortController();
      var timer = setTimeout(function () { abort.abort(); }, U.kTimeoutMs);
      fetch(path, {credentials: 'same-origin', redirect: 'error', signal: abort.signal}).then(function (response) {
        if (response.status !== 200) return {status: response.status, text: ''};
        if (Number(response.headers.get('Content-Length')) > bytesMax) {
          abort.abort();
          return {status: 413, text: ''};
        }
        return response.blob().then(function (blob) {
          if (blob.size > bytesMax) return {status: 413, text: ''};
          return U.base64Of(blob).then(function (text) { return {status: 200, text: text}; });
        });
      }).catch(function () {
        return {status: 0, text: ''};
      }).then(function (result) {
        clearTimeout(timer);
        SmsPost.service(SmsServices.kind.HttpAnswered, result.status, tag, result.text);
      });
    },

    base64Of: function (blob) {
      return new Promise(function (resolve, reject) {
        var reader = new FileReader();
        reader.onload = function () { resolve(reader.result.slice(reader.result.indexOf(',') + 1)); };  // behind "data:…;base64"
        reader.onerror = reject;
        reader.readAsDataURL(blob);
      });
    },

    end: function (key) {
      var request = SmsUploads.requests.get(key);
      SmsUploads.requests.delete(key);
      SmsUploads.files.delete(key);
      if (request) request.abort();
    },
  },

  smsdesk_js_uploads_choose__deps: ['$SmsUploads'],
  smsdesk_js_uploads_choose: function (accepts, acceptsBytes, place, placeBytes) {
    SmsUploads.choose(SmsPost.text(accepts, acceptsBytes), SmsPost.text(place, placeBytes));
  },
  smsdesk_js_upload__deps: ['$SmsUploads'],
  smsdesk_js_upload: function (key, keyBytes, path, pathBytes, bytesMax, isScaled) {
    SmsUploads.begin(SmsPost.text(key, keyBytes), SmsPost.text(path, pathBytes), bytesMax, !!isScaled);
  },
  smsdesk_js_offer_file__deps: ['$SmsUploads'],
  smsdesk_js_offer_file: function (key, keyBytes, base64, bytes) {
    SmsUploads.offerBytes(SmsPost.text(key, keyBytes), SmsPost.text(base64, bytes));
  },
  smsdesk_js_fetch_file__deps: ['$SmsUploads'],
  smsdesk_js_fetch_file: function (tag, tagBytes, path, pathBytes, bytesMax) {
    SmsUploads.fetch(SmsPost.text(tag, tagBytes), SmsPost.text(path, pathBytes), bytesMax);
  },
  smsdesk_js_upload_end__deps: ['$SmsUploads'],
  smsdesk_js_upload_end: function (key, bytes) { SmsUploads.end(SmsPost.text(key, bytes)); },
});

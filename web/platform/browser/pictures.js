// Pictures of the relay for the canvas (pictures.cpp): fetched, decoded at their size, rounded, and handed over as pixels.
mergeInto(LibraryManager.library, {
  $SmsPictures__deps: ['$SmsPost', '$Gl'],
  $SmsPictures: {
    loaded: null,  // Map of ticket → canvas, until it is taken
    wanted: null,  // Map of ticket → what breaks it off
    kEvent: 160,
    kTimeoutMs: 60000,

    start: function () {
      if (SmsPictures.loaded) return;
      SmsPictures.loaded = new Map();
      SmsPictures.wanted = new Map();
    },

    canvas: function (width, height) {
      if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
      var canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      return canvas;
    },

    // Covers the rectangle: what is too wide or too high is cut at both its sides alike.
    draw: function (bitmap, width, height, radius) {
      var canvas = SmsPictures.canvas(width, height);
      var context = canvas.getContext('2d');
      if (radius > 0 && context.roundRect) {
        context.beginPath();
        context.roundRect(0, 0, width, height, radius);
        context.clip();
      }
      var scale = Math.max(width / bitmap.width, height / bitmap.height);
      var w = bitmap.width * scale, h = bitmap.height * scale;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, (width - w) / 2, (height - h) / 2, w, h);
      return canvas;
    },

    // What failed is told by the status of the answer; 0: there was none, or it broke off.
    load: function (ticket, path, width, height, radius, isAgain) {
      SmsPictures.start();
      var status = 0;
      var abort = new AbortController();
      SmsPictures.wanted.set(ticket, abort);
      var timer = setTimeout(function () { abort.abort(); }, SmsPictures.kTimeoutMs);
      fetch(path, {
        credentials: 'same-origin', cache: isAgain ? 'reload' : 'default', signal: abort.signal,
      }).then(function (response) {
        clearTimeout(timer);  // however long it is on its way: what comes comes
        if (response.ok) return response.blob();
        status = response.status;
        throw new Error(String(status));
      }).then(function (blob) {
        status = 200;
        return createImageBitmap(blob);
      }).then(function (bitmap) {
        if (!SmsPictures.wanted.has(ticket)) {
          bitmap.close();
          return;
        }
        SmsPictures.loaded.set(ticket, SmsPictures.draw(bitmap, width, height, radius));
        bitmap.close();
        SmsPictures.tell(ticket, true, status);
      }).catch(function () {
        clearTimeout(timer);
        SmsPictures.tell(ticket, false, status);
      });
    },

    tell: function (ticket, isReady, status) {
      if (!SmsPictures.wanted.delete(ticket)) return;
      var bytes = new Uint8Array(7), view = new DataView(bytes.buffer);
      view.setUint32(0, ticket, true);
      bytes[4] = isReady ? 1 : 0;
      view.setUint16(5, status, true);
      SmsPost.send(SmsPictures.kEvent, bytes);
    },

    take: function (ticket, id, texels) {
      var canvas = SmsPictures.loaded.get(ticket);
      SmsPictures.loaded.delete(ticket);
      if (!canvas) return;
      if (!texels) {
        Gl.uploadCanvas(id, canvas, 0, 0, canvas.width, canvas.height);
        return;
      }
      var pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      for (var i = 0; i < pixels.length; i += 4) {  // the renderer wants them premultiplied
        var alpha = pixels[i + 3];
        if (alpha === 255) continue;
        pixels[i] = pixels[i] * alpha / 255;
        pixels[i + 1] = pixels[i + 1] * alpha / 255;
        pixels[i + 2] = pixels[i + 2] * alpha / 255;
      }
      HEAPU8.set(pixels, texels);
    },

    drop: function (ticket) {
      if (!SmsPictures.loaded) return;
      var abort = SmsPictures.wanted.get(ticket);
      SmsPictures.wanted.delete(ticket);
      SmsPictures.loaded.delete(ticket);
      if (abort) abort.abort();
    },
  },

  picture_load__deps: ['$SmsPictures'],
  picture_load: function (ticket, path, bytes, width, height, radius, isAgain) {
    SmsPictures.load(ticket >>> 0, SmsPost.text(path, bytes), width, height, radius, !!isAgain);
  },
  picture_take__deps: ['$SmsPictures'],
  picture_take: function (ticket, id, texels) { SmsPictures.take(ticket >>> 0, id, texels); },
  picture_drop__deps: ['$SmsPictures'],
  picture_drop: function (ticket) { SmsPictures.drop(ticket >>> 0); },
});

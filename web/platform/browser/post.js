// Sends one event into C++: smsdesk_event(kind, bytes, length). Kinds and layouts: service_events.h.
mergeInto(LibraryManager.library, {
  $SmsPost__deps: ['malloc', 'free'],
  $SmsPost: {
    utf8: null,

    encode: function (text) {
      if (!SmsPost.utf8) SmsPost.utf8 = new TextEncoder();
      return SmsPost.utf8.encode(text);
    },

    send: function (kind, bytes) {
      var at = _malloc(bytes.length + 1);
      if (!at) throw new RangeError('There is no memory left for ' + bytes.length + ' bytes.');
      HEAPU8.set(bytes, at);
      try {
        _smsdesk_event(kind, at, bytes.length);
      } finally {
        _free(at);
      }
    },

    // A ServiceEvent; `kind` counts from 0 as in services.h.
    service: function (kind, number, tag, text, key) {
      var tagBytes = SmsPost.encode(tag || '');
      var keyBytes = SmsPost.encode(key || '');
      var textBytes = SmsPost.encode(text || '');
      var all = new Uint8Array(16 + tagBytes.length + keyBytes.length + textBytes.length);
      var head = new DataView(all.buffer);
      head.setFloat64(0, number, true);
      head.setUint32(8, tagBytes.length, true);
      head.setUint32(12, keyBytes.length, true);
      all.set(tagBytes, 16);
      all.set(keyBytes, 16 + tagBytes.length);
      all.set(textBytes, 16 + tagBytes.length + keyBytes.length);
      SmsPost.send(100 + kind, all);
    },

    // An event of one node: its id, then `rest` (a byte array, may be absent).
    node: function (kind, low, high, rest) {
      var all = new Uint8Array(8 + (rest ? rest.length : 0));
      var head = new DataView(all.buffer);
      head.setUint32(0, low, true);
      head.setUint32(4, high, true);
      if (rest) all.set(rest, 8);
      SmsPost.send(kind, all);
    },

    text: function (at, bytes) {
      return bytes > 0 ? UTF8ToString(at, bytes) : '';
    },
  },
});

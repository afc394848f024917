// What this browser says that it can show and play. Of pictures only a promise answers: it is asked for while the program loads,
// so that the answer is there when the program begins. Where it is not, a picture is tried.
mergeInto(LibraryManager.library, {
  $SmsShown__postset: 'SmsShown.ask();',
  $SmsShown: {
    kPictures: ['image/heic'],  // the others are in every browser that the client runs in
    // The same container, whose name not every browser knows that reads it: then what phones put into it decides.
    kAlike: {'video/quicktime': 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"'},
    missing: [],  // pictures
    player: null,

    ask: function () {
      if (typeof ImageDecoder !== 'function') return;
      SmsShown.kPictures.forEach(function (type) {
        ImageDecoder.isTypeSupported(type).then(function (is) {
          if (!is) SmsShown.missing.push(type);
        }, function () { /* then it is tried */ });
      });
    },

    can: function (type) {
      if (type.indexOf('image/') === 0) return SmsShown.missing.indexOf(type) < 0;
      if (!SmsShown.player) SmsShown.player = document.createElement('video');
      var alike = SmsShown.kAlike[type];
      return SmsShown.player.canPlayType(type) !== '' || (!!alike && SmsShown.player.canPlayType(alike) !== '');
    },
  },

  smsdesk_js_can_show__deps: ['$SmsShown', '$SmsPost'],
  smsdesk_js_can_show: function (type, bytes) { return SmsShown.can(SmsPost.text(type, bytes)) ? 1 : 0; },
});

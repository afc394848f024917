mergeInto(LibraryManager.library, {
  $LineBreak: {
    isRtlLetter: function(cp) { return /\p{L}/u.test(String.fromCodePoint(cp)); },
    isLtrLetter: function(cp) { return /\p{L}/u.test(String.fromCodePoint(cp)); },
    opportunities: function(text) {
      var out = [];
      for (var i = 1; i < text.length; i++) if (text.charCodeAt(i - 1) === 32 && text.charCodeAt(i) !== 32) out.push(i);
      return out;
    },
  },
});

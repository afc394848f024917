// Where a line of European text may break: Unicode's line breaking rules (UAX #14, the LB numbers below) for the
// characters that isPlain() takes, with the browser's own table for pairs of ASCII characters. All other text is laid
// out by the browser itself (text.js), so these rules need not know it.
mergeInto(LibraryManager.library, {
  $LineBreak: {
    plain: null,    // RegExp
    classes: null,  // non-ASCII character -> class; every other is a letter
    ascii: null,    // class of each ASCII character

    start: function() {
      // Latin, Greek and Cyrillic without combining marks, and the punctuation that goes with them.
      LineBreak.plain = /^[\n -~\xA0-\xAC\xAE-\u024F\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0384-\u0482\u048A-\u052F\u1E00-\u1EFF\u2010\u2011\u2013\u2014\u2018-\u201E\u2020-\u2022\u2026\u2030\u2039\u203A\u20AC\u2116]*$/;
      LineBreak.classes = new Map();
      var add = function(characters, name) { for (var c of characters) LineBreak.classes.set(c.codePointAt(0), name); };
      add('\xA0\u2011', 'GL');
      add('\xAB\xBB\u2018\u2019\u201B\u201C\u201D\u2039\u203A', 'QU');
      add('\xA1\xBF\u201A\u201E', 'OP');
      add('\xA3\xA4\xA5\xB1\u2116\u20AC', 'PR');
      add('\xA2\xB0\u2030', 'PO');
      add('\xB4', 'BB');
      add('\u2010\u2013', 'HH');
      add('\u2014', 'B2');
      add('\u2026', 'IN');
      LineBreak.ascii = [];
      for (var c = 0; c < 128; c++) {
        var s = String.fromCharCode(c);
        LineBreak.ascii[c] = c === 32 ? 'SP' : c >= 48 && c <= 57 ? 'NU' : c === 45 ? 'HY' : c === 47 ? 'SY' : c === 125 ? 'CL' : c === 124 ? 'BA' :
          c === 37 ? 'PO' : '$+\\'.indexOf(s) >= 0 ? 'PR' : '!?'.indexOf(s) >= 0 ? 'EX' : ',.:;'.indexOf(s) >= 0 ? 'IS' :
          '([{'.indexOf(s) >= 0 ? 'OP' : ')]'.indexOf(s) >= 0 ? 'CP' : '"\''.indexOf(s) >= 0 ? 'QU' : 'AL';
      }
    },
    isPlain: function(text) {
      if (!LineBreak.plain) LineBreak.start();
      return LineBreak.plain.test(text);
    },
    classOf: function(c) { return c < 128 ? LineBreak.ascii[c] : LineBreak.classes.get(c) || 'AL'; },

    // Between two visible ASCII characters, as browsers have it (measured; it differs from UAX #14 for ? and -).
    breaksAscii: function(before, a, b) {
      if (a === 45) {  // hyphen: a minus sign stays with its digits
        if (b >= 48 && b <= 57) return (before >= 48 && before <= 57) || (before >= 65 && before <= 90) || (before >= 97 && before <= 122);
        return '!$),./:;?]}'.indexOf(String.fromCharCode(b)) < 0;
      }
      if (a === 63) return '!"\'),./:;?]}'.indexOf(String.fromCharCode(b)) < 0;
      if (b === 40 || b === 60 || b === 91 || b === 123) return '!"#%&)*+,.:;=>\\]|}~'.indexOf(String.fromCharCode(a)) >= 0;
      return false;
    },

    // Indices before which a line may begin, ascending. `text` is plain and has no line feeds.
    opportunities: function(text) {
      var out = [];
      var number = 0;        // 1: inside a number, 2: closed by a bracket
      var before = 'SP';     // class left of `left`
      var left = text.length ? LineBreak.classOf(text.charCodeAt(0)) : '';
      if (left === 'NU') number = 1;
      for (var i = 1; i < text.length; i++) {
        var a = text.charCodeAt(i - 1), b = text.charCodeAt(i), right = LineBreak.classOf(b);
        if (right !== 'SP') {
          if (left === 'SP' ||  // LB18, before all others: where preserved spaces end a line may always break
              (a < 128 && b < 128 ? LineBreak.breaksAscii(i > 1 ? text.charCodeAt(i - 2) : 0, a, b)
                                  : LineBreak.canBreak(before, left, right, number, text, i))) out.push(i);
        }
        number = right === 'NU' ? 1 : number === 1 && (right === 'SY' || right === 'IS') ? 1 : number === 1 && (right === 'CL' || right === 'CP') ? 2 : 0;
        // A word may begin with a hyphen, and one behind another hyphen counts as such a beginning (measured).
        before = left === 'HY' && right === 'HY' ? 'SP' : left;
        left = right;
      }
      return out;
    },
    canBreak: function(before, left, right, number, text, i) {
      if (left === 'GL' || right === 'GL' && left !== 'BA' && left !== 'HY' && left !== 'HH') return false;  // LB12, LB12a
      if (right === 'CL' || right === 'CP' || right === 'EX' || right === 'IS' || right === 'SY') return false;  // LB13
      if (left === 'OP' || left === 'B2' && right === 'B2') return false;                                    // LB14, LB17
      if (left === 'QU' || right === 'QU') return false;                                                     // LB19
      if ((left === 'HY' || left === 'HH') && right === 'AL' && (before === 'SP' || before === 'GL')) return false;  // LB20a
      if (right === 'BA' || right === 'HY' || right === 'HH' || left === 'BB' || right === 'IN') return false;  // LB21, LB22
      if (left === 'AL' && (right === 'NU' || right === 'PR' || right === 'PO' || right === 'OP' || right === 'AL')) return false;  // LB23, 24, 28, 30
      if (right === 'AL' && (left === 'NU' || left === 'PR' || left === 'PO' || left === 'IS' || left === 'CP')) return false;
      if (number && (right === 'PO' || right === 'PR') || number === 1 && right === 'NU') return false;      // LB25
      if (right === 'NU' && (left === 'PO' || left === 'PR' || left === 'HY' || left === 'CP')) return false;
      if ((left === 'PO' || left === 'PR') && right === 'OP' && /^[,.:;]?[0-9]/.test(text.slice(i + 1, i + 3))) return false;
      if (left === 'NU' && right === 'OP') return false;                                                     // LB30
      return true;                                                                                           // LB31
    },
  },
});

// The browser's side of text_run.cpp: breaking text into lines, measuring and rasterising one line, by Canvas2D.
// Where lines may break is decided in line_break.js.
//
// The DOM mirror lays the same words over the canvas; both take the font stack from here (CSS: --smsdesk-font) and
// agree where the mirror's text has: white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
// hyphens: none; the same size, weight and line height; and TextRuns.clean() applied.
mergeInto(LibraryManager.library, {
  $TextRuns__deps: ['$LineBreak'],
  $TextRuns: {
    // Named fonts only before the generic ones: canvas and DOM disagree about system-ui on some systems.
    fontStack: '"Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif',
    widthsMax: 60000,     // words whose width is kept
    context: null,        // measures; its canvas is never drawn to
    scratch: null,        // 'width x height' -> 2D context to draw one line on
    decoder: null,
    font: '',
    widths: null,         // the current font's Map of word -> width
    fonts: null,          // font -> such a Map
    widthCount: 0,
    baselines: null,
    graphemes: null,
    current: null,        // the line measured last: {text, direction, left, top, width, height, origin}

    start: function() {
      TextRuns.context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      TextRuns.context.textAlign = 'left';  // else right-to-left text is measured from its right end
      TextRuns.decoder = new TextDecoder();
      TextRuns.scratch = new Map();
      TextRuns.graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
      TextRuns.forget();
      document.documentElement.style.setProperty('--smsdesk-font', TextRuns.fontStack);
    },
    forget: function() {
      TextRuns.fonts = new Map();
      TextRuns.baselines = new Map();
      TextRuns.widthCount = 0;
      TextRuns.font = '';
    },
    read: function(at, bytes) { return TextRuns.decoder.decode(HEAPU8.subarray(at, at + bytes)); },
    // Control characters take no part in layout the same way everywhere; each becomes one space.
    clean: function(text) { return text.replace(/[\0-\x09\x0b-\x1f\x7f\u0085\u2028\u2029]/g, ' '); },
    setFont: function(size, weight) {
      var font = (weight ? '600 ' : '400 ') + size + 'px ' + TextRuns.fontStack;
      if (font === TextRuns.font) return;
      TextRuns.font = font;
      TextRuns.context.font = font;
      TextRuns.widths = TextRuns.fonts.get(font);
      if (!TextRuns.widths) TextRuns.fonts.set(font, TextRuns.widths = new Map());
    },
    // Width of a word that recurs.
    width: function(word) {
      var width = TextRuns.widths.get(word);
      if (width !== undefined) return width;
      if (++TextRuns.widthCount > TextRuns.widthsMax) {
        TextRuns.fonts.forEach(function(widths) { widths.clear(); });
        TextRuns.widthCount = 1;
      }
      width = TextRuns.context.measureText(word).width;
      TextRuns.widths.set(word, width);
      return width;
    },
    measure: function(text) { return TextRuns.context.measureText(text).width; },

    // First strong character, as unicode-bidi: plaintext finds it; what stands inside isolates does not count.
    isRtl: function(text) {
      if (!/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\ud802-\ud83b]/.test(text)) return false;
      var depth = 0;
      for (var i = 0; i < text.length; i++) {
        var cp = text.codePointAt(i);
        if (cp > 0xFFFF) i++;
        if (cp >= 0x2066 && cp <= 0x2068) depth++;
        else if (cp === 0x2069) depth = Math.max(0, depth - 1);
        else if (depth === 0) {
          if (cp === 0x200F || (cp >= 0x590 && cp <= 0x8FF || cp >= 0xFB1D && cp <= 0xFDFF || cp >= 0xFE70 && cp <= 0xFEFC ||
              cp >= 0x10800 && cp <= 0x10FFF || cp >= 0x1E800 && cp <= 0x1EFFF) && LineBreak.isRtlLetter(cp)) return true;
          if (cp === 0x200E || LineBreak.isLtrLetter(cp)) return false;
        }
      }
      return false;
    },

    // Lines of one paragraph (no line feeds), pushed as [begin, end, width, isRtl, wasCut] in UTF-16 units from `base`.
    // Greedy: a segment runs from one opportunity to the next; its trailing spaces hang. A segment wider than a whole
    // line is broken between graphemes, but only at the start of a line, as overflow-wrap does.
    breakParagraph: function(text, base, wrap, lines, isEnough) {
      var rtl = TextRuns.isRtl(text) ? 1 : 0;
      var push = function(begin, end) {
        var stop = end;
        while (stop > begin && text.charCodeAt(stop - 1) === 32) stop--;
        lines.push([base + begin, base + stop, stop > begin ? TextRuns.measure(text.slice(begin, stop)) : 0, rtl, 0]);
      };
      if (text.length === 0 || !(wrap < Infinity)) return push(0, text.length);
      var breaks = LineBreak.opportunities(text);
      var begin = 0;       // of the line
      var at = 0;          // of the segment
      var sum = 0;         // width of the line up to `at`, trailing spaces included
      for (var i = 0; i <= breaks.length; i++) {
        var end = i < breaks.length ? breaks[i] : text.length;
        var stop = end;
        while (stop > at && text.charCodeAt(stop - 1) === 32) stop--;
        var word = stop > at ? TextRuns.width(text.slice(at, stop)) : 0;
        if (word > 0) {
          var fits = sum + word <= wrap;
          // Kerning across words makes the sum inexact: near the edge the whole line is measured.
          if (at > begin && Math.abs(sum + word - wrap) < 3) fits = TextRuns.fits(text.slice(begin, stop), wrap);
          if (!fits && at > begin) {
            push(begin, at);
            if (isEnough()) return;
            begin = at;
            sum = 0;
            fits = word <= wrap;
          }
          if (!fits) {
            var cut = TextRuns.breakLong(text, at, stop, wrap);
            while (cut < stop) {
              push(begin, cut);
              if (isEnough()) return;
              begin = at = cut;
              cut = TextRuns.breakLong(text, at, stop, wrap);
            }
            word = TextRuns.measure(text.slice(at, stop));
          }
        }
        sum += word;
        if (end > stop) sum += (end - stop) * TextRuns.width(' ');
        at = end;
      }
      push(begin, text.length);
    },
    fits: function(text, wrap) { return TextRuns.measure(text) <= wrap; },
    // How much of text[begin, end) fits on a line of its own: at least one grapheme.
    breakLong: function(text, begin, end, wrap) {
      var edges = [];
      for (var part of TextRuns.graphemes.segment(text.slice(begin, end))) edges.push(begin + part.index + part.segment.length);
      var low = 0, high = edges.length - 1;  // the last edge that fits is in [low, high]; the first always counts
      while (low < high) {
        var middle = (low + high + 1) >> 1;
        if (TextRuns.measure(text.slice(begin, edges[middle])) <= wrap) low = middle;
        else high = middle - 1;
      }
      return edges[low];
    },
    layOut: function(text, size, weight, wrap, linesMax) {
      TextRuns.setFont(size, weight);
      text = TextRuns.clean(text);
      if (!(wrap > 0)) wrap = Infinity;
      else wrap = Math.floor(wrap * 64) / 64;  // the browser's layout unit
      var lines = [];
      var isEnough = function() { return linesMax > 0 && lines.length > linesMax; };
      var begin = 0;
      while (!isEnough()) {
        var end = text.indexOf('\n', begin);
        TextRuns.breakParagraph(end < 0 ? text.slice(begin) : text.slice(begin, end), begin, wrap, lines, isEnough);
        // A last line feed opens no line of its own in the browser.
        if (end < 0 || end === text.length - 1) break;
        begin = end + 1;
      }
      if (isEnough()) {
        lines.length = linesMax;
        TextRuns.cut(text, lines[linesMax - 1], wrap);
      }
      return lines;
    },
    // Shortens a line until it fits with an ellipsis behind it.
    cut: function(text, line, wrap) {
      line[4] = 1;
      var edges = [line[0]];
      for (var part of TextRuns.graphemes.segment(text.slice(line[0], line[1]))) edges.push(line[0] + part.index + part.segment.length);
      var low = 0, high = edges.length - 1;
      while (low < high) {
        var middle = (low + high + 1) >> 1;
        if (TextRuns.measure(text.slice(line[0], edges[middle]) + '\u2026') <= wrap) low = middle;
        else high = middle - 1;
      }
      line[1] = edges[low];
      while (line[1] > line[0] && text.charCodeAt(line[1] - 1) === 32) line[1]--;
      line[2] = TextRuns.measure(text.slice(line[0], line[1]) + '\u2026');
    },

    // As the browser's own layout places it: fonts' metrics are rounded there in ways that Canvas2D does not tell.
    baseline: function(size, lineHeight, weight) {
      var key = size + '/' + lineHeight + '/' + weight;
      var found = TextRuns.baselines.get(key);
      if (found !== undefined) return found;
      var box = document.createElement('div'), mark = document.createElement('span');
      box.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden;white-space:pre;margin:0;padding:0;border:0;' +
        'font:' + (weight ? 600 : 400) + ' ' + size + 'px/' + lineHeight + 'px ' + TextRuns.fontStack;
      mark.style.cssText = 'display:inline-block;width:1px;height:0;margin:0;padding:0;border:0';
      box.append('x', mark);
      document.body.appendChild(box);
      found = (mark.getBoundingClientRect().bottom - box.getBoundingClientRect().top) * (window.devicePixelRatio || 1);
      box.remove();
      TextRuns.baselines.set(key, found);
      return found;
    },

    drawContext: function(width, height) {
      var w = 64;
      while (w < width) w *= 2;
      var h = (height + 15) & ~15;
      var key = w * 4096 + h;
      var context = TextRuns.scratch.get(key);
      if (!context) {
        if (TextRuns.scratch.size >= 24) TextRuns.scratch.clear();
        var canvas = document.createElement('canvas');
        canvas.width = w;
        canvas.height = h;
        context = canvas.getContext('2d', {willReadFrequently: true});
        TextRuns.scratch.set(key, context);
      }
      return context;
    },
  },

  text_lay_out__deps: ['$TextRuns'],
  text_lay_out: function(at, bytes, size, weight, wrap, linesMax, out, capacity) {
    var text = TextRuns.read(at, bytes);
    var lines = TextRuns.layOut(text, size, weight, wrap, linesMax);
    var isAscii = text.length === bytes, unit = 0, byte = 0;
    var toBytes = function(to) {  // lines only go forward
      if (isAscii) return to;
      for (; unit < to; unit++) {
        var c = text.charCodeAt(unit);
        if (c < 0x80) byte += 1;
        else if (c < 0x800) byte += 2;
        else if (c >= 0xD800 && c < 0xDC00) { byte += 4; unit++; }
        else byte += 3;
      }
      return byte;
    };
    for (var i = 0; i < lines.length && i < capacity; i++) {
      var to = (out >> 3) + i * 5, line = lines[i];
      HEAPF64[to] = toBytes(line[0]);
      HEAPF64[to + 1] = toBytes(line[1]);
      HEAPF64[to + 2] = line[2];
      HEAPF64[to + 3] = line[3];
      HEAPF64[to + 4] = line[4];
    }
    return lines.length;
  },
  text_baseline__deps: ['$TextRuns'],
  text_baseline: function(size, lineHeight, weight) { return TextRuns.baseline(size, lineHeight, weight); },
  text_measure_ink__deps: ['$TextRuns'],
  text_measure_ink: function(at, bytes, size, weight, isRtl, isCut, fraction, ink) {
    TextRuns.setFont(size, weight);
    var context = TextRuns.context;
    var text = TextRuns.clean(TextRuns.read(at, bytes)) + (isCut ? '\u2026' : '');
    context.direction = isRtl ? 'rtl' : 'ltr';
    var m = context.measureText(text);
    context.direction = 'ltr';
    // One pixel more on each side: what anti-aliasing touches.
    var left = Math.floor(fraction - m.actualBoundingBoxLeft) - 1, right = Math.ceil(fraction + m.actualBoundingBoxRight) + 1;
    var top = Math.floor(-m.actualBoundingBoxAscent) - 1, bottom = Math.ceil(m.actualBoundingBoxDescent) + 1;
    TextRuns.current = {text: text, direction: isRtl ? 'rtl' : 'ltr', left: left, top: top, height: bottom - top, x: fraction, font: TextRuns.font};
    HEAP32[ink >> 2] = left;
    HEAP32[(ink >> 2) + 1] = top;
    HEAP32[(ink >> 2) + 2] = Math.max(0, right - left);
    HEAP32[(ink >> 2) + 3] = Math.max(0, bottom - top);
  },
  text_raster__deps: ['$TextRuns', '$Gl', '$Canvas'],
  text_raster: function(color, skip, width, page, x, y, texels, pitch) {
    var line = TextRuns.current;
    var context = TextRuns.drawContext(width, line.height);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.font = line.font;
    context.direction = line.direction;
    context.textAlign = 'left';
    context.fillStyle = 'rgb(' + (color & 255) + ',' + (color >> 8 & 255) + ',' + (color >> 16 & 255) + ')';
    context.fillText(line.text, line.x - line.left - skip, -line.top);
    if (!texels) return Gl.uploadCanvas(page, context.canvas, x, y, width, line.height);
    var data = context.getImageData(0, 0, width, line.height).data;
    for (var row = 0, from = 0; row < line.height; row++) {
      var to = texels + ((y + row) * pitch + x) * 4;
      for (var i = 0; i < width; i++, from += 4, to += 4) {
        var alpha = data[from + 3];
        if (alpha === 0) { HEAPU32[to >> 2] = 0; continue; }
        HEAPU8[to] = (data[from] * alpha + 127) / 255;
        HEAPU8[to + 1] = (data[from + 1] * alpha + 127) / 255;
        HEAPU8[to + 2] = (data[from + 2] * alpha + 127) / 255;
        HEAPU8[to + 3] = alpha;
      }
    }
  },
  text_forget_metrics__deps: ['$TextRuns'],
  text_forget_metrics: function() { TextRuns.forget(); },
});

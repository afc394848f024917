// The browser's side of text_run.cpp: breaking text into lines, measuring and rasterising one line, by Canvas2D.
//
// Lines: European text is broken here (line_break.js gives the places, Canvas2D the widths), which takes a third of the
// time that the browser's layout takes. Whatever is not sure to come out the same (other scripts, two alphabets in one text,
// emoji, words wider than a line, a line that ends within a quarter of a pixel of the edge) is laid out by the browser in a
// hidden element.
//
// The DOM mirror lays the same words over the canvas; both take the font stack (CSS: --smsdesk-font) and TextRuns.css
// from here and agree where size, weight and line height are the same and TextRuns.clean() was applied.
mergeInto(LibraryManager.library, {
  $TextRuns__deps: ['$LineBreak'],
  $TextRuns: {
    // Named fonts only before the generic ones: canvas and DOM disagree about system-ui on some systems.
    fontStack: '"Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif',
    css: 'white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;text-align:start;hyphens:none;' +
      'text-spacing-trim:space-all;tab-size:1;text-indent:0;letter-spacing:normal;word-spacing:normal;text-transform:none',
    widthsMax: 60000,     // words whose width is kept
    // A context remembers the layout of every text it has met, a kilobyte each and never less: it is replaced.
    textsMax: 2000,
    fontsMax: 48,         // sizes and weights that words have widths for: the theme's, at a few text sizes
    baselinesMax: 64,
    scratchesMax: 24,     // sizes of canvases to draw a line on
    // How far ink may reach from its baseline, in font sizes: every script's own marks have room (Tibetan, Myanmar and Thai
    // need the most), and a stack that somebody has piled up does not paint over what stands above and below.
    inkAbove: 1.6,
    inkBelow: 1,
    context: null,        // measures; its canvas is never drawn to
    measured: 0,          // texts by this one
    scratch: null,        // 'width x height' -> 2D context to draw one line on
    drawn: 0,             // lines on these
    decoder: null,
    font: '',
    widths: null,         // the current font's Map of word -> width
    fonts: null,          // font -> such a Map
    widthCount: 0,
    baselines: null,
    textSize: 1,          // how much larger than in CSS everything is drawn: canvas.js
    graphemes: null,
    box: null,            // the hidden element, and the range that asks where its characters are
    range: null,
    rtl: null,            // characters that are strong from right to left, from left to right, and what is neither among them
    ltr: null,
    weak: null,
    current: null,        // the line measured last: {text, direction, left, top, width, height, origin}

    start: function() {
      TextRuns.renewContext();
      TextRuns.decoder = new TextDecoder();
      TextRuns.scratch = new Map();
      TextRuns.graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
      TextRuns.alphabets = [/[A-Za-z\xaa\xba\u00c0-\u024f\u1e00-\u1eff]/, /[\u0370-\u03ff\u1f00-\u1fff]/, /[\u0400-\u052f]/];
      // Strong characters (UAX #9: R and AL; L), where `weak` does not take one out. Regular expressions know no Bidi_Class: letters
      // are L where they are not R, the ranges are what L has besides, and unassigned ones are what they are reserved for.
      TextRuns.rtl = new RegExp('[' +
        '\\u0590-\\u05ff\\u0608\\u060b\\u060d\\u061b-\\u064a\\u066d-\\u06d5\\u06e5\\u06e6\\u06ee\\u06ef\\u06fa-\\u07f5' +
        '\\u07fa-\\u088f\\u0892-\\u08c9\\u200f\\ufb1d-\\ufb28\\ufb2a-\\ufd3d\\ufd50-\\ufdce\\ufdf0-\\ufdfc\\ufe70-\\ufefe' +
        '\\u{10800}-\\u{1091e}\\u{10920}-\\u{10b38}\\u{10b40}-\\u{10d2f}\\u{10d3a}-\\u{10e5f}\\u{10e7f}-\\u{10fff}' +
        '\\u{1e800}-\\u{1eeef}\\u{1eef2}-\\u{1efff}' + ']', 'u');
      TextRuns.ltr = new RegExp('[\\p{L}\\p{Nl}\\p{Mc}\\p{Co}' +
        '\\u0482-\\u0589\\u0964-\\u09ef\\u09f4-\\u09fa\\u09fd-\\u0af0\\u0b66-\\u0bf2\\u0c66-\\u0c77\\u0c7f-\\u0df4\\u0e4f-\\u0f38' +
        '\\u0f85-\\u137c\\u166d\\u166e\\u16eb-\\u17da\\u17e0-\\u17e9\\u1810-\\u1819\\u1946-\\u19da\\u1a1e-\\u1cd3\\u200e\\u214f' +
        '\\u2336-\\u237a\\u2395\\u249c-\\u24e9\\u26ac\\u2800-\\u28ff\\u2d70\\u3190-\\u319f\\u3200-\\u321c\\u3220-\\u324f' +
        '\\u3260-\\u327b\\u327f-\\u32b0\\u32c0-\\u32cb\\u32d0-\\u3376\\u337b-\\u33dd\\u33e0-\\u33fe\\ua4fe\\ua4ff\\ua620-\\ua629' +
        '\\ua6f2-\\ua6f7\\ua789\\ua78a\\ua830-\\ua837\\ua8ce-\\uab5b\\uabeb-\\uabf9\\u{10100}\\u{10102}-\\u{1013f}\\u{1018d}' +
        '\\u{1018e}\\u{101d0}-\\u{101fc}\\u{10320}-\\u{1056f}\\u{11047}-\\u{1104d}\\u{11066}-\\u{11659}\\u{116b9}-\\u{11fd4}' +
        '\\u{11fff}-\\u{16e9a}\\u{1bc9c}-\\u{1bc9f}\\u{1cf50}-\\u{1d16c}\\u{1d183}-\\u{1d1e8}\\u{1d2c0}-\\u{1d2f3}' +
        '\\u{1d360}-\\u{1d6c1}\\u{1d6fb}\\u{1d735}\\u{1d76f}\\u{1d7a9}\\u{1d800}-\\u{1e2f9}\\u{1e4f0}-\\u{1e4f9}' +
        '\\u{1f110}-\\u{1f12e}\\u{1f130}-\\u{1f169}\\u{1f170}-\\u{1f1ac}\\u{1f1e6}-\\u{1f251}' + ']', 'u');
      TextRuns.weak = new RegExp('(?![\\u0cbf-\\u0cc6\\u{11a07}\\u{11a08}\\u{11c3f}])[\\p{Mn}\\p{Me}' +
        '\\u02b9\\u02ba\\u02c6-\\u02cf\\u02ec\\u0374\\u2e2f\\ua67f\\ua717-\\ua71f\\ua788\\u{10140}-\\u{10174}]', 'u');
      TextRuns.forget();
      document.documentElement.style.setProperty('--smsdesk-font', TextRuns.fontStack);
    },
    newContext: function(width, height) {
      var canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      return canvas.getContext('2d', {willReadFrequently: true});
    },
    renewContext: function() {
      TextRuns.measured = 0;
      TextRuns.context = TextRuns.newContext(1, 1);
      TextRuns.context.textAlign = 'left';  // else right-to-left text is measured from its right end
      if (TextRuns.font) TextRuns.context.font = TextRuns.font;
    },
    metrics: function(text) {
      if (++TextRuns.measured > TextRuns.textsMax) TextRuns.renewContext();
      return TextRuns.context.measureText(text);
    },
    forget: function() {
      TextRuns.fonts = new Map();
      TextRuns.ranges = new Map();
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
      if (TextRuns.widths) return;
      if (TextRuns.fonts.size >= TextRuns.fontsMax) {
        TextRuns.fonts.clear();
        TextRuns.widthCount = 0;
      }
      TextRuns.fonts.set(font, TextRuns.widths = new Map());
    },
    // Width of a word that recurs.
    width: function(word) {
      var width = TextRuns.widths.get(word);
      if (width !== undefined) return width;
      if (++TextRuns.widthCount > TextRuns.widthsMax) {
        TextRuns.fonts.forEach(function(widths) { widths.clear(); });
        TextRuns.widthCount = 1;
      }
      width = TextRuns.measure(word);
      TextRuns.widths.set(word, width);
      return width;
    },
    measure: function(text) { return TextRuns.metrics(text).width; },

    // First strong character, as unicode-bidi: plaintext finds it; what stands inside isolates does not count.
    isRtl: function(text) {
      if (!TextRuns.rtl.test(text)) return false;
      var depth = 0;
      for (var c of text) {
        if (c >= '\u2066' && c <= '\u2068') depth++;
        else if (c === '\u2069') depth = Math.max(0, depth - 1);
        else if (depth > 0 || TextRuns.weak.test(c)) continue;
        else if (TextRuns.rtl.test(c)) return true;
        else if (TextRuns.ltr.test(c)) return false;
      }
      return false;
    },

    // ---- lines: [begin, end, width, isRtl, wasCut], UTF-16 units and device px, trailing spaces left out
    line: function(text, begin, end, rtl) {
      while (end > begin && text.charCodeAt(end - 1) === 32) end--;
      return [begin, end, end > begin ? TextRuns.measure(text.slice(begin, end)) : 0, rtl ? 1 : 0, 0];
    },
    // One paragraph of plain text, greedily: a segment runs from one opportunity to the next, its trailing spaces hang.
    // null: it cannot be decided here (a word wider than a line, or a sum of floats too near to the edge).
    breakPlain: function(text, base, stop, wrap, near, lines) {
      var paragraph = text.slice(base, stop);
      var breaks = LineBreak.opportunities(paragraph);
      var begin = 0, at = 0, sum = 0;  // start of the line, start of the segment, width of the line before it
      for (var i = 0; i <= breaks.length; i++) {
        var end = i < breaks.length ? breaks[i] : paragraph.length, visible = end;
        while (visible > at && paragraph.charCodeAt(visible - 1) === 32) visible--;
        if (visible > at) {
          var word = TextRuns.width(paragraph.slice(at, visible)), whole = sum + word;
          // Kerning between words makes the sum inexact: near the edge the line is measured as one.
          if (Math.abs(whole - wrap) < 4) whole = TextRuns.measure(paragraph.slice(begin, visible));
          if (Math.abs(whole - wrap) < near) return false;
          if (whole > wrap) {
            if (at === begin || word > wrap - near) return false;
            lines.push(TextRuns.line(text, base + begin, base + at, false));
            begin = at;
            sum = 0;
          }
          sum += word;
        }
        sum += (end - visible) * TextRuns.width(' ');
        at = end;
      }
      lines.push(TextRuns.line(text, base + begin, stop, false));
      return true;
    },
    // Any text, by the browser's own layout of a hidden element. A line's start is found by bisection: the line number
    // never falls from one character to the next, right-to-left text included.
    breakByBrowser: function(text, sizeCss, weight, wrapCss, lines) {
      var box = TextRuns.box;
      if (!box) {
        box = TextRuns.box = document.createElement('div');
        box.setAttribute('aria-hidden', 'true');
        box.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden;pointer-events:none;margin:0;padding:0;border:0;' + TextRuns.css;
        box.appendChild(document.createTextNode(''));
        TextRuns.range = document.createRange();
        document.body.appendChild(box);
      }
      var lineHeight = Math.ceil(sizeCss * 2);  // tall enough that neighbouring lines' boxes never meet
      var font = (weight ? '600 ' : '400 ') + sizeCss + 'px/' + lineHeight + 'px ' + TextRuns.fontStack;
      if (box.dataset.font !== font) {
        box.style.font = font;
        box.dataset.font = font;
      }
      var node = box.firstChild, range = TextRuns.range;
      box.style.width = wrapCss + 'px';
      node.data = text;
      var bounds = box.getBoundingClientRect();
      var count = Math.max(1, Math.round(bounds.height / lineHeight));
      var rects = function(from, to) {
        range.setStart(node, from);
        range.setEnd(node, to);
        return range.getClientRects();
      };
      var lineOf = function(i) {  // the line on which the first visible thing at or behind i stands
        for (; i < text.length; i++) {
          var c = text.charCodeAt(i);
          if (c === 10) continue;
          var step = c >= 0xD800 && c < 0xDC00 ? 2 : 1;
          var found = rects(i, Math.min(text.length, i + step));
          if (found.length) return Math.floor(((found[0].top + found[0].bottom) / 2 - bounds.top) / lineHeight);
        }
        return count;
      };
      var paragraphRtl = false, paragraphEnd = -1, begin = 0, newFound = 0;
      for (var line = 0; line < count; line++) {
        if (begin > paragraphEnd) {
          paragraphEnd = text.indexOf('\n', begin);
          if (paragraphEnd < 0) paragraphEnd = text.length;
          paragraphRtl = TextRuns.isRtl(text.slice(begin, paragraphEnd));
        }
        var low = begin, high = paragraphEnd;  // the next line begins in (low, high], or the paragraph ends
        if (low < high && lineOf(high - 1) > line) {
          while (high - low > 1) {
            var middle = (low + high) >> 1;
            if (lineOf(middle) > line) high = middle;
            else low = middle;
          }
        }
        var made = TextRuns.line(text, begin, high, paragraphRtl);
        // Where Canvas2D shapes a little narrower than the layout does, the wider one keeps room for both.
        if (made[1] > made[0]) {
          var found = rects(made[0], made[1]), left = Infinity, right = -Infinity;
          for (var i = 0; i < found.length; i++) {
            left = Math.min(left, found[i].left);
            right = Math.max(right, found[i].right);
          }
          if (right > left) made[2] = Math.max(made[2], (right - left) * (window.devicePixelRatio || 1));
        }
        lines.push(made);
        begin = high === paragraphEnd ? paragraphEnd + 1 : high;
        if (begin > text.length) break;
      }
      node.data = '';
    },
    layOut: function(text, size, weight, wrap, linesMax) {
      var ratio = window.devicePixelRatio || 1;
      TextRuns.setFont(size, weight);
      text = TextRuns.clean(text);
      var lines = [], begin = 0, end = 0;
      var isWrapped = wrap > 0, has = TextRuns.alphabets.map(function(one) { return one.test(text); });
      var isSure = !has[1] && !has[2], isMixed = has[0] + has[1] + has[2] > 1;
      // Beside another alphabet the layout gives quotation marks and the like that alphabet's kerning, up to 0.08 of the size
      // each; Canvas2D, which sees one line, does not know of it.
      var isDecided = !isWrapped || LineBreak.isPlain(text) && !isMixed;
      var near = isSure ? 0.25 : 0.25 * size;
      while (isDecided) {
        end = text.indexOf('\n', begin);
        if (end < 0) end = text.length;
        if (!isWrapped) lines.push(TextRuns.line(text, begin, end, TextRuns.isRtl(text.slice(begin, end))));
        else isDecided = TextRuns.breakPlain(text, begin, end, wrap, near, lines);
        // A last line feed opens no line of its own in the browser.
        if (end >= text.length - 1 || linesMax > 0 && lines.length > linesMax) break;
        begin = end + 1;
      }
      if (!isDecided) {
        lines = [];
        TextRuns.breakByBrowser(text, size / ratio, weight, wrap / ratio, lines);
      }
      if (linesMax > 0 && lines.length > linesMax) {
        lines.length = linesMax;
        TextRuns.cut(text, lines[linesMax - 1], isWrapped ? wrap : Infinity);
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
        'font:' + (weight ? 600 : 400) + ' ' + size * TextRuns.textSize + 'px/' + lineHeight * TextRuns.textSize + 'px ' + TextRuns.fontStack;
      mark.style.cssText = 'display:inline-block;width:1px;height:0;margin:0;padding:0;border:0';
      box.append('x', mark);
      document.body.appendChild(box);
      found = (mark.getBoundingClientRect().bottom - box.getBoundingClientRect().top) * (window.devicePixelRatio || 1);
      box.remove();
      if (TextRuns.baselines.size >= TextRuns.baselinesMax) TextRuns.baselines.clear();
      TextRuns.baselines.set(key, found);
      return found;
    },

    // A length of just over 1/64 device px survives only in a layout whose unit is 1/64 of a device pixel.
    layoutQuantum: function() {
      var ratio = window.devicePixelRatio || 1;
      if (ratio <= 1) return 1;
      var box = document.createElement('div');
      box.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden;height:1px;width:' + (1.02 / 64 / ratio) + 'px';
      document.body.appendChild(box);
      var width = box.getBoundingClientRect().width;
      box.remove();
      return width > 0 ? 1 : ratio;
    },

    // [x, width] of a part of a line, device px. Kept, because a frame asks for the same ones again.
    rangesMax: 2000,
    ranges: null,
    range_: function(text, size, weight, isRtl, begin, end) {
      var key = size + '/' + weight + '/' + isRtl + '/' + begin + '/' + end + '/' + text;
      var pieces = TextRuns.ranges.get(key);
      if (pieces) return pieces;
      if (!isRtl && LineBreak.isPlain(text)) {
        TextRuns.setFont(size, weight);
        var x = TextRuns.measure(text.slice(0, begin));
        pieces = [[x, TextRuns.measure(text.slice(0, end)) - x]];
      } else {
        pieces = TextRuns.rangeByBrowser(text, size, weight, begin, end);
      }
      if (TextRuns.ranges.size >= TextRuns.rangesMax) TextRuns.ranges.clear();
      TextRuns.ranges.set(key, pieces);
      return pieces;
    },
    rangeByBrowser: function(text, size, weight, begin, end) {
      var ratio = window.devicePixelRatio || 1;
      var box = document.createElement('div');
      box.setAttribute('aria-hidden', 'true');
      box.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden;width:max-content;' + TextRuns.css +
        ';white-space:pre;font:' + (weight ? '600 ' : '400 ') + (size / ratio) + 'px/2 ' + TextRuns.fontStack;
      box.appendChild(document.createTextNode(text));
      document.body.appendChild(box);
      var range = document.createRange();
      range.setStart(box.firstChild, begin);
      range.setEnd(box.firstChild, end);
      var left = box.getBoundingClientRect().left, pieces = [];
      for (var rect of range.getClientRects()) {
        if (rect.width > 0) pieces.push([(rect.left - left) * ratio, rect.width * ratio]);
      }
      box.remove();
      return pieces;
    },

    drawContext: function(width, height) {
      var w = 64;
      while (w < width) w *= 2;
      var h = (height + 15) & ~15;
      var key = w * 4096 + h;
      if (++TextRuns.drawn > TextRuns.textsMax) {
        TextRuns.drawn = 0;
        TextRuns.scratch.clear();
      }
      var context = TextRuns.scratch.get(key);
      if (!context) {
        if (TextRuns.scratch.size >= TextRuns.scratchesMax) TextRuns.scratch.clear();
        context = TextRuns.newContext(w, h);
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
  text_layout_quantum__deps: ['$TextRuns'],
  text_layout_quantum: function() { return TextRuns.layoutQuantum(); },
  text_measure_ink__deps: ['$TextRuns'],
  text_measure_ink: function(at, bytes, size, weight, isRtl, isCut, fraction, ink) {
    TextRuns.setFont(size, weight);
    var text = TextRuns.clean(TextRuns.read(at, bytes)) + (isCut ? '\u2026' : '');
    if (TextRuns.measured >= TextRuns.textsMax) TextRuns.renewContext();
    TextRuns.context.direction = isRtl ? 'rtl' : 'ltr';
    var m = TextRuns.metrics(text);
    TextRuns.context.direction = 'ltr';
    // One pixel more on each side: what anti-aliasing touches.
    var left = Math.floor(fraction - m.actualBoundingBoxLeft) - 1, right = Math.ceil(fraction + m.actualBoundingBoxRight) + 1;
    var top = Math.max(Math.floor(-m.actualBoundingBoxAscent) - 1, -Math.ceil(TextRuns.inkAbove * size));
    var bottom = Math.min(Math.ceil(m.actualBoundingBoxDescent) + 1, Math.ceil(TextRuns.inkBelow * size));
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
    context.clearRect(0, 0, width, line.height);
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
  text_range__deps: ['$TextRuns', '$LineBreak'],
  text_range: function(at, bytes, size, weight, isRtl, from, to, out, capacity) {
    var text = TextRuns.clean(TextRuns.read(at, bytes));
    var begin = TextRuns.read(at, from).length, end = TextRuns.read(at, to).length;
    var pieces = TextRuns.range_(text, size, weight, isRtl, begin, end);
    for (var i = 0; i < pieces.length && i < capacity; i++) {
      HEAPF64[(out >> 3) + 2 * i] = pieces[i][0];
      HEAPF64[(out >> 3) + 2 * i + 1] = pieces[i][1];
    }
    return Math.min(pieces.length, capacity);
  },
  text_forget_metrics__deps: ['$TextRuns'],
  text_forget_metrics: function() { TextRuns.forget(); },
});

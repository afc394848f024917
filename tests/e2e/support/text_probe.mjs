// Serves and opens the text probe (tests/web/pages/text_probe.cpp), and speaks with it.
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const build = process.env.SMSDESK_BUILD ?? path.join(root, 'build/web-release');
const folder = path.join(build, 'tests/web/pages');
const kTypes = {'.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm'};
const kFiles = ['/text_probe.html', '/text_probe.js', '/text_probe.wasm'];

/// Returns {url, close}.
export async function serveTextProbe() {
  if (!existsSync(path.join(folder, 'text_probe.wasm'))) {
    throw new Error(`${folder}/text_probe.wasm is not built: ninja -C ${build} text_probe`);
  }
  const server = createServer(async (request, response) => {
    const where = new URL(request.url, 'http://localhost').pathname;
    if (where === '/favicon.ico') return response.writeHead(204).end();
    if (!kFiles.includes(where)) return response.writeHead(404).end();
    response.writeHead(200, {'Content-Type': kTypes[path.extname(where)]});
    response.end(await readFile(path.join(folder, where)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/text_probe.html`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

/// Opens a page at that device pixel ratio (null: the browser's own, in its own window) and gives it `probe`: texts on the
/// canvas and the same in the DOM, and where their lines break in either.
export async function openTextProbe(browser, url, {ratio = 1, renderer = 'cpu', width = 640, height = 400} = {}) {
  const context =
      await browser.newContext(ratio === null ? {viewport: null} : {viewport: {width, height}, deviceScaleFactor: ratio});
  const page = await context.newPage();
  await page.goto(`${url}?renderer=${renderer}`);
  await page.waitForFunction(() => globalThis.Module?.calledRun && document.querySelector('canvas')?.width > 1);
  await page.evaluate(() => {
    const bytesOf = (text) => {
      const bytes = new TextEncoder().encode(text);
      const at = Module._malloc(bytes.length + 1);
      HEAPU8.set(bytes, at);
      return [at, bytes.length];
    };
    // In front of it the texts of the DOM, each an element; of them the first measures lines too.
    const twins = document.createElement('div');
    twins.style.visibility = 'hidden';
    document.body.appendChild(twins);
    const makeTwin = () => {
      const twin = document.createElement('div');
      twin.style.cssText = 'position:absolute;white-space:pre-wrap;overflow-wrap:anywhere;' +
          'unicode-bidi:plaintext;hyphens:none;text-spacing-trim:space-all';
      return twins.appendChild(twin);
    };
    const twin = makeTwin();
    const kInk = 0xFF1D1815, kGround = 0xFFFFFFFF;  // as Dear ImGui has colours: 0xAABBGGRR
    const cssOf = (color) => `rgb(${color & 255},${color >> 8 & 255},${color >> 16 & 255})`;
    const dress = (element, text, {size, weight = 0, wrap = 0, lineHeight = size * 1.45, color = kInk}) => {
      element.style.font = `${weight ? 600 : 400} ${size}px/${lineHeight}px ` +
          getComputedStyle(document.documentElement).getPropertyValue('--smsdesk-font');
      element.style.width = wrap ? `${wrap}px` : 'max-content';
      element.style.color = cssOf(color);
      element.textContent = text;
    };
    // Where lines begin, as UTF-16 indices of their first visible character.
    const firstVisible = (text, at) => {
      while (at < text.length && /[\s\u200b\u2060]/.test(text[at]) && text[at] !== '\u00a0') at++;
      return at;
    };
    globalThis.probe = {
      /// Texts on the canvas: [{text, style, x, y}], the corner in CSS px. All of it has the ground of the first one's style.
      show(items) {
        twins.style.visibility = 'hidden';
        document.getElementById('stage').style.visibility = 'visible';
        Module._probe_clear();
        Module._probe_ground(items[0]?.style.ground ?? kGround);
        for (const {text, style, x, y} of items) {
          const [at, count] = bytesOf(text);
          Module._probe_add(at, count, style.size, style.lineHeight ?? style.size * 1.45, style.weight ?? 0,
              style.wrap ?? 0, style.linesMax ?? 0, style.color ?? kInk, x, y);
          Module._free(at);
        }
      },
      lines(text, style) {
        const [at, count] = bytesOf(text);
        const out = Module._malloc(8 * 4096);
        const lines = Module._probe_lines(at, count, style.size, style.weight ?? 0, style.wrap ?? 0, out, 8192);
        const utf8 = HEAPU8.slice(at, at + count), decoder = new TextDecoder();
        const starts = [];
        for (let i = 0; i < lines; i++) {
          const [begin, end] = [HEAP32[(out >> 2) + i * 2], HEAP32[(out >> 2) + i * 2 + 1]];
          const unit = decoder.decode(utf8.subarray(0, begin)).length;
          const stop = unit + decoder.decode(utf8.subarray(begin, end)).length;
          const first = firstVisible(text, unit);
          if (first < stop) starts.push(first);
        }
        Module._free(out);
        Module._free(at);
        return starts;
      },
      domLines(text, style) {
        dress(twin, text, style);
        const node = twin.firstChild, range = document.createRange(), lineHeight = style.size * 1.45;
        const top = twin.getBoundingClientRect().top;
        const starts = [];
        let line = -1;
        for (let i = 0; i < text.length;) {
          const step = text.codePointAt(i) > 0xFFFF ? 2 : 1;
          if (!/[\s\u200b\u2060]/.test(text[i]) || text[i] === '\u00a0') {
            range.setStart(node, i);
            range.setEnd(node, i + step);
            const rects = range.getClientRects();
            if (rects.length > 0) {
              const box = rects[0];
              const now = Math.floor(((box.top + box.bottom) / 2 - top) / lineHeight);
              if (now > line) {
                starts.push(i);
                line = now;
              }
            }
          }
          i += step;
        }
        return starts;
      },
      /// The same by the DOM in their place. Each is as wide as the canvas's block, so that lines from right to left begin at
      /// the same place. Gives the boxes of the lines in device px: the empty half of a picture would pass for text that is right.
      /// `moved`: all of it that much to the right, device px.
      showDom(items, moved = 0) {
        while (twins.children.length < items.length) makeTwin();
        const boxes = items.map(({text, style, x, y}, i) => {
          const element = twins.children[i], wide = Module._probe_width(i);
          dress(element, text, style);
          element.style.left = `${x + moved / devicePixelRatio}px`;
          element.style.top = `${y}px`;
          element.style.width = `${wide / devicePixelRatio}px`;
          const {height} = element.getBoundingClientRect();
          return {x: x * devicePixelRatio, y: y * devicePixelRatio, width: Math.ceil(wide), height: Math.ceil(height * devicePixelRatio)};
        });
        twins.style.visibility = 'visible';
        document.documentElement.style.background = document.body.style.background = cssOf(items[0]?.style.ground ?? kGround);
        document.getElementById('stage').style.visibility = 'hidden';
        return boxes;
      },
      /// No frame is asked for: every line is rasterised and shown.
      isSettled: () => Canvas.raf === 0 && !Canvas.rest,
    };
  });
  return page;
}

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

/// Opens a page at that device pixel ratio (null: the browser's own, in its own window) and gives it `probe`: show(),
/// lines(), width(), and a DOM twin.
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
    const twin = document.createElement('div');
    twin.style.cssText = 'position:absolute;left:8px;top:8px;white-space:pre-wrap;overflow-wrap:anywhere;' +
        'unicode-bidi:plaintext;hyphens:none;text-spacing-trim:space-all;color:rgb(21,24,29);visibility:hidden';
    document.body.appendChild(twin);
    const dress = (text, {size, weight = 0, wrap = 0, lineHeight = size * 1.45}) => {
      twin.style.font = `${weight ? 600 : 400} ${size}px/${lineHeight}px ` +
          getComputedStyle(document.documentElement).getPropertyValue('--smsdesk-font');
      twin.style.width = wrap ? `${wrap}px` : 'max-content';
      twin.textContent = text;
    };
    // Where lines begin, as UTF-16 indices of their first visible character.
    const firstVisible = (text, at) => {
      while (at < text.length && /[\s\u200b\u2060]/.test(text[at]) && text[at] !== '\u00a0') at++;
      return at;
    };
    globalThis.probe = {
      show(text, style) {
        const [at, count] = bytesOf(text);
        Module._probe_show(at, count, style.size, style.lineHeight ?? style.size * 1.45, style.weight ?? 0,
            style.wrap ?? 0, style.linesMax ?? 0, style.color ?? 0xFF1D1815);
        Module._free(at);
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
      width: () => Module._probe_width(),
      domLines(text, style) {
        dress(text, style);
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
      /// `wide`: device px that the box has room for beyond which right-to-left lines start.
      showDom(text, style, wide) {
        dress(text, style);
        if (wide) twin.style.width = `${wide / devicePixelRatio}px`;
        twin.style.visibility = 'visible';
        document.getElementById('stage').style.visibility = 'hidden';
      },
      /// What the text of the DOM takes, in CSS px from its corner: as many lines as it has, as wide as the canvas's.
      box() {
        const lines = twin.getBoundingClientRect();
        return {width: Math.ceil(Module._probe_width() / devicePixelRatio), height: Math.ceil(lines.height)};
      },
      /// No frame is asked for: every line is rasterised and shown.
      isSettled: () => Canvas.raf === 0,
      showCanvas() {
        twin.style.visibility = 'hidden';
        document.getElementById('stage').style.visibility = 'visible';
      },
    };
  });
  return page;
}

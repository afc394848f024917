// The DOM peer of client.vs_dom (peer/): built by esbuild as a team would ship it, served on a free loopback port under
// another host name than the relay's, so that the browser gives it a process of its own. Its messages are the relay's.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {brotliCompressSync} from 'node:zlib';
import {kBench, npmPackage} from './place.mjs';
import {atEnd} from './processes.mjs';

const kFolder = path.join(kBench, 'peer');

async function bundle() {
  const {build} = await npmPackage('esbuild');
  const made = await build({
    entryPoints: [path.join(kFolder, 'app.jsx')], bundle: true, minify: true, write: false, format: 'esm', jsx: 'automatic',
    target: 'es2022', define: {'process.env.NODE_ENV': '"production"'}, logLevel: 'silent',
  });
  return Buffer.from(made.outputFiles[0].contents);
}

const row = (one) => ({id: one.id, isInbound: one.is_inbound === 1, at: one.at, text: one.text, status: one.is_inbound === 1 ? 'received' : one.status});

/// What a browser loads of it, by path: {type, body, packed (with brotli)}.
export async function peerFiles() {
  const files = new Map();
  for (const [where, type, body] of [
    ['/', 'text/html; charset=utf-8', await readFile(path.join(kFolder, 'index.html'))],
    ['/app.css', 'text/css', await readFile(path.join(kFolder, 'app.css'))],
    ['/app.js', 'text/javascript', await bundle()],
  ]) files.set(where, {type, body, packed: brotliCompressSync(body)});
  return files;
}

/// {url, kilobytes (what is downloaded, with brotli), say(text)}: one conversation, that of `customer`.
export async function servePeer(relay, customer) {
  const {default: Database} = await npmPackage('better-sqlite3');
  const {WebSocketServer} = await npmPackage('ws');
  const database = new Database(relay.database, {readonly: true});
  const one = database.prepare('SELECT id FROM timeline WHERE customer = ?').get(customer);
  if (!one) throw new Error(`The relay has no message of ${customer}.`);
  const page = database.prepare('SELECT * FROM message WHERE timeline = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const files = await peerFiles();

  const server = createServer((request, response) => {
    const where = new URL(request.url, 'http://localhost');
    if (where.pathname === '/messages') {
      const limit = Number(where.searchParams.get('limit'));
      const found = page.all(one.id, Number(where.searchParams.get('before') ?? Number.MAX_SAFE_INTEGER), limit);
      response.writeHead(200, {'Content-Type': 'application/json'});
      return response.end(JSON.stringify({customer, messages: found.reverse().map(row), hasMore: found.length === limit}));
    }
    const file = files.get(where.pathname);
    if (!file) return response.writeHead(404).end();
    const isPage = where.pathname === '/';
    response.writeHead(200, {'Content-Type': file.type, 'Content-Encoding': 'br',
      'Cache-Control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable'});
    response.end(file.packed);
  });
  const sockets = new WebSocketServer({server, path: '/live', perMessageDeflate: false});
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  let said = 0;
  atEnd(() => new Promise((resolve) => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close(() => {
      database.close();
      resolve();
    });
  }));
  return {
    url: `http://localhost:${server.address().port}`,
    kilobytes: [...files.values()].reduce((sum, file) => sum + file.packed.length, 0) / 1000,
    say(text) {
      const message = {id: 2 ** 40 + ++said, isInbound: true, at: Date.now(), text, status: 'received'};
      for (const socket of sockets.clients) socket.send(JSON.stringify(message));
    },
  };
}

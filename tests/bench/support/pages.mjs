// Serves tests/bench/pages, with a WebSocket that echoes, on a free loopback port.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {kBench, npmPackage} from './place.mjs';
import {atEnd} from './processes.mjs';

const kFiles = ['/empty_webgl.html', '/floor.html'];

/// {url, socket: a promise of the first WebSocket that a page opens}
export async function servePages() {
  const {WebSocketServer} = await npmPackage('ws');
  const server = createServer(async (request, response) => {
    const where = new URL(request.url, 'http://localhost').pathname;
    if (!kFiles.includes(where)) return response.writeHead(404).end();
    const body = await readFile(path.join(kBench, 'pages', where));
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable'});
    response.end(body);
  });
  const sockets = new WebSocketServer({server, perMessageDeflate: false});
  const socket = new Promise((resolve) => sockets.once('connection', resolve));
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  atEnd(() => new Promise((resolve) => {
    for (const one of sockets.clients) one.terminate();
    server.closeAllConnections();
    server.close(resolve);
  }));
  return {url: `http://127.0.0.1:${server.address().port}`, socket};
}

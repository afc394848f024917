// Serves a packed site (cmake/pack_client.cmake) on a loopback port with the headers that the relay sends, and whatever
// routes and sockets a test adds.
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {WebSocketServer} from 'ws';

export const kContentSecurityPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// routes: {'POST /api/hello': (request, body) => ({status, body, type})}, before the site's own files; onSocket(socket, path)
/// takes WebSockets. Nobody is signed in, unless a route says otherwise.
/// Returns {url, close}.
export async function serveSite(folder, {routes = {}, onSocket = null} = {}) {
  const files = new Map();
  for (const entry of JSON.parse(await readFile(path.join(folder, 'site.json'), 'utf8'))) files.set(entry.path, entry);

  const server = createServer(async (request, response) => {
    const where = new URL(request.url, 'http://localhost').pathname;
    const route = routes[`${request.method} ${where}`];
    if (route) {
      const parts = [];
      for await (const part of request) parts.push(part);
      const answer = await route(request, Buffer.concat(parts).toString());
      response.writeHead(answer.status ?? 200, {'Content-Type': answer.type ?? 'application/json'});
      response.end(answer.body ?? '');
      return;
    }
    if (where === '/api/session') {  // every page asks, as of the relay
      response.writeHead(200, {'Content-Type': 'application/json'}).end('{}');
      return;
    }
    const entry = files.get(where);
    if (!entry) {
      response.writeHead(404).end();
      return;
    }
    const takesBrotli = entry.br && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    const headers = {
      'Content-Type': entry.type,
      'Content-Security-Policy': kContentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': entry.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (takesBrotli) headers['Content-Encoding'] = 'br';
    response.writeHead(200, headers);
    response.end(await readFile(path.join(folder, takesBrotli ? entry.br : entry.file)));
  });

  if (onSocket) {
    const sockets = new WebSocketServer({noServer: true, maxPayload: 1 << 20});
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (webSocket) => onSocket(webSocket, request.url));
    });
  }
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

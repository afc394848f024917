// The rival of ingest.durable: a small relay as one would write it for Node with `ws` and `better-sqlite3`. It verifies the
// carrier's signature, stores the same rows as ours with the same durability, acknowledges after the commit, and then tells
// every browser that is connected. Group commit: whatever arrived in one turn of the event loop is one transaction.
//
//   node_relay.mjs PORT DATABASE
import Database from 'better-sqlite3';
import {createHmac, timingSafeEqual} from 'node:crypto';
import {createServer} from 'node:http';
import {parse} from 'node:querystring';
import {WebSocketServer} from 'ws';
import {kAccount, kSignedBase, kToken} from './support/relay.mjs';

const [port, file] = process.argv.slice(2);
const kBodyBytesMax = 64 * 1024;
const kAnswer = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

const db = new Database(file);
db.exec(`
PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;
PRAGMA wal_autocheckpoint=15000;
CREATE TABLE log ("offset" INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE timeline (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, our_number TEXT NOT NULL, UNIQUE (customer, our_number)) STRICT;
CREATE TABLE conversation (id INTEGER PRIMARY KEY, timeline INTEGER NOT NULL, queue INTEGER NOT NULL, opened_at INTEGER NOT NULL,
  ended_at INTEGER, agent INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX conversation_timeline ON conversation (timeline);
CREATE TABLE message (id INTEGER PRIMARY KEY, timeline INTEGER NOT NULL, conversation INTEGER NOT NULL, is_inbound INTEGER NOT NULL,
  author INTEGER NOT NULL, at INTEGER NOT NULL, status_at INTEGER NOT NULL, text TEXT NOT NULL, media TEXT NOT NULL,
  status TEXT NOT NULL, error_code TEXT NOT NULL DEFAULT '', carrier_id TEXT) STRICT;
CREATE INDEX message_timeline ON message (timeline);
CREATE UNIQUE INDEX message_carrier ON message (carrier_id) WHERE carrier_id IS NOT NULL;
`);
const isKnown = db.prepare('SELECT 1 FROM message WHERE carrier_id = ?');
const insertLog = db.prepare('INSERT INTO log ("offset", at, body) VALUES (?, ?, ?)');
const insertTimeline = db.prepare('INSERT INTO timeline (customer, our_number) VALUES (?, ?)');
const insertConversation = db.prepare('INSERT INTO conversation (id, timeline, queue, opened_at) VALUES (?, ?, 1, ?)');
const insertMessage = db.prepare(`INSERT INTO message (id, timeline, conversation, is_inbound, author, at, status_at, text, media,
  status, carrier_id) VALUES (?, ?, ?, 1, 0, ?, ?, ?, '', 'received', ?)`);

const open = new Map();  // customer and number → {timeline, conversation}
let offset = 0, lastId = 0;
let waiting = [];

const storeAll = db.transaction((batch) => {
  for (const one of batch) {
    const {fields} = one;
    const at = Date.now();
    if (isKnown.get(fields.MessageSid)) continue;
    const name = `${fields.From} ${fields.To}`;
    let place = open.get(name);
    if (!place) {
      const timeline = Number(insertTimeline.run(fields.From, fields.To).lastInsertRowid);
      place = {timeline, conversation: ++lastId};
      insertConversation.run(place.conversation, timeline, at);
      insertLog.run(++offset, at, JSON.stringify({offset, at, type: 'conversation_opened', conversation: place.conversation,
        queue: 1, customer: fields.From, our_number: fields.To}));
      open.set(name, place);
    }
    const message = ++lastId;
    one.entry = JSON.stringify({offset: ++offset, at, type: 'message_received', conversation: place.conversation, message,
      text: fields.Body, media: [], carrier_id: fields.MessageSid});
    insertLog.run(offset, at, one.entry);
    insertMessage.run(message, place.timeline, place.conversation, at, at, fields.Body, fields.MessageSid);
  }
});

function flush() {
  const batch = waiting;
  waiting = [];
  storeAll(batch);
  for (const {response, entry} of batch) {
    response.writeHead(200, {'Content-Type': 'text/xml', 'Content-Length': kAnswer.length}).end(kAnswer);
    if (entry) for (const socket of sockets.clients) socket.send(entry);
  }
}

function isSigned(url, fields, signature) {
  let text = url;
  for (const key of Object.keys(fields).sort()) text += key + fields[key];
  const wanted = createHmac('sha1', kToken).update(text).digest();
  const given = Buffer.from(signature ?? '', 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const server = createServer((request, response) => {
  if (request.method !== 'POST' || request.url !== '/carrier/twilio/inbound') return response.writeHead(404).end();
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (data) => {
    body += data;
    if (body.length > kBodyBytesMax) request.destroy();
  });
  request.on('end', () => {
    const fields = parse(body);
    if (!isSigned(kSignedBase + request.url, fields, request.headers['x-twilio-signature'])) return response.writeHead(403).end();
    if (fields.AccountSid !== kAccount || typeof fields.MessageSid !== 'string') return response.writeHead(400).end();
    if (waiting.push({fields, response, entry: null}) === 1) setImmediate(flush);
  });
});
const sockets = new WebSocketServer({server, perMessageDeflate: false});
server.listen(Number(port), '127.0.0.1', () => console.log('is ready'));
process.on('SIGTERM', () => {
  server.closeAllConnections();
  for (const socket of sockets.clients) socket.terminate();
  server.close(() => {
    db.close();
    process.exit(0);
  });
});

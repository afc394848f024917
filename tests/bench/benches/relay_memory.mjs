// relay.memory: the relay's memory (its proportional share, PSS) with nobody connected and with 1,000 agents, each on a
// session and a WebSocket of their own, greeted and holding the facts they may see. Beside it a bare Node `ws` server with as
// many sockets: what a runtime costs before it does any work.
import {createHash, randomBytes} from 'node:crypto';
import path from 'node:path';
import {kProtocolVersion} from '../../support/protocol.mjs';
import {makeRow} from '../support/figures.mjs';
import {kBench, npmPackage} from '../support/place.mjs';
import {atEnd, freePort, memoryOf, start} from '../support/processes.mjs';
import {makeRelay} from '../support/relay.mjs';

export const names = ['relay.memory'];

const kHello = JSON.stringify({type: 'hello', version: kProtocolVersion, epoch: '', offset: 0});
const kAtOnce = 50;
const kQuietMs = 1_000;
const kGreetMs = 60_000;

// A session is normally made by signing in, of which the relay lets two happen at once; a thousand are written directly.
async function makeSessions(database, agents) {
  const {default: Database} = await npmPackage('better-sqlite3');
  const db = new Database(database);
  const tokens = [];
  try {
    const insert = db.prepare('INSERT INTO session (token_hash, agent, created_at, last_used_at) VALUES (?, ?, ?, ?)');
    db.transaction(() => {
      for (let agent = 1; agent <= agents; ++agent) {
        const token = randomBytes(32).toString('hex');
        insert.run(createHash('sha256').update(token).digest('hex'), agent, Date.now(), Date.now());
        tokens.push(token);
      }
    })();
  } finally {
    db.close();
  }
  return tokens;
}

/// Opens a socket for every cookie and waits until each was greeted and nothing more comes.
async function connectAll(WebSocket, url, cookies, {isRelay}) {
  const sockets = [];
  atEnd(() => { for (const socket of sockets) socket.terminate(); });
  let greeted = 0, lastFrameAt = Date.now(), fault = null;
  const openOne = (cookie) => new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/socket`, {
      perMessageDeflate: false, headers: {Origin: url, Cookie: `smsdesk=${cookie}`}});
    sockets.push(socket);
    let isGreeted = false;
    socket.once('open', () => socket.send(isRelay ? kHello : 'hello'));
    socket.on('message', (data) => {
      lastFrameAt = Date.now();
      if (!isGreeted && (!isRelay || data.includes('"type":"snapshot"'))) {
        isGreeted = true;
        ++greeted;
        resolve();
      }
    });
    socket.once('error', reject);
    socket.once('close', (code) => {
      if (!isGreeted) reject(new Error(`a socket was closed with ${code}`));
      else if (code !== 1006 || socket.readyState !== WebSocket.CLOSED) fault = `a socket was closed with ${code}`;
    });
  });
  const late = Date.now() + kGreetMs;
  for (let i = 0; i < cookies.length; i += kAtOnce) {
    if (Date.now() > late) throw new Error(`only ${greeted} of ${cookies.length} agents were greeted in ${kGreetMs / 1000} s.`);
    await Promise.all(cookies.slice(i, i + kAtOnce).map(openOne));
  }
  while (Date.now() - lastFrameAt < kQuietMs) {
    if (Date.now() > late) throw new Error('the relay does not come to rest.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (fault !== null) throw new Error(fault);
  return () => Promise.all(sockets.map((socket) => new Promise((resolve) => {
    socket.once('close', resolve);
    socket.terminate();
  })));
}

export async function measure({rounds, isQuick, note}) {
  const {default: WebSocket} = await npmPackage('ws');
  const agents = isQuick ? 100 : 1_000;
  const relay = await makeRelay({agents});
  await relay.stop();
  const cookies = await makeSessions(relay.database, agents);

  const figures = {ours0: [], ours: [], theirs0: [], theirs: []};
  for (let round = 0; round < rounds; ++round) {
    await relay.start();
    const before = memoryOf(relay.process.pid);
    const disconnect = await connectAll(WebSocket, relay.url, cookies, {isRelay: true});
    const after = memoryOf(relay.process.pid);
    await disconnect();
    await relay.stop();

    const port = await freePort();
    const bare = await start(process.execPath, [path.join(kBench, 'bare_ws.mjs'), String(port)], {ready: 'is ready'});
    const bareBefore = memoryOf(bare.pid);
    const disconnectBare = await connectAll(WebSocket, `http://127.0.0.1:${port}`, cookies, {isRelay: false});
    const bareAfter = memoryOf(bare.pid);
    await disconnectBare();
    await bare.stop();

    figures.ours0.push(before.pss);
    figures.ours.push(after.pss);
    figures.theirs0.push(bareBefore.pss);
    figures.theirs.push(bareAfter.pss);
    note(`round ${round + 1}: relay ${before.pss.toFixed(1)} → ${after.pss.toFixed(1)} MB (resident ${after.rss.toFixed(1)}), ` +
        `Node ws ${bareBefore.pss.toFixed(1)} → ${bareAfter.pss.toFixed(1)} MB`);
  }
  const against = 'bare Node ws server';
  return [
    makeRow({name: 'relay.memory.0_agents', unit: 'MB', against, ours: figures.ours0, theirs: figures.theirs0}),
    makeRow({name: `relay.memory.${agents}_agents`, unit: 'MB', against, ours: figures.ours, theirs: figures.theirs}),
  ];
}

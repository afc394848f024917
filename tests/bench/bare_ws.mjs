// The rival of relay.memory: a Node server that only holds WebSockets and greets them.
//
//   bare_ws.mjs PORT
import {WebSocketServer} from 'ws';

const server = new WebSocketServer({host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false},
    () => console.log('is ready'));
server.on('connection', (socket) => socket.on('message', () => socket.send('welcome')));
process.on('SIGTERM', () => process.exit(0));

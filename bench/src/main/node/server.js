// Node's own servers for 'bench http': see Control.java for what is said beside the ports.
'use strict';
const fs = require('fs');
const http = require('http');
const http2 = require('http2');
const https = require('https');
const path = require('path');
const readline = require('readline');

const folder = process.argv[process.argv.length - 1];
const hello = Buffer.from('Hello, World!');
const megabyte = Buffer.alloc(1 << 20);
for (let i = 0; i < megabyte.length; i++) megabyte[i] = 97 + (i % 23);

function end(response, body) {
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': body.length });
  response.end(body);
}

function answer(request, response) {
  if (request.url === '/hello') {
    end(response, hello);
  } else if (request.url === '/megabyte') {
    end(response, megabyte);
  } else if (request.url === '/length') {
    let length = 0;
    request.on('data', (part) => (length += part.length));
    request.on('end', () => end(response, Buffer.from(String(length))));
  } else {
    response.writeHead(404).end();
  }
}

function listen(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', 1024, () => resolve(server.address().port)));
}

async function main() {
  const plain = http.createServer(answer);
  // As long as Outrigger's, so that idle connections stay.
  plain.keepAliveTimeout = 75000;
  const keys = {
    cert: fs.readFileSync(path.join(folder, 'cert.pem')),
    key: fs.readFileSync(path.join(folder, 'key.pem')),
  };
  const ways = [`http=${await listen(plain)}`];
  ways.push(`https=${await listen(https.createServer(keys, answer))}`);
  ways.push(`h2c=${await listen(http2.createServer(answer))}`);
  try {
    const { WebSocketServer } = require('ws');
    const sockets = new WebSocketServer({ server: plain, perMessageDeflate: false });
    sockets.on('connection', (socket) =>
      socket.on('message', (data, binary) => socket.send(data, { binary })));
    ways.push(`ws=${plain.address().port}`);
  } catch (e) {
    console.error('Node has no WebSockets of its own: apt install node-ws, to have them measured');
  }
  console.log(`serving Node_${process.versions.node.split('.')[0]} ${ways.join(' ')}`);
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', () => console.log('-'));
  lines.on('close', () => process.exit(0));
}

main();

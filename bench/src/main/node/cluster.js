// What 'bench supervisor' has Node's cluster module serve: HUP replaces one worker after the other.
//
//   node cluster.js PORT WORKERS
'use strict';
const cluster = require('cluster');
const http = require('http');

const GRACEFUL = 30_000;
const [port, workers] = process.argv.slice(2).map(Number);

function replace(old) {
  return new Promise((resolve) => {
    cluster.fork().once('listening', () => {
      const late = setTimeout(() => old.kill('SIGKILL'), GRACEFUL);
      old.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      old.disconnect();
    });
  });
}

async function reload() {
  for (const old of Object.values(cluster.workers)) await replace(old);
}

if (cluster.isPrimary) {
  for (let i = 0; i < workers; i++) cluster.fork();
  let last = Promise.resolve();
  process.on('SIGHUP', () => (last = last.then(reload)));
  process.on('SIGTERM', () => cluster.disconnect(() => process.exit(0)));
} else {
  // A terminal sends these to all processes; they are the primary's.
  process.on('SIGHUP', () => {});
  process.on('SIGTERM', () => {});
  http
    .createServer((request, response) => {
      const found = request.url === '/pid';
      response.writeHead(found ? 200 : 404, { 'Content-Type': 'text/plain' });
      response.end(found ? String(process.pid) : '');
    })
    .listen(port, '127.0.0.1');
}

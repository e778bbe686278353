// Express for 'bench web', with multer for forms and zod for validation: see Control.java for what is said beside the ports.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const express = require('express');
const multer = require('multer');
const { z } = require('zod');

const folder = process.argv[process.argv.length - 1];
const signup = z.object({
  name: z.string().trim().min(1),
  nickname: z.string().min(2).max(30),
  age: z.number().int().min(18).max(120),
  email: z.email(),
  tags: z.array(z.string()).min(1).max(10),
});

function hello(request, response) {
  response.type('text/plain').send('Hello, World!');
}

function site() {
  const app = express();
  app.get('/plaintext', hello);
  app.get('/json', (request, response) =>
    response.json({ id: 7, name: 'Ada', tags: ['a', 'b', 'c'], active: true }));
  app.get('/users/:id/posts/:slug/comments/:n', (request, response) => {
    const { id, slug, n } = request.params;
    response.type('text/plain').send(`${Number.parseInt(id, 10)} ${slug} ${Number.parseInt(n, 10)}`);
  });
  app.post('/validated', express.json(), (request, response) => {
    const result = signup.safeParse(request.body);
    if (result.success) {
      response.json(result.data);
    } else {
      response.status(400).json(result.error.issues);
    }
  });
  app.use('/static', express.static(path.join(folder, 'static')));
  const upload = multer({ dest: path.join(folder, 'uploads') });
  app.post('/upload', upload.single('file'), (request, response, next) =>
    // Multer leaves it to the program.
    fs.unlink(request.file.path, (error) =>
      error ? next(error) : response.type('text/plain').send(String(request.file.size))));
  return app;
}

function routes(count) {
  const app = express();
  for (let i = 0; i < count - 1; i++) {
    if (i === count / 2) app.get('/plaintext', hello);
    app.get(`/other${i}/:id`, (request, response) => response.send(request.params.id));
  }
  return app;
}

function listen(app) {
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', 1024, () => resolve(server.address().port));
    server.keepAliveTimeout = 75000;
  });
}

async function main() {
  const port = await listen(site());
  const ways = ['plaintext', 'json', 'path', 'validated', 'static', 'upload'].map((way) => `${way}=${port}`);
  ways.push(`routes10=${await listen(routes(10))}`);
  ways.push(`routes1000=${await listen(routes(1000))}`);
  const version = require('express/package.json').version.split('.')[0];
  console.log(`serving Express_${version},_Node_${process.versions.node.split('.')[0]} ${ways.join(' ')}`);
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', () => console.log('-'));
  lines.on('close', () => process.exit(0));
}

main();

import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

/**
 * The bare reference: for each recorded request it sends the same statements to the same database and the same bytes to the
 * client, with nothing between. What Reed costs beyond this is Reed.
 * Usage: node reference.mjs <port> <database url> <recording.json>
 */
const [port, url, file] = process.argv.slice(2);
const recording = JSON.parse(readFileSync(file, 'utf8'));
const pool = new pg.Pool({ connectionString: url, max: 10 });
const names = new Map();
const nameOf = (text) => names.get(text) ?? (names.set(text, `b${names.size}`), names.get(text));

const fastify = Fastify();
fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body));
fastify.route({
  method: ['GET', 'POST'],
  url: '/:name/:visitor',
  async handler(request, reply) {
    const { statements, status, type, body } = recording[request.params.name][Number(request.params.visitor)];
    const framed = statements.some(({ text }) => /^\s*(BEGIN|START)/i.test(text));
    const client = framed ? await pool.connect() : pool;
    try {
      for (const { text, values } of statements) await client.query(values ? { name: nameOf(text), text, values } : text);
    } finally {
      if (framed) client.release();
    }
    return reply.status(status).header('content-type', type).send(body);
  },
});
await fastify.listen({ port: Number(port), host: '127.0.0.1' });
console.log('reference ready');

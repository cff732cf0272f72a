import { once } from 'node:events';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';

/** node launcher.ts <folder>: starts a PostgreSQL, prints where it is, stops it when its standard input ends. */
const server = await startEmbeddedPostgres({ folder: process.argv[2] ?? '', fast: true });
console.log(JSON.stringify({ adminUrl: server.adminUrl, pid: server.pid }));
process.stdin.resume();
await once(process.stdin, 'end');
await server.stop();

// The other side of the bench: Apollo on fastify with the registry's own schema and no resolver, answering a list from memory.
// Gets the list on stdin as one line of JSON, says its port.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ApolloServer } from '@apollo/server';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

const typeDefs = readFileSync(resolve(import.meta.dirname, '../../../apps/flow-registry/schema.graphql'), 'utf8');
const [line] = (await once(createInterface({ input: process.stdin }), 'line')) as [string];
const actions = JSON.parse(line) as unknown;

const fastify = Fastify();
const apollo = new ApolloServer({
  typeDefs,
  resolvers: { Query: { actions: () => actions } },
  plugins: [fastifyApolloDrainPlugin(fastify)],
});
await apollo.start();
await fastify.register(fastifyApollo(apollo));
await fastify.listen({ port: 0, host: '127.0.0.1' });
console.log((fastify.server.address() as AddressInfo).port);

import type { FastifyInstance } from 'fastify';

/** What a feature adds to the executor's server. */
export type Routes = (app: FastifyInstance) => void;

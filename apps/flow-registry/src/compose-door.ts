import type { Logger } from '@aftercall/service-runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { join, resolve } from 'node:path';
import type { RegistryConfig } from './config.ts';
import { Authenticate } from './identity/authenticate.ts';
import { addCallerHook } from './identity/http/caller-hook.ts';
import { LoginAttempts } from './identity/http/login-attempts.ts';
import { RequestDoor } from './identity/http/request-door.ts';
import { SessionCookie } from './identity/http/session-cookie.ts';
import { addSessionRoutes } from './identity/http/session-routes.ts';
import { PublicAddress } from './identity/public-address.ts';
import { RequestRate } from './identity/request-rate.ts';
import { SignIn } from './identity/sign-in.ts';
import { ByApiKey, ByLoginLink } from './identity/way-in.ts';
import { addDocumentHook } from './plumbing/http/document-hook.ts';
import { addRequestHooks, MAX_BODY_BYTES, refuseOtherMethods } from './plumbing/http/http-server.ts';
import { serveExplorer } from './plumbing/http/serve-explorer.ts';
import { serveStudio } from './plumbing/http/serve-studio.ts';
import { PersistedDocuments } from './plumbing/persisted-documents.ts';

/** Whoever needs longer to send a request is cut off; answers may take as long as they do. */
const MAX_SENDING_MS = 20_000;

/** Beside the registry's own folder, whether it runs from its sources or built. */
const STUDIO_BESIDE = '../../studio/dist';

export function makeAdapter(config: RegistryConfig): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: MAX_SENDING_MS,
    forceCloseConnections: 'idle',
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
  });
}

/** What sockets need of it. */
export interface OpenDoor {
  cookie: SessionCookie;
  address: PublicAddress;
  rate: RequestRate;
  documents: PersistedDocuments;
}

/** Everything of HTTP that stands beside Nest's routes: hooks, who is let in, signing in, and the Studio's files. */
export function openDoor(
  adapter: FastifyAdapter,
  made: {
    app: INestApplicationContext;
    config: RegistryConfig;
    log: Logger;
    sources: string;
    isStopping: () => boolean;
  },
): OpenDoor {
  const { app, config, log } = made;
  const server = adapter.getInstance();
  const find = <Part>(type: abstract new (...args: never[]) => Part): Part => app.get<Part>(type, { strict: false });
  const address = new PublicAddress({ publicUrl: config.PUBLIC_URL, isLoopback: isLoopback(config.HOST) });
  const cookie = new SessionCookie(address);
  const door = new RequestDoor({ authenticate: find(Authenticate), cookie, address, log });
  addRequestHooks(server, made.isStopping);
  refuseOtherMethods(server);
  const rate = new RequestRate(config.REQUESTS_PER_MINUTE);
  addCallerHook(server, door, rate);
  addSessionRoutes(server, {
    signIn: find(SignIn),
    byApiKey: find(ByApiKey),
    byLoginLink: find(ByLoginLink),
    attempts: new LoginAttempts(),
    door,
    cookie,
    address,
  });
  const folder = config.STUDIO_FOLDER ?? resolve(made.sources, STUDIO_BESIDE);
  const documents = new PersistedDocuments(join(folder, 'persisted-documents.json'));
  const areRequired = config.PERSISTED_DOCUMENTS === 'required';
  addDocumentHook(server, {
    documents,
    isRequired: ({ credential }) => areRequired && credential?.sessionId !== undefined,
  });
  const socketOrigin = (host: string | undefined): string => address.socketOrigin(host);
  if (config.EXPLORER) serveExplorer(server, socketOrigin);
  const environment = { name: config.ENVIRONMENT_NAME, colour: config.ENVIRONMENT_COLOUR };
  serveStudio(server, { folder, socketOrigin, environment });
  return { cookie, address, rate, documents };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

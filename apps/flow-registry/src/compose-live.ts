import { systemClock, type Logger } from '@aftercall/service-runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { OpenDoor } from './compose-door.ts';
import type { RegistryConfig } from './config.ts';
import { Authenticate } from './identity/authenticate.ts';
import { CredentialWatch } from './identity/credential-watch.ts';
import { LiveRuns } from './live/live-runs.ts';
import { postgresRunNotices } from './live/postgres/postgres-run-notices.ts';
import { SocketOperations } from './plumbing/graphql/socket-operations.ts';
import { SocketDoor } from './plumbing/http/socket-door.ts';
import type { NoticeBoard } from './published/notice-board.ts';

interface Made {
  app: NestFastifyApplication;
  config: RegistryConfig;
  log: Logger;
  notices: NoticeBoard;
  door: OpenDoor;
}

/** Subscriptions: the sockets, and the connection on which executors tell of changed runs. Answers what closes both. */
export function openLive({ app, config, log, notices, door }: Made): () => Promise<void> {
  const find = <Part>(type: abstract new (...args: never[]) => Part): Part =>
    (app as INestApplicationContext).get<Part>(type, { strict: false });
  const authenticate = find(Authenticate);
  const operations = new SocketOperations({
    schema: find(GraphQLSchemaHost).schema,
    introspection: config.INTROSPECTION,
    authenticate,
    watch: new CredentialWatch(authenticate, notices, { clock: systemClock, log }),
    log,
    rate: door.rate,
    documents: door.documents,
    areDocumentsRequired: config.PERSISTED_DOCUMENTS === 'required',
  });
  const sockets = new SocketDoor(app.getHttpServer(), {
    protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
    isOwnPage: ({ origin, host }) => door.address.isOwn(origin, host),
    opened: (socket, headers) => {
      const presented = door.cookie.presented(headers);
      // Browsers name the page's origin in every handshake: a cookie without one is no page's.
      const sessionToken = headers.origin === undefined ? undefined : presented.sessionToken;
      return operations.opened(socket, { ...presented, sessionToken });
    },
    onError: (error) => {
      log.error({ error }, 'a socket failed');
    },
  });
  const listening = postgresRunNotices(config.LEDGER_DATABASE_URL.reveal(), find(LiveRuns), systemClock, log);
  listening.startWhenThere();
  return async () => {
    await sockets.close();
    await listening.stop();
  };
}

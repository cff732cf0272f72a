import { DataSource } from 'typeorm';
import { AgentRow } from '../../agents/postgres/agent-row.ts';
import { ActionRow } from '../../actions/postgres/action-row.ts';
import { ActionVersionRow } from '../../actions/postgres/action-version-row.ts';
import { ConstantRow } from '../../constants/postgres/constant-row.ts';
import { ApiKeyRow } from '../../identity/postgres/api-key-row.ts';
import { LoginLinkRow, SessionRow } from '../../identity/postgres/session-row.ts';
import { PinnedSampleRow } from '../../samples/postgres/pinned-sample-row.ts';
import { WorkspaceRow } from '../../workspaces/postgres/workspace-row.ts';

const CONNECT_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 10;

/** The registry's own database, as a role that owns nothing. The schema is made by migrations alone. */
export function createDataSource(databaseUrl: string, onLostConnection: (error: unknown) => void): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'aftercall-registry',
    entities: [
      ...[WorkspaceRow, ApiKeyRow, SessionRow, LoginLinkRow],
      ...[AgentRow, ActionRow, ActionVersionRow, PinnedSampleRow, ConstantRow],
    ],
    synchronize: false,
    installExtensions: false,
    logging: false,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: onLostConnection,
    extra: { max: MAX_CONNECTIONS, statement_timeout: STATEMENT_TIMEOUT_MS, keepAlive: true },
  });
}

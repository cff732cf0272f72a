import { createHash } from 'node:crypto';
import type { PublishedApiKey } from '@aftercall/wire-format';
import type { FlowCatalog } from '../catalog/flow-catalog.ts';

/** Who may publish call events: SENDER does nothing else; of the people's roles, those that act on calls. */
const MAY_SEND: Readonly<Record<PublishedApiKey['role'], boolean>> = {
  SENDER: true,
  VIEWER: false,
  OPERATOR: true,
  EDITOR: true,
  PUBLISHER: true,
  ADMIN: true,
};

const DEFAULT_WORKSPACE = 'default';

export interface SenderRefusal {
  status: 401 | 403 | 404;
  code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';
  message: string;
}

export type SenderReading = { ok: true; workspace: string } | { ok: false; refusal: SenderRefusal };

/**
 * Whose events these are: a key of a workspace speaks for that one; a key of the installation for the one in the header
 * `Aftercall-Workspace`, else for `default`. A key that is unknown, expired or malformed is refused without saying which.
 */
export function identifySender(
  catalog: FlowCatalog,
  headers: { authorization: string | undefined; workspace: string | undefined },
  now: Date,
): SenderReading {
  const key = findLivingKey(catalog, headers.authorization, now);
  if (key === undefined) {
    const message = 'send a valid API key: Authorization: Bearer <key>';
    return { ok: false, refusal: { status: 401, code: 'UNAUTHENTICATED', message } };
  }
  if (!MAY_SEND[key.role]) {
    const message = `a key of role ${key.role} may not send call events: use one of role SENDER`;
    return { ok: false, refusal: { status: 403, code: 'FORBIDDEN', message } };
  }
  if (key.workspace !== null) return ofOneWorkspace(key.workspace, headers.workspace);
  const workspace = headers.workspace ?? DEFAULT_WORKSPACE;
  if (catalog.hasWorkspace(workspace)) return { ok: true, workspace };
  const message = `Aftercall-Workspace: there is no workspace ${JSON.stringify(workspace.slice(0, 64))}`;
  return { ok: false, refusal: { status: 404, code: 'NOT_FOUND', message } };
}

function findLivingKey(
  catalog: FlowCatalog,
  authorization: string | undefined,
  now: Date,
): PublishedApiKey | undefined {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const key = catalog.findApiKey(createHash('sha256').update(token).digest('hex'));
  const isExpired = key?.expiresAt != null && Date.parse(key.expiresAt) <= now.getTime();
  return isExpired ? undefined : key;
}

function ofOneWorkspace(workspace: string, named: string | undefined): SenderReading {
  if (named === undefined || named === workspace) return { ok: true, workspace };
  const message = 'Aftercall-Workspace: this key belongs to another workspace; leave the header out';
  return { ok: false, refusal: { status: 403, code: 'FORBIDDEN', message } };
}

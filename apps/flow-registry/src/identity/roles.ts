/** From least to most; each includes those before it. SENDER stands apart: it posts call events and asks nothing. */
export const roles = ['SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** Who may do more than its role says: only a key of the installation. */
type Need = Role | 'INSTALLATION_ADMIN';

/** The least role for each operation. An operation of the schema without a row does not start (and fails a test). */
export const operationRoles: Readonly<Record<string, Need>> = {
  'Query.viewer': 'VIEWER',
  'Query.workspaces': 'VIEWER',
  'Query.agents': 'VIEWER',
  'Query.agent': 'VIEWER',
  'Query.actions': 'VIEWER',
  'Query.action': 'VIEWER',
  'Query.actionVersion': 'VIEWER',
  'Query.checkFlow': 'VIEWER',
  'Query.compareVersions': 'VIEWER',
  'Query.exportAction': 'VIEWER',
  'Query.activity': 'VIEWER',
  'Query.call': 'VIEWER',
  'Query.calls': 'VIEWER',
  'Query.previewReplay': 'EDITOR',
  'Query.runs': 'VIEWER',
  'Query.run': 'VIEWER',
  'Query.constants': 'VIEWER',
  'Query.authProfiles': 'VIEWER',
  'Query.authProfile': 'VIEWER',
  'Query.apiKeys': 'ADMIN',
  'Subscription.runsChanged': 'VIEWER',
  'Subscription.runUpdated': 'VIEWER',
  'Mutation.createWorkspace': 'INSTALLATION_ADMIN',
  'Mutation.registerAgent': 'PUBLISHER',
  'Mutation.createAction': 'EDITOR',
  'Mutation.updateAction': 'EDITOR',
  'Mutation.setActionAgents': 'PUBLISHER',
  'Mutation.setActionEnabled': 'PUBLISHER',
  'Mutation.archiveAction': 'PUBLISHER',
  'Mutation.duplicateAction': 'EDITOR',
  'Mutation.importAction': 'EDITOR',
  'Mutation.saveDraft': 'EDITOR',
  'Mutation.sendTestRequest': 'EDITOR',
  'Mutation.startTestRun': 'EDITOR',
  'Mutation.discardDraft': 'EDITOR',
  'Mutation.savePinnedSample': 'EDITOR',
  'Mutation.removePinnedSample': 'EDITOR',
  'Mutation.publishVersion': 'PUBLISHER',
  'Mutation.makeVersionLive': 'PUBLISHER',
  'Mutation.cancelRun': 'OPERATOR',
  'Mutation.resolveInDoubt': 'OPERATOR',
  'Mutation.mapAgain': 'OPERATOR',
  'Mutation.setConstant': 'PUBLISHER',
  'Mutation.deleteConstant': 'PUBLISHER',
  'Mutation.createAuthProfile': 'ADMIN',
  'Mutation.createApiKey': 'ADMIN',
  'Mutation.revokeApiKey': 'ADMIN',
};

/** Whether a caller may ask for an operation (`Mutation.saveDraft`); one without a row is nobody's. */
export function mayAsk(caller: { role: Role; isOfInstallation: boolean }, operation: string): boolean {
  const need = operationRoles[operation];
  if (need === undefined) return false;
  if (need === 'INSTALLATION_ADMIN') return caller.isOfInstallation && caller.role === 'ADMIN';
  return includesRole(caller.role, need);
}

/** Bodies of requests and answers hold what callers said: viewers see that a step ran, not what was in it. */
export function maySeeBodies(caller: { role: Role }): boolean {
  return includesRole(caller.role, 'OPERATOR');
}

/** A login link gives its maker's own rights away. */
export function mayMakeLoginLinks(caller: { role: Role }): boolean {
  return includesRole(caller.role, 'ADMIN');
}

function includesRole(role: Role, need: Role): boolean {
  if (role === 'SENDER' || need === 'SENDER') return role === need;
  return roles.indexOf(role) >= roles.indexOf(need);
}

/** What a refused caller is told. */
export function roleNeeded(operation: string): string {
  const need = operationRoles[operation];
  if (need === 'INSTALLATION_ADMIN') return 'this needs an API key of the installation';
  return `this needs the role ${(need ?? 'ADMIN').toLowerCase()} or one above it`;
}

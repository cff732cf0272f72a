/** Owns every schema and table; nobody logs in as it. As no service is its member, row-level security binds them all. */
export const ownerRole = 'aftercall_owner';

/** The group roles that migrations grant to, one per reader or writer of tables. The same in every database. */
export const groupRoles = {
  registry: 'aftercall_registry',
  executor: 'aftercall_executor',
  vault: 'aftercall_vault',
  ledgerReader: 'aftercall_ledger_reader',
} as const;

/** Who logs in: one login per group role. */
export type LoginKind = keyof typeof groupRoles;

/** The schemas, and which group roles may look into each. */
export const schemas: Readonly<Record<string, readonly LoginKind[]>> = {
  registry: ['registry'],
  ledger: ['executor', 'ledgerReader'],
  vault: ['vault'],
};

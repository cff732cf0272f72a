import type { AuditEntry, AuditLog } from './audit-log.ts';

const whole: AuditEntry = {
  workspace: 'acme',
  service: 'executor',
  action: 'OPEN',
  outcome: 'RELEASED',
  profileId: '0198a3c2-7e1b-7c3d-9a00-0123456789ab',
  profileName: 'desk',
  version: 3,
  origin: 'https://desk.example',
  runId: '20261120-1',
  requestId: 'r1',
};
const refused: AuditEntry = {
  workspace: undefined,
  service: 'registry',
  action: 'OPEN',
  outcome: 'FORBIDDEN',
  profileId: undefined,
  profileName: undefined,
  version: undefined,
  origin: undefined,
  runId: undefined,
  requestId: 'r2',
};

/** What every audit log keeps to. `read` looks at what is kept from outside: the log itself cannot. */
export function auditLogContract(
  name: string,
  make: () => Promise<{ log: AuditLog; read: () => Promise<AuditEntry[]> }>,
): void {
  describe(`audit log contract: ${name}`, () => {
    it('keeps entries whole, in order, the same one twice too', async () => {
      const { log, read } = await make();
      await log.append(whole);
      await log.append(refused);
      await log.append({ ...whole, workspace: 'umbrella' });
      await log.append(whole);
      expect(await read()).toEqual([whole, refused, { ...whole, workspace: 'umbrella' }, whole]);
    });
  });
}

import { auditLogContract } from '../audit-log.contract.ts';
import { MemoryAuditLog } from './memory-audit-log.ts';

auditLogContract('memory', async () => {
  const log = new MemoryAuditLog();
  return { log, read: async () => log.entries };
});

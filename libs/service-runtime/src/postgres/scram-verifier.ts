import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own number (`scram_iterations`). Our passwords are random, so more would only cost log-in time. */
const iterations = 4096;

/**
 * What PostgreSQL stores for a password (RFC 5802 section 3, as `SCRAM-SHA-256$…`). Made here, so that the password
 * itself is in no statement, and so in no server log.
 *
 * @param password - ASCII: other text would need SASLprep
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (label: string): Buffer => createHmac('sha256', salted).update(label).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const head = `SCRAM-SHA-256$${String(iterations)}:${salt.toString('base64')}`;
  return `${head}$${storedKey}:${keyed('Server Key').toString('base64')}`;
}

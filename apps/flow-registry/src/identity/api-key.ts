import { createHash, randomBytes } from 'node:crypto';
import { problem, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';
import type { Role } from './roles.ts';

/** A key as it is kept: the token itself is shown once, when it is made, and only its hash stays. */
export interface ApiKey {
  id: string;
  /** `null`: a key of the installation, which names its workspace in a header. */
  workspace: string | null;
  name: string;
  role: Role;
  /** The token's first 12 characters, to tell keys apart. */
  prefix: string;
  /** Lower-case hex SHA-256 of the whole token. A token has 256 random bits: no slow hash is needed to hide it. */
  tokenHash: string;
  isBootstrap: boolean;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const PREFIX_CHARACTERS = 12;
const TOKEN_BYTES = 32;

/** `ac_live_` and 43 characters of base64url: 32 random bytes. */
export function newToken(): string {
  return `ac_live_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function prefixOf(token: string): string {
  return token.slice(0, PREFIX_CHARACTERS);
}

/** A revoked or expired key opens nothing. */
export function isUsable(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt.getTime() > now.getTime());
}

export function findApiKeyProblems(input: { name: string; expiresAt: Date | null }, now: Date): PlainProblem[] {
  const problems: PlainProblem[] = [];
  const nameProblem = findTextProblem(['input', 'name'], input.name, { maxCharacters: 100 });
  if (nameProblem !== undefined) problems.push(nameProblem);
  if (input.expiresAt !== null && input.expiresAt.getTime() <= now.getTime()) {
    problems.push(
      problem('INVALID', ['input', 'expiresAt'], 'expiresAt is not in the future: leave it out or name a later time'),
    );
  }
  return problems;
}

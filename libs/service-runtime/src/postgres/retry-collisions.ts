import { DatabaseError } from 'pg';
import { fault } from '../faults/runtime-faults.ts';
import { systemClock } from '../time/clock.ts';

/**
 * What PostgreSQL says when two sessions make or change the same role at once. Roles belong to the whole cluster and
 * advisory locks to one database, so sessions in different databases cannot wait for each other.
 */
const collisions = new Set([
  '23505', // unique_violation: both inserted the catalog row
  '42710', // duplicate_object: the other was faster
  '42P06', // duplicate_schema
  '40P01', // deadlock_detected
]);

/** 30 tries, 5 to 50 ms apart: about 0.8 s, while one preparation takes 20 ms. */
const tries = 30;

/**
 * Runs a statement that looks before it acts, again while others collide with it.
 *
 * @throws Fault ROLES_BUSY, or what `act` throws
 */
export async function retryCollisions<Result>(act: () => Promise<Result>): Promise<Result> {
  let last: unknown;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isCollision(error)) throw error;
      last = error;
      await systemClock.sleep(5 + Math.random() * 45);
    }
  }
  throw fault('ROLES_BUSY', { tries }, last);
}

function isCollision(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  // An internal error without a code of its own: two sessions changed one catalog row.
  if (error.code === 'XX000') return /^tuple concurrently (updated|deleted)$/.test(error.message);
  return collisions.has(error.code ?? '');
}

// What of a change of the public contract breaks a client that was written against the contract before it.
import { buildSchema, findBreakingChanges } from 'graphql';

/**
 * @param {string} before SDL
 * @param {string} after SDL
 * @returns {string[]} one line per change that breaks somebody; empty when nothing does
 */
export function breakingChanges(before, after) {
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ description }) => description);
}

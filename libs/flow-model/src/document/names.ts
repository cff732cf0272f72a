import { z } from 'zod';

/** Names that mean something else in a template, so a variable of that name could never be read by its bare name. */
const TAKEN = new Set([
  ...['interaction', 'variables', 'steps', 'env', 'run', 'response'],
  ...[
    'true',
    'false',
    'null',
    'in',
    'as',
    'break',
    'const',
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
  ],
  ...['loop', 'package', 'namespace', 'return', 'var', 'void', 'while', '__proto__', 'prototype'],
]);

/** Stable, human, unique in a flow; read in templates as `steps.<key>`. */
export const nodeKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'must be 1 to 64 letters, digits, _ or -' })
  .describe('Unique in the flow; letters, digits, _ and -');

/** A branch's key is the name of its port. */
export const branchKey = nodeKey.refine((key) => key !== 'otherwise', {
  error: 'must not be "otherwise": every Decision has that port already',
});

/** What a mapping or an assignment sets; empty while the author has not chosen yet (the checks say so). */
export const variableName = z
  .string()
  .regex(/^(?:[A-Za-z_][A-Za-z0-9_]{0,63})?$/, {
    error: 'must start with a letter or _ and hold only letters, digits and _',
  })
  .refine((name) => !TAKEN.has(name), { error: 'must not be a word that templates use for something else' });

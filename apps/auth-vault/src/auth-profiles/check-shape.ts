import type { z } from 'zod';
import type { AuthProfileProblem } from './auth-profile.ts';

/** The value as the schema makes it, or what is wrong with it. */
export type ShapeReading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly AuthProfileProblem[] };

/**
 * Checks a value by a schema and says what is wrong in our words. zod's own texts are never used: they may quote what
 * was given, and what is given here is secret.
 *
 * @param at - path of the value in the input, for example `secret`; empty for the whole
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: string,
): ShapeReading<z.output<Schema>> {
  const reading = schema.safeParse(value, { error: inOurWords });
  if (reading.success) return { ok: true, value: reading.data };
  return { ok: false, problems: reading.error.issues.flatMap((issue) => problemsOf(issue, at)) };
}

function problemsOf(issue: z.core.$ZodIssue, at: string): AuthProfileProblem[] {
  const path = [...(at === '' ? [] : [at]), ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') return unknownMembers(issue.keys, path);
  return [{ code: 'INVALID', path, message: issue.message }];
}

/** A problem for each member that is not known in the object at a path. */
export function unknownMembers(names: readonly string[], at: string): AuthProfileProblem[] {
  return names.map((name) => ({
    code: 'INVALID',
    path: at === '' ? shownName(name) : `${at}.${shownName(name)}`,
    message: 'is not known here; leave it out',
  }));
}

/** A member's name is shown only where it can be one: what is long or odd may be a secret that slipped into its place. */
function shownName(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(key) ? key : '(unnamed)';
}

const expectedWords: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function inOurWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return 'is required';
      return `must be ${expectedWords[issue.expected] ?? issue.expected}`;
    case 'too_small':
    case 'too_big':
      return wrongSize(issue);
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'uuid' ? 'must be a UUID' : 'is not legal';
    default:
      return 'is not legal';
  }
}

function wrongSize(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>): string {
  const isList = issue.origin === 'array';
  if (issue.code === 'too_big') return `must have at most ${String(issue.maximum)}${isList ? '' : ' characters'}`;
  return isList ? `must have at least ${String(issue.minimum)}` : 'must not be empty';
}

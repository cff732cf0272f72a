import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { isSecretPart } from './schema-parts.ts';

/** One thing that is wrong with the environment: which variable, and what to do about it. Never its value. */
export interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

/** The environment cannot be used. Holds every problem at once, so that an operator corrects them in one round. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(`configuration refused: ${problems.map(({ name, problem }) => `${name} ${problem}`).join('; ')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The variables of a process: a name that is not set is absent or undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment by a schema whose keys are the variables' names. An empty variable counts as not set (charts
 * and compose files write them so). A `secret` may come from a file instead, named by `NAME_FILE`.
 *
 * @returns a frozen object, with defaults filled in
 * @throws ConfigError with all problems
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
): Readonly<z.output<Schema>> {
  const { values, problems } = readVariables(schema, environment);
  const parsed = schema.safeParse(values);
  const unreadable = new Set(problems.map(({ name }) => name));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0] ?? 'the configuration');
    const isMissing = name in schema.shape && !(name in values);
    if (!unreadable.has(name)) problems.push({ name, problem: isMissing ? missing(name, schema) : message });
  }
  if (parsed.success && problems.length === 0) return Object.freeze(parsed.data);
  throw new ConfigError(problems);
}

interface Variables {
  /** What is set, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly problems: ConfigProblem[];
}

function readVariables(schema: z.ZodObject, environment: Environment): Variables {
  const values: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const [name, part] of Object.entries(schema.shape)) {
    const found = isSecretPart(part) ? readSecret(name, environment) : { value: setValue(environment, name) };
    if ('problem' in found) problems.push({ name, problem: found.problem });
    else if (found.value !== undefined) values[name] = found.value;
  }
  return { values, problems };
}

function setValue(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

function readSecret(name: string, environment: Environment): { value: string | undefined } | { problem: string } {
  const value = setValue(environment, name);
  const file = setValue(environment, `${name}_FILE`);
  if (file === undefined) return { value };
  if (value !== undefined) return { problem: `is set twice: keep ${name} or ${name}_FILE` };
  try {
    return { value: readFileSync(file, 'utf8').replace(/\r?\n$/, '') };
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return { problem: `cannot be read from the file that ${name}_FILE names, ${file} (${code})` };
  }
}

function missing(name: string, schema: z.ZodObject): string {
  const orFile = isSecretPart(schema.shape[name]) ? ` (or ${name}_FILE)` : '';
  return `is required${orFile}, and is not set`;
}

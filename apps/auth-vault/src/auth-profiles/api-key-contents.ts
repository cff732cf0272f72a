import { z } from 'zod';
import type { ApiKeyPair, ApiKeySettings, AuthProfileProblem } from './auth-profile.ts';
import { checkShape, unknownMembers, type ShapeReading } from './check-shape.ts';
import { fieldName, headerName, headerValue, plainValue } from './legal-values.ts';

const mostPairs = 10;

const apiKeySettings = z.strictObject({
  pairs: z
    .array(z.strictObject({ in: z.enum(['HEADER', 'QUERY', 'BODY']), name: z.string() }))
    .min(1)
    .max(mostPairs),
});

const apiKeySecret = z.strictObject({
  value: z.unknown().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});

/** `{ pairs: [{ in: HEADER | QUERY | BODY, name }] }`; two pairs never name the same place. */
export function checkApiKeySettings(settings: unknown): ShapeReading<ApiKeySettings> {
  const reading = checkShape(apiKeySettings, settings, 'settings');
  if (!reading.ok) return reading;
  const { pairs } = reading.value;
  const places = pairs.map(placeOf);
  const problems = pairs.flatMap((pair, index) => {
    const at = `settings.pairs.${String(index)}`;
    const name = checkShape(nameFor(pair), pair.name, `${at}.name`);
    if (!name.ok) return name.problems;
    return places.indexOf(placeOf(pair)) === index ? [] : [invalid(at, 'names the same place as an earlier pair')];
  });
  return problems.length > 0 ? { ok: false, problems } : reading;
}

function nameFor(pair: ApiKeyPair): typeof fieldName {
  return pair.in === 'HEADER' ? headerName : fieldName;
}

/** Header names differ in more than case; query and body names are told apart as they are written. */
function placeOf(pair: ApiKeyPair): string {
  return `${pair.in} ${pair.in === 'HEADER' ? pair.name.toLowerCase() : pair.name}`;
}

/** `{ value }` for a single pair, or `{ values: { name: … } }` with one member for each name; gives the values in the order of the pairs. */
export function checkApiKeySecret(secret: unknown, { pairs }: ApiKeySettings): ShapeReading<readonly string[]> {
  const reading = checkShape(apiKeySecret, secret, 'secret');
  if (!reading.ok) return reading;
  const { value, values } = reading.value;
  const [first, ...more] = pairs;
  if (value !== undefined && values !== undefined) return refused('secret', 'must hold "value" or "values", not both');
  if (value === undefined && values === undefined) return refused('secret', wanted(more.length === 0));
  if (values !== undefined) return checkValues(values, pairs);
  if (!first || more.length > 0)
    return refused('secret.value', 'fits a single pair; give "values" with one member for each name');
  const only = checkShape(valueFor(first), value, 'secret.value');
  return only.ok ? { ok: true, value: [only.value] } : only;
}

function wanted(isSingle: boolean): string {
  return isSingle ? 'must hold "value"' : 'must hold "values", with one member for each name of the pairs';
}

function checkValues(
  values: Readonly<Record<string, unknown>>,
  pairs: readonly ApiKeyPair[],
): ShapeReading<readonly string[]> {
  const unknown = Object.keys(values).filter((name) => pairs.every((pair) => pair.name !== name));
  const readings = pairs.map((pair) => {
    // Not every member is a value: each object has a `constructor` of its own.
    const value = Object.hasOwn(values, pair.name) ? values[pair.name] : undefined;
    return checkShape(valueFor(pair), value, `secret.values.${pair.name}`);
  });
  const problems = [
    ...unknownMembers(unknown, 'secret.values'),
    ...readings.flatMap((reading) => (reading.ok ? [] : reading.problems)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: readings.flatMap((reading) => (reading.ok ? [reading.value] : [])) };
}

function valueFor(pair: ApiKeyPair): typeof plainValue {
  return pair.in === 'HEADER' ? headerValue : plainValue;
}

function refused(path: string, message: string): { ok: false; problems: AuthProfileProblem[] } {
  return { ok: false, problems: [invalid(path, message)] };
}

function invalid(path: string, message: string): AuthProfileProblem {
  return { code: 'INVALID', path, message };
}

import { createAuthProfileRequest } from '@aftercall/wire-format';
import { isAuthProfileName, type AuthProfileProblem, type NewAuthProfile } from './auth-profile.ts';
import { checkContents } from './auth-profile-kinds.ts';
import { checkShape, type ShapeReading } from './check-shape.ts';
import { parseOrigin } from './origin.ts';

const mostOrigins = 20;

/** Reads the body of a create request: everything that is wrong with it at once, each with its path. */
export function checkNewAuthProfile(body: unknown): ShapeReading<NewAuthProfile> {
  const shape = checkShape(createAuthProfileRequest, body, '');
  if (!shape.ok) return shape;
  const { id, name, kind, settings, secret } = shape.value;
  const origins = checkOrigins(shape.value.origins);
  const contents = checkContents(kind, settings, secret);
  const problems = [
    ...(isAuthProfileName(name) ? [] : [invalid('name', 'must be 1 to 100 letters, digits, "-", "_" or "."')]),
    ...(origins.ok ? [] : origins.problems),
    ...(contents.ok ? [] : contents.problems),
  ];
  if (problems.length > 0 || !origins.ok || !contents.ok) return { ok: false, problems };
  return { ok: true, value: { id: id.toLowerCase(), name, origins: origins.value, contents: contents.value } };
}

function checkOrigins(texts: readonly string[]): ShapeReading<readonly string[]> {
  if (texts.length === 0) return { ok: false, problems: [invalid('origins', 'must name at least one origin')] };
  if (texts.length > mostOrigins) {
    return { ok: false, problems: [invalid('origins', `must name at most ${String(mostOrigins)} origins`)] };
  }
  const origins = new Set<string>();
  const problems: AuthProfileProblem[] = [];
  for (const [index, text] of texts.entries()) {
    const reading = parseOrigin(text);
    if ('origin' in reading) origins.add(reading.origin);
    else problems.push(invalid(`origins.${String(index)}`, reading.problem));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...origins] };
}

function invalid(path: string, message: string): AuthProfileProblem {
  return { code: 'INVALID', path, message };
}

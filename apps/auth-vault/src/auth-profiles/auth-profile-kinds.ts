import type { AuthProfileKind } from '@aftercall/wire-format';
import { z } from 'zod';
import { checkApiKeySecret, checkApiKeySettings } from './api-key-contents.ts';
import type { AuthProfileContents, AuthProfileProblem } from './auth-profile.ts';
import { checkShape, type ShapeReading } from './check-shape.ts';
import { basicPassword, basicUsername, bearerToken } from './legal-values.ts';

const noSettings = z.strictObject({}).nullish();
const bearerSecret = z.strictObject({ token: bearerToken });
const basicSecret = z.strictObject({ username: basicUsername, password: basicPassword });

/** Checks what a profile of a kind holds: its settings (may be shown) and its secret (never), each with path and remedy. */
export function checkContents(
  kind: AuthProfileKind,
  settings: unknown,
  secret: unknown,
): ShapeReading<AuthProfileContents> {
  switch (kind) {
    case 'API_KEY':
      return checkApiKey(settings, secret);
    case 'BEARER': {
      const checked = checkShape(bearerSecret, secret, 'secret');
      return withoutSettings(settings, checked, (value) => ({ kind, settings: null, secret: value }));
    }
    case 'BASIC':
      return withoutSettings(settings, checkBasicSecret(secret), (value) => ({ kind, settings: null, secret: value }));
    default:
      return kind satisfies never;
  }
}

function checkApiKey(settings: unknown, secret: unknown): ShapeReading<AuthProfileContents> {
  const checked = checkApiKeySettings(settings);
  if (!checked.ok) return checked;
  const values = checkApiKeySecret(secret, checked.value);
  if (!values.ok) return values;
  return { ok: true, value: { kind: 'API_KEY', settings: checked.value, secret: { values: values.value } } };
}

function checkBasicSecret(secret: unknown): ShapeReading<z.output<typeof basicSecret>> {
  const reading = checkShape(basicSecret, secret, 'secret');
  if (!reading.ok || reading.value.username !== '' || reading.value.password !== '') return reading;
  return { ok: false, problems: [{ code: 'INVALID', path: 'secret', message: 'must hold a user name or a password' }] };
}

function withoutSettings<Secret>(
  settings: unknown,
  secret: ShapeReading<Secret>,
  make: (secret: Secret) => AuthProfileContents,
): ShapeReading<AuthProfileContents> {
  const none = checkShape(noSettings, settings, 'settings');
  const problems: AuthProfileProblem[] = [...(none.ok ? [] : none.problems), ...(secret.ok ? [] : secret.problems)];
  if (problems.length > 0 || !secret.ok) return { ok: false, problems };
  return { ok: true, value: make(secret.value) };
}

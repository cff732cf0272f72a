import { resolveAuthProfileRequest } from '@aftercall/wire-format';
import type { AuthProfileProblem } from '../auth-profiles/auth-profile.ts';
import { checkShape, type ShapeReading } from '../auth-profiles/check-shape.ts';
import { parseOrigin } from '../auth-profiles/origin.ts';

/** Which profile an executor wants to open, and what for. */
export interface ResolveRequest {
  readonly name: string;
  /** Canonical, so that it can be compared with those of the profile. */
  readonly origin: string;
  readonly runId: string | undefined;
}

export function readResolveRequest(body: unknown): ShapeReading<ResolveRequest> {
  const shape = checkShape(resolveAuthProfileRequest, body, '');
  if (!shape.ok) return shape;
  const { name, origin: text, runId } = shape.value;
  const origin = parseOrigin(text);
  if ('problem' in origin) return refused('origin', origin.problem);
  if (runId !== undefined && !/^[!-~]{1,200}$/.test(runId))
    return refused('runId', 'must be 1 to 200 visible ASCII characters');
  return { ok: true, value: { name, origin: origin.origin, runId } };
}

function refused(path: string, message: string): { ok: false; problems: AuthProfileProblem[] } {
  return { ok: false, problems: [{ code: 'INVALID', path, message }] };
}

import { RegistryError } from '../registry-client/registry-error.ts';

/**
 * Signs in with an API key: the registry answers with a cookie that no script can read.
 * @throws RegistryError UNAUTHENTICATED when the key is unknown, revoked or past its end
 */
export async function signIn(apiKey: string): Promise<void> {
  await send('POST', { apiKey });
}

/** Ends the session on the registry; the cookie is worth nothing afterwards. */
export async function signOut(): Promise<void> {
  await send('DELETE');
}

async function send(method: 'POST' | 'DELETE', body?: object): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/auth/session', {
      method,
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'aftercall-csrf': '1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    const failure = { code: 'REGISTRY_UNREACHABLE', message: 'The registry could not be reached.', status: 0 };
    throw Object.assign(new RegistryError(failure), { cause });
  }
  if (!response.ok) throw await refusal(response);
}

async function refusal(response: Response): Promise<RegistryError> {
  const text = await response.text();
  const { code, message, detail } = readProblem(text);
  return new RegistryError({
    code: code ?? (response.status === 401 ? 'UNAUTHENTICATED' : 'INTERNAL'),
    message: message ?? detail ?? `The registry answered ${String(response.status)}.`,
    requestId: response.headers.get('x-request-id') ?? undefined,
    status: response.status,
  });
}

function readProblem(text: string): { code?: string; message?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; message?: string; detail?: string };
  } catch {
    return {};
  }
}

import type { RenderedRequest } from '@aftercall/flow-model';
import type { AttemptRequest } from '@aftercall/wire-format';
import { buildRequest, type Additions } from '../delivery/build-request.ts';
import { recordRequest } from '../delivery/record-request.ts';

/**
 * A request that is not sent, as it may be shown: what an author typed that looks like a secret is masked. Without what an auth
 * profile would add: nobody asks the vault for it.
 */
export function shownRequest(rendered: RenderedRequest, additions: Omit<Additions, 'credential'>): AttemptRequest {
  const all = { ...additions, credential: undefined };
  const build = buildRequest(rendered, all);
  if (!build.ok) throw new Error(`a request without a credential cannot be built: ${build.cause.code}`);
  return recordRequest(rendered, all, build.request).request;
}

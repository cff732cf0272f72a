import type { Page, PageRequest } from '../paging/page.ts';
import type { ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { Caller } from './caller.ts';

export class ListApiKeys {
  constructor(private readonly keys: ApiKeyStore) {}

  /** The workspace's own keys; those of the installation are its operators' (BOOTSTRAP_ADMIN_KEY). */
  list(caller: Caller, request: PageRequest): Promise<Page<ApiKey>> {
    return this.keys.list(caller.workspace, request);
  }
}

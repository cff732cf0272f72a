import { parseFlowDocument } from '@aftercall/flow-model';
import type { LocalDraft, LocalDrafts } from './draft-server.ts';

const DATABASE = 'aftercall-studio';
const STORE = 'drafts';
/** Work that nobody came back to is forgotten after so long. */
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Drafts in the browser's own database, by workspace and action. A browser that has none (a private window, a full disk)
 * keeps nothing and says nothing: the registry's copy is the one that counts.
 */
export class IndexedDbDrafts implements LocalDrafts {
  readonly #scope: string;

  constructor(workspace: string) {
    this.#scope = workspace;
  }

  async put(actionId: string, draft: LocalDraft): Promise<void> {
    await this.#withStore('readwrite', (store) => store.put({ ...draft }, this.#keyOf(actionId)));
  }

  async find(actionId: string): Promise<LocalDraft | undefined> {
    const found = await this.#withStore('readonly', (store) => store.get(this.#keyOf(actionId)));
    return readLocalDraft(found);
  }

  async remove(actionId: string): Promise<void> {
    await this.#withStore('readwrite', (store) => store.delete(this.#keyOf(actionId)));
  }

  #keyOf(actionId: string): string {
    return `${this.#scope}/${actionId}`;
  }

  async #withStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    try {
      const database = await opened();
      try {
        return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
      } finally {
        database.close();
      }
    } catch {
      return undefined;
    }
  }
}

/** What another release or a hand wrote is passed over. */
function readLocalDraft(value: unknown): LocalDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { flow, revision, at } = value as Partial<Record<keyof LocalDraft, unknown>>;
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok || typeof revision !== 'number' || !(at instanceof Date)) return undefined;
  return Date.now() - at.getTime() > KEPT_MS ? undefined : { flow: parsed.flow, revision, at };
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE);
  };
  return settled(request);
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}

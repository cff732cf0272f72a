import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';

const manifest = z.record(z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), z.string());

/**
 * The documents that the Studio was built with, by the SHA-256 of their text. The manifest lies beside the Studio's page and
 * is read again when a new build has changed it.
 */
export class PersistedDocuments {
  private documents: ReadonlyMap<string, string> = new Map();
  private readAtMs: number | undefined;

  constructor(private readonly file: string) {}

  /** `undefined`: the Studio has no such document. */
  async find(documentId: string): Promise<string | undefined> {
    await this.readAgainIfChanged();
    return this.documents.get(documentId.replace(/^sha256:/, ''));
  }

  /** @throws when the manifest is there and is none */
  private async readAgainIfChanged(): Promise<void> {
    const changedMs = await stat(this.file).then(
      (found) => found.mtimeMs,
      () => undefined,
    );
    if (changedMs === this.readAtMs) return;
    const read = changedMs === undefined ? {} : manifest.parse(JSON.parse(await readFile(this.file, 'utf8')));
    this.documents = new Map(Object.entries(read).map(([id, text]) => [id.replace(/^sha256:/, ''), text]));
    this.readAtMs = changedMs;
  }
}

/** What a client may send instead of a text, or beside it. */
export interface AskedDocument {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

export type ChosenDocument =
  /** `undefined`: the client has sent none, which is for others to refuse. */
  { ok: true; query: unknown } | { ok: false; code: string; message: string };

/**
 * Which text is carried out: that of the document id, else the one that came. `isRequired`: only documents of the Studio are,
 * so that a script that got into one of its pages can ask nothing else.
 */
export async function chooseDocument(
  documents: PersistedDocuments,
  asked: AskedDocument,
  isRequired: boolean,
): Promise<ChosenDocument> {
  const id = documentIdOf(asked);
  const known = id === undefined ? undefined : await documents.find(id);
  if (known !== undefined) return { ok: true, query: known };
  if (isRequired) {
    return {
      ok: false,
      code: 'PERSISTED_DOCUMENT_REQUIRED',
      message: 'a session may only ask what the Studio asks, by "documentId"; with an API key any query goes',
    };
  }
  if (asked.query !== undefined || id === undefined) return { ok: true, query: asked.query };
  return {
    ok: false,
    code: 'PERSISTED_DOCUMENT_UNKNOWN',
    message: 'no document has this id: send its text as "query"',
  };
}

/** As the GraphQL-over-HTTP draft has it, or among the extensions, which the WebSocket protocol lets through. */
function documentIdOf({ documentId, extensions }: AskedDocument): string | undefined {
  if (typeof documentId === 'string') return documentId;
  const inside = typeof extensions === 'object' && extensions !== null && 'documentId' in extensions ? extensions : {};
  return 'documentId' in inside && typeof inside.documentId === 'string' ? inside.documentId : undefined;
}

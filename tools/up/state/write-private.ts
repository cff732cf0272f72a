import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read. Whoever reads it sees the old one or the new one, never a part. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

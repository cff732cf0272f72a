import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Paint } from '../say.ts';
import { formatLogLine, matters, readLogLine } from './log-lines.ts';
import type { Level } from './log-lines.ts';

/** What becomes of the lines that services write: all of them go to a file each, those that matter to the terminal. */
export class ServiceLogs {
  readonly folder: string;
  readonly #files = new Map<string, WriteStream>();
  readonly #show: (line: string) => void;
  readonly #least: Level;
  readonly #paint: Paint;

  constructor(stateFolder: string, shown: { show: (line: string) => void; least: Level; paint: Paint }) {
    this.folder = join(stateFolder, 'logs');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#show = shown.show;
    this.#least = shown.least;
    this.#paint = shown.paint;
  }

  write(service: string, text: string): void {
    this.#fileOf(service).write(`${text}\n`);
    const line = readLogLine(text);
    if (matters(line.level, this.#least)) this.#show(formatLogLine(service, line, this.#paint));
  }

  /** Begun anew with each start. A full disk costs lines, nothing else. */
  #fileOf(service: string): WriteStream {
    const known = this.#files.get(service);
    if (known !== undefined) return known;
    const file = createWriteStream(join(this.folder, `${service}.log`), { mode: 0o600 }).on('error', () => undefined);
    this.#files.set(service, file);
    return file;
  }
}

/**
 * Run ids are UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random. The time gives the UTC day by which the
 * ledger's tables are divided, so whoever has the id also knows where the run stands.
 */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAX_TIME_MS = 253_402_300_799_999;

/** Makes an id at `now`; `random` gives 10 bytes. */
export function makeRunId(now: Date, random: (bytes: number) => Uint8Array): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  const hex = hexOf(random(10));
  const variant = ((Number.parseInt(hex.slice(4, 6), 16) & 0x3f) | 0x80).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(6, 8)}-${hex.slice(8)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX[byte] ?? '';
  return hex;
}

/** The UTC day of a run, `YYYY-MM-DD`; `undefined` when the text is no run id. */
export function dayOfRun(runId: string): string | undefined {
  if (!UUID_V7.test(runId)) return undefined;
  const timeMs = Number.parseInt(runId.slice(0, 8) + runId.slice(9, 13), 16);
  return timeMs > MAX_TIME_MS ? undefined : nameOfDay(Math.floor(timeMs / DAY_MS));
}

const DAY_MS = 86_400_000;
/** Nearly all ids that are asked for are of the same day. */
let lastDay = { number: Number.NaN, name: '' };

function nameOfDay(number: number): string {
  if (number !== lastDay.number) lastDay = { number, name: new Date(number * DAY_MS).toISOString().slice(0, 10) };
  return lastDay.name;
}

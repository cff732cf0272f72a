import { duration } from '../say.ts';
import type { Paint } from '../say.ts';
import type { ReceivedByTarget, SampleRun, SampleStep } from './run-sample.ts';

/** The run as a small table, one step a line. */
export function describeRun(run: SampleRun, paint: Paint): string[] {
  const rows = run.steps.map((step) => [
    step.name === '' ? step.key : step.name,
    step.kind.toLowerCase().replaceAll('_', ' '),
    step.status,
    attemptsOf(step),
    whatOf(step),
  ]);
  const table = alignColumns([['STEP', 'KIND', 'STATUS', 'ATTEMPTS', 'WHAT HAPPENED'], ...rows]);
  const style = { SUCCEEDED: 'green', FAILED: 'red' } as const;
  const styleOf = (line: string): string => {
    const status = (['SUCCEEDED', 'FAILED'] as const).find((name) => line.includes(name));
    return status === undefined ? line : line.replace(status, paint(style[status], status));
  };
  return table.map((line, index) => `  ${index === 0 ? paint('dim', line) : styleOf(line)}`);
}

/** What the target received, one request a line, its body shortened. */
export function describeReceived(received: readonly ReceivedByTarget[]): string[] {
  const rows = received.map(({ method, path, status, headers, body }) => [
    `${method} ${path}`,
    status === null ? 'no answer' : String(status),
    `key ${(headers['idempotency-key'] ?? 'none').slice(0, 12)}`,
    `token ${headers['authorization'] ?? 'missing'}`,
    shorten(JSON.stringify(body), 70),
  ]);
  return alignColumns(rows).map((line) => `  ${line}`);
}

/** Pads every column but the last to its widest cell. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length));
  return rows.map((row) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widthOf(column)))).join('  '),
  );
}

function attemptsOf({ attempts }: SampleStep): string {
  if (attempts.length === 0) return '';
  const took = duration(attempts.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return `${String(attempts.length)} (${took})`;
}

function whatOf({ attempts, cause }: SampleStep): string {
  const last = attempts.at(-1);
  const request = last?.request == null ? '' : `${last.request.method} ${pathOf(last.request.url)}`;
  const answer = last?.response == null ? '' : String(last.response.status);
  const why = cause ?? last?.cause;
  return [request, answer, why == null ? '' : `${why.code}: ${why.message}`].filter((part) => part !== '').join(' ');
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}

function shorten(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters)}…` : text;
}

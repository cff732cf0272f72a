/** A header, a parameter or a form field. */
export interface NamedRow {
  name: string;
  value: string;
}

/** One row a line, `name: value`. */
export function writeRows(rows: readonly NamedRow[]): string {
  return rows.map(({ name, value }) => `${name}: ${value.replaceAll('\n', '\\n')}`).join('\n');
}

/** Reads it back: `name: value`, `name=value` or a name alone; empty lines count for nothing. */
export function readRows(text: string): NamedRow[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = line, value = ''] = /^([^:=]*)[:=](.*)$/.exec(line) ?? [];
      return { name: name.trim(), value: value.trim().replaceAll('\\n', '\n') };
    });
}

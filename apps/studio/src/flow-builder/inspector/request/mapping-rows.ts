import type { MappingRow } from '@aftercall/flow-model';

/** Types of values as the screen names them. */
export const TYPE_WORDS: Readonly<Record<MappingRow['type'], string>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  json: 'JSON',
};

/** A row to be filled in. */
export function newMappingRow(given: Partial<MappingRow> = {}): MappingRow {
  return { variable: '', path: '', type: 'string', required: true, externalId: false, ...given };
}

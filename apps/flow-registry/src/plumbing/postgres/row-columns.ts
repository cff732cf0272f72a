import { getMetadataArgsStorage } from 'typeorm';

/**
 * `key.token_hash as "tokenHash", …`: what a select names to get rows of this class, all their properties or some. For reads
 * that are too frequent to have their text made anew each time.
 */
export function rowColumns<Row>(
  row: new () => Row,
  table: string,
  isWanted: (property: keyof Row & string) => boolean = () => true,
): string {
  return getMetadataArgsStorage()
    .filterColumns(row)
    .map(({ propertyName, options }) => ({ property: propertyName as keyof Row & string, column: options.name }))
    .filter(({ property }) => isWanted(property))
    .map(({ property, column }) => `${table}.${column ?? property} as "${property}"`)
    .join(', ');
}

/** Joins the names that are there: `classNames(classes.row, isOpen && classes.open)`. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ');
}

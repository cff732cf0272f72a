/** Lists whose rows have a name, by their place, and what one row is called. */
const ROWS: Readonly<Record<string, string>> = {
  'config.headers': 'header',
  'config.query': 'query parameter',
  'config.body.form': 'form field',
  'config.mapping': 'mapped variable',
  'config.assignments': 'assigned variable',
  'config.branches': 'branch',
  'config.variables': 'variable of the call',
  'config.idempotency.lookup.headers': 'header of the look-up',
  'config.idempotency.lookup.query': 'query parameter of the look-up',
  'config.idempotency.lookup.mapping': 'mapped variable of the look-up',
};

const FIELDS: Readonly<Record<string, string>> = {
  name: 'its name',
  'config.url': 'the URL',
  'config.method': 'the method',
  'config.body': 'the body',
  'config.body.json': 'the body',
  'config.body.raw': 'the body',
  'config.authProfile': 'the auth profile',
  'config.timeoutMs': 'the timeout in milliseconds',
  'config.success': 'the list of statuses that count as success',
  'config.retry.schedule': 'the retry schedule',
  'config.idempotency.header': 'the name of the header for the idempotency key',
  'config.idempotency.honoured': 'whether the target honours the key',
  'config.idempotency.inDoubt': 'what to do when a request is in doubt',
  'config.idempotency.lookup': 'the look-up',
  'config.event': 'the event that is heard',
  'config.outcomes': 'the list of outcomes that are heard',
  'config.endNodeIds': 'the list of End Call nodes that are heard',
  'config.condition': 'the condition',
  'config.waitFor': 'the wait for the analysis',
};

/** What an author calls a part of a node, from its path with rows by their names; the path itself where there is no word. */
export function nameField(names: readonly string[]): string {
  for (let length = names.length - 1; length > 0; length -= 1) {
    const list = names.slice(0, length).join('.');
    const row = Object.hasOwn(ROWS, list) ? ROWS[list] : undefined;
    if (row !== undefined) return nameRow(row, names.slice(length));
  }
  return nameWhole(names);
}

function nameRow(row: string, [name = '', ...part]: readonly string[]): string {
  if (name === 'order' && part.length === 0) return `the order of each ${row}`;
  const inside = part.length === 0 || part.join('.') === 'value' ? '' : ` (${part.join('.')})`;
  return `the ${row} ${name}${inside}`;
}

function nameWhole(names: readonly string[]): string {
  for (let length = names.length; length > 0; length -= 1) {
    const field = names.slice(0, length).join('.');
    if (!Object.hasOwn(FIELDS, field)) continue;
    const rest = names.slice(length).join('.');
    return `${FIELDS[field] ?? field}${rest === '' ? '' : `, at ${rest},`}`;
  }
  return names.join('.');
}

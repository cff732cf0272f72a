// import-x/no-cycle leaves out `import type`, and two files that need each other's types are a cycle to their reader too.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const relativeImport = /^(?:import|export)\b[^;'"]*?\bfrom\s+'(\.[^']+\.tsx?)'/gm;
const read = new Map();

function importsOf(file) {
  if (!read.has(file)) read.set(file, parse(file));
  return read.get(file);
}

function parse(file) {
  try {
    const found = readFileSync(file, 'utf8').matchAll(relativeImport);
    return [...found].map(([, specifier]) => resolve(dirname(file), specifier));
  } catch {
    return []; // what does not exist is the compiler's to report
  }
}

/** @returns {string[] | undefined} the files on the way from one to the other, both included */
function wayTo(goal, start) {
  const cameFrom = new Map([[start, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === goal) return backFrom(goal, cameFrom);
    for (const next of importsOf(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

function backFrom(goal, cameFrom) {
  const way = [];
  for (let file = goal; file; file = cameFrom.get(file)) way.unshift(file);
  return way;
}

export const noTypeCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cycle: 'A cycle of types: {{way}}. Move what both need to a third file.' },
  },
  create(context) {
    const shorten = (file) => file.slice(context.cwd.length + 1);
    return {
      ImportDeclaration(node) {
        const specifier = node.source.value;
        if (node.importKind !== 'type' || !/^\..*\.tsx?$/.test(specifier)) return; // values are import-x/no-cycle's
        const way = wayTo(context.filename, resolve(dirname(context.filename), specifier));
        if (way) context.report({ node, messageId: 'cycle', data: { way: way.map(shorten).join(' → ') } });
      },
    };
  },
};

// Names of files and folders that say nothing, and barrels.
import { basename, sep } from 'node:path';

const emptyWords = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'base'];
const emptyFiles = new Set([...emptyWords, 'types', 'interfaces', 'constants', 'service']);
const emptySuffix = new RegExp(`[-.](${emptyWords.join('|')})$`);

/** `connection-manager.int.spec.ts` → `connection-manager` */
const stem = (file) => basename(file).replace(/(\.(int|spec|contract|e2e))*\.[a-z]+$/, '');

export const tellingFileName = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { empty: '"{{name}}" does not say what is in it: name what it is or does.' },
  },
  create: (context) => ({
    Program(node) {
      const path = context.filename.slice(context.cwd.length + 1).split(sep);
      const folder = path.slice(0, -1).find((name) => emptyWords.includes(name));
      const name = stem(context.filename);
      if (folder) context.report({ node, messageId: 'empty', data: { name: folder } });
      else if (emptyFiles.has(name) || emptySuffix.test(name))
        context.report({ node, messageId: 'empty', data: { name } });
    },
  }),
};

export const noBarrels = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { barrel: 'Only libs/*/src/index.ts gathers names; import files directly.' },
  },
  create: (context) => ({
    Program(node) {
      const path = context.filename
        .slice(context.cwd.length + 1)
        .split(sep)
        .join('/');
      if (basename(path) === 'index.ts' && !/^libs\/[^/]+\/src\/index\.ts$/.test(path)) {
        context.report({ node, messageId: 'barrel' });
      }
    },
  }),
};

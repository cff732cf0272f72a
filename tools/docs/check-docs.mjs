// Every path that a document names exists, and so does every npm script. A document that names what is gone misleads longer
// than none. Run: node tools/docs/check-docs.mjs [root]
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const documents = ['*.md', 'docs/**/*.md', '{apps,libs}/*/README.md', '{tools,deploy,e2e}/**/*.md'];
/** What it was when it was written, and may be gone since. */
const history = new Set(['CHANGELOG.md']);

const topFolders = 'apps|libs|tools|docs|deploy|e2e|\\.ci';
const pathFromRoot = new RegExp(`(?<![\\w/.@:-])(?:\\./)?(?:${topFolders})/[^\\s\`"'|()\\[\\],;#]*`, 'g');
const fileName = /(?<![\w/@.<*-])(?:[\w-]+\/)*[\w.-]+\.(?:ts|tsx|mjs|cjs|graphql|sql|json|yaml)(?![\w/])/g;
const link = /\[[^\]]*\]\(([^)\s]+)\)/g;
const relativeSpan = /`(\.{1,2}\/[^\s`]+)`/g;
const npmRun = /\bnpm run ([\w:-]+)/g;

const problems = [];

// A placeholder, as in libs/x/<kind>.ts or libs/*/src, stands for many: what comes before the first one must exist.
function isThere(base, named) {
  const path = named.replace(/[.:*_!?]+$/, '').replace(/:\d+(-\d+)?$/, '');
  if (/(^|\/)(dist|node_modules)(\/|$)/.test(path)) return true; // made by a command, not kept
  const parts = path.split('/');
  const open = parts.findIndex((part) => /[<>*{}…]|NNNN|\.\.\.$/.test(part));
  return existsSync(join(base, ...(open === -1 ? parts : parts.slice(0, open))));
}

function report(document, index, text, problem) {
  problems.push(`${document}:${text.slice(0, index).split('\n').length}  ${problem}`);
}

function checkPathsFromRoot(root, document, text) {
  for (const { 0: named, index } of text.matchAll(pathFromRoot)) {
    if (!isThere(root, named)) report(document, index, text, `${named} does not exist`);
  }
}

function checkLinks(root, document, text) {
  const folder = dirname(join(root, document));
  for (const { 1: target, index } of [...text.matchAll(link), ...text.matchAll(relativeSpan)]) {
    const [path] = target.split('#');
    if (path === '' || /^[a-z]+:/i.test(path)) continue;
    const isReported = new RegExp(`^(?:\\./)?(?:${topFolders})/`).test(path) && !isThere(root, path);
    if (!isReported && !isThere(folder, decodeURI(path))) report(document, index, text, `${target} leads nowhere`);
  }
}

/** In the lists of ARCHITECTURE.md a file may be named beside the one before it: `a/b/port.ts → postgres/adapter.ts`. */
function checkPathLists(root, document, text) {
  for (const block of text.matchAll(/^```(?:text)?\n([\s\S]*?)^```/gm)) {
    let folder;
    for (const { 0: named, index } of block[1].matchAll(fileName)) {
      const at = block.index + block[0].indexOf(block[1]) + index;
      if (new RegExp(`^(?:${topFolders})/`).test(named)) folder = dirname(named);
      else if (folder === undefined || !existsSync(join(root, folder, named))) {
        report(document, at, text, `${named} is not in ${folder ?? 'any folder named before'}`);
      } else folder = dirname(join(folder, named));
    }
  }
}

function checkScripts(root, document, text) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const { 1: name, index } of text.matchAll(npmRun)) {
    if (!scripts[name]) report(document, index, text, `npm run ${name} is not in package.json`);
  }
}

const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../..'));
const files = documents
  .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' }))
  .filter((file) => !history.has(file));
for (const document of files) {
  const text = readFileSync(join(root, document), 'utf8');
  checkPathsFromRoot(root, document, text);
  checkLinks(root, document, text);
  checkScripts(root, document, text);
  if (document === 'docs/ARCHITECTURE.md') checkPathLists(root, document, text);
}
for (const problem of problems) console.error(problem);
console.log(
  `${files.length} documents checked in ${relative(process.cwd(), root) || '.'}, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

// Prints how long our files and how full our folders are. The limits are ESLint's (max-lines and the rest); this shows where
// the tree is going, and warns of folders that nobody takes in at a glance.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = { median: 90, p95: 220, entries: 14 };
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const isTest = (file) => /\.(spec|contract|e2e)\.ts$|\/testing\//.test(file);

/** As `max-lines` counts: no blank lines, no lines that are comment only. */
function codeLines(text) {
  return text
    .replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function describe(title, files) {
  const sizes = files.map(({ lines }) => lines).sort((a, b) => a - b);
  const total = sizes.reduce((sum, lines) => sum + lines, 0);
  const [median, p95] = [quantile(sizes, 0.5), quantile(sizes, 0.95)];
  console.log(
    `${title}: ${files.length} files, ${total} lines of code; median ${median}, p95 ${p95}, largest ${sizes.at(-1) ?? 0}`,
  );
}

const files = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).map((file) => ({
  file,
  lines: codeLines(readFileSync(join(root, file), 'utf8')),
}));
const source = files.filter(({ file }) => !isTest(file));
describe('source', source);
describe(
  'tests ',
  files.filter(({ file }) => isTest(file)),
);
console.log(`targets: median ≤ ${target.median}, p95 ≤ ${target.p95}, ≤ ${target.entries} entries in a folder`);
for (const { file, lines } of source.toSorted((a, b) => b.lines - a.lines).slice(0, 5))
  console.log(`${String(lines).padStart(5)}  ${file}`);

const entries = new Map();
for (const { file } of source) {
  for (let entry = file; dirname(entry) !== 'apps' && dirname(entry) !== 'libs'; entry = dirname(entry)) {
    const folder = dirname(entry);
    entries.set(folder, (entries.get(folder) ?? new Set()).add(entry));
  }
}
for (const [folder, { size }] of entries) {
  if (size > target.entries) console.warn(`warning: ${folder} has ${size} entries; is there a second idea in it?`);
}

// A copy of the workspace in which there is no code but what a test plants: the same eslint.config.mjs, tsconfig and
// project.json files, the installed packages linked, no cached project graph. Nothing is written into the real tree.
import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const realRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const ruleFiles = ['eslint.config.mjs', 'nx.json', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const projectFiles = '{apps,libs}/*/{project,package,tsconfig}.json';

export class PlantedWorkspace {
  constructor(root) {
    this.root = root;
  }

  static create() {
    const workspace = new PlantedWorkspace(mkdtempSync(join(tmpdir(), 'aftercall canary '))); // paths may hold a space
    for (const file of [...ruleFiles, ...globSync(projectFiles, { cwd: realRoot })]) {
      workspace.write(file, readFileSync(join(realRoot, file)));
    }
    cpSync(join(realRoot, 'tools/house-lint'), join(workspace.root, 'tools/house-lint'), { recursive: true });
    workspace.linkPackages();
    return workspace;
  }

  /** @param {string} file relative to the root */
  write(file, text) {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** @returns {Promise<Map<string, { ruleId: string | null, message: string }[]>>} what ESLint reports, by file */
  async lint() {
    const eslint = join(realRoot, 'node_modules/eslint/bin/eslint.js');
    const { code, stdout, stderr } = await this.run(eslint, ['--format', 'json', 'apps', 'libs']);
    if (code > 1) throw new Error(`eslint did not run: ${stderr || stdout}`);
    const results = JSON.parse(stdout.slice(stdout.indexOf('[{')));
    return new Map(results.map(({ filePath, messages }) => [relative(this.root, filePath), messages]));
  }

  run(script, args) {
    const env = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0', NODE_OPTIONS: '' };
    delete env.NX_WORKSPACE_ROOT_PATH; // set by Nx for its tasks: it would point at the real tree
    return new Promise((done) => {
      const options = { cwd: this.root, env, maxBuffer: 64e6 };
      execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
        done({ code: error ? (error.code ?? 1) : 0, stdout, stderr }),
      );
    });
  }

  remove() {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Our own projects are linked to the planted ones, everything else to what is installed. */
  linkPackages() {
    const [from, to] = [join(realRoot, 'node_modules'), join(this.root, 'node_modules')];
    mkdirSync(join(to, '@aftercall'), { recursive: true });
    for (const name of readdirSync(from)) {
      if (name !== '@aftercall') symlinkSync(join(from, name), join(to, name));
    }
    for (const project of globSync('{apps,libs}/*', { cwd: this.root })) {
      symlinkSync(join(this.root, project), join(to, '@aftercall', basename(project)));
    }
  }
}

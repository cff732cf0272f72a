import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Runs one suite in a jest of its own, for here a failing suite would be ours. */
function runSuite(body: string): { status: number | null; said: string } {
  const folder = mkdtempSync(join(import.meta.dirname, 'leak-guard-'));
  try {
    const suite = `import { createServer } from 'node:net';\nimport { leakGuard } from '../leak-guard.ts';\n${body}\nleakGuard();\n`;
    writeFileSync(join(folder, 'planted.spec.ts'), suite);
    const config = { ...jest.requireActual<object>('../jest.config.cjs'), rootDir: folder };
    const args = [join(root, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config), '--forceExit'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: root });
    return { status, said: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('leakGuard', () => {
  it('passes a suite that closes what it opens after itself', () => {
    const closing = `let server;
      beforeAll((done) => { server = createServer().listen(0, '127.0.0.1', done); });
      afterAll((done) => { server.close(done); });
      it('serves', () => { expect(server.listening).toBe(true); });`;
    expect(runSuite(closing)).toMatchObject({ status: 0 });
  });

  it('fails a suite that leaves a server, and names it', () => {
    const leaving = `it('serves', (done) => { createServer().listen(0, '127.0.0.1', done); });`;
    const { status, said } = runSuite(leaving);
    expect(status).toBe(1);
    expect(said).toContain('this suite left open TCPServerWrap: 1');
  });

  it('fails a suite that leaves a child process', () => {
    const { status, said } = runSuite(
      `it('starts', () => { jest.requireActual('node:child_process').spawn('sleep', ['5']); });`,
    );
    expect(status).toBe(1);
    expect(said).toContain('ProcessWrap: 1');
  });
});

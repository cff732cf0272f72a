import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findCommandLine, findProcessBirth } from '../process-identity.ts';
import { readClusterId } from './data-folder.ts';
import { brokerSettings, logSettingsFile, settingsFile } from './broker-settings.ts';
import type { BrokerPorts, MoreSettings } from './broker-settings.ts';
import type { Java } from './find-java.ts';
import { OutsideClient } from './outside-client.ts';

/** One life of a broker. */
export interface BrokerLife {
  readonly pid: number;
  /** Resolves when it has ended, whoever ended it, with its last words. */
  readonly ended: Promise<string>;
  /** Ends it in order (0.2 to 0.8 s), or by force after 10 s. Harmless when called again. */
  readonly stop: () => Promise<void>;
  /** Ends it as kill -9 does. */
  readonly kill: () => Promise<void>;
}

/** What starts a broker. */
export interface BrokerPlan {
  readonly java: Java;
  readonly jars: readonly string[];
  /** Holds `data`, already formatted. The settings are written into it, and the log. */
  readonly folder: string;
  readonly ports: BrokerPorts;
  readonly more?: MoreSettings | undefined;
  /** What Java is told about classes kept from an earlier start. */
  readonly classData: readonly string[];
  /** Of the broker's log. */
  readonly logSettings: string;
}

const mainClass = 'kafka.Kafka';
/** On a busy machine of two cores a start was seen to take 20 s. */
const startDeadlineMs = 60_000;
const stopDeadlineMs = 10_000;
const pidFile = 'broker.json';

/** Ends the broker when this process is gone, kill -9 included (Linux; prctl(2) PR_SET_PDEATHSIG). */
const leash = ['setpriv', '--pdeathsig', 'TERM', '--'];
const hasLeash = (): boolean => spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true']).status === 0;

const smallJava = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/**
 * Starts a broker and waits until it takes requests (0.7 s with kept classes, else 1.3 s).
 * @throws Error with the broker's own words; it has ended then
 */
export async function startBroker(plan: BrokerPlan): Promise<BrokerLife> {
  const life = launch(plan);
  try {
    await untilReady(life, plan.ports.broker, readClusterId(join(plan.folder, 'data')));
    return life;
  } catch (error) {
    await life.kill();
    throw error;
  }
}

function launch({ java, jars, folder, ports, more, classData, logSettings }: BrokerPlan): BrokerLife {
  writeFileSync(join(folder, settingsFile), brokerSettings(ports, more));
  writeFileSync(join(folder, logSettingsFile), logSettings);
  const flags = [...smallJava, ...classData, `-Dlog4j2.configurationFile=${logSettingsFile}`];
  const run = [java.program, ...flags, '-cp', jars.join(':'), mainClass, settingsFile];
  const [program = '', ...args] = hasLeash() ? [...leash, ...run] : run;
  const logFile = join(folder, 'kafka.log');
  const log = openSync(logFile, 'w', 0o600);
  try {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log], detached: true });
    const birth = findProcessBirth(child.pid ?? 0);
    writeFileSync(join(folder, pidFile), JSON.stringify({ pid: child.pid, birth }), { mode: 0o600 });
    return watch(child, logFile);
  } finally {
    closeSync(log);
  }
}

function watch(child: ChildProcess, logFile: string): BrokerLife {
  const endWithThisProcess = (): void => void child.kill();
  process.once('exit', endWithThisProcess);
  let hasEnded = false;
  const ended = new Promise<string>((done) => {
    const end = (words: string): void => {
      hasEnded = true;
      process.off('exit', endWithThisProcess);
      done(words);
    };
    child.once('error', (error) => {
      end(error.message);
    });
    child.once('exit', () => {
      end(lastWords(logFile));
    });
  });
  const endBy = async (...signals: NodeJS.Signals[]): Promise<void> => {
    for (const signal of signals) {
      if (hasEnded) return;
      child.kill(signal);
      await within(ended, stopDeadlineMs);
    }
  };
  return {
    pid: child.pid ?? 0,
    ended,
    stop: () => endBy('SIGTERM', 'SIGKILL'),
    kill: () => endBy('SIGKILL'),
  };
}

async function within(event: Promise<unknown>, deadlineMs: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([event, delay(deadlineMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}

/** The last lines of the broker's log, without the frames of its stacks: why it ended. */
function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('\tat '));
  return lines.slice(-5).join('\n');
}

async function untilReady(life: BrokerLife, port: number, clusterId: string): Promise<void> {
  const state: { words?: string } = {};
  void life.ended.then((words) => (state.words = words));
  const endMs = performance.now() + startDeadlineMs;
  for (;;) {
    const problem = await findProblem(port, clusterId);
    if (problem === undefined) return;
    if (state.words !== undefined) throw new Error(`Apache Kafka did not start:\n${state.words}`, { cause: problem });
    if (performance.now() > endMs) {
      throw new Error(`Apache Kafka was not ready within ${String(startDeadlineMs)} ms`, { cause: problem });
    }
    await delay(20);
  }
}

/**
 * A broker listens before it has a place in the cluster: only one that the cluster names takes requests. Where another
 * broker has the port, its cluster answers.
 */
async function findProblem(port: number, clusterId: string): Promise<unknown> {
  const client = new OutsideClient({ brokers: `127.0.0.1:${String(port)}` }, { retry: { retries: 0 } });
  try {
    const cluster = await client.describeCluster();
    if (cluster.clusterId !== clusterId) return new Error(`another Kafka answers on port ${String(port)}`);
    return cluster.brokers > 0 ? undefined : new Error('the cluster has no broker yet');
  } catch (error) {
    return error;
  } finally {
    await client.disconnect();
  }
}

/**
 * A broker outlives a launcher that was killed where no leash holds it. The caller holds the folder's lock, so a broker
 * found here has no owner: it is ended.
 * @throws Error when it does not end
 */
export async function endStaleBroker(folder: string): Promise<void> {
  const { pid = 0, birth } = readPidFile(folder);
  if (pid === 0 || findProcessBirth(pid) !== birth || findCommandLine(pid)?.includes(mainClass) !== true) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    process.kill(pid, signal);
    for (let waitedMs = 0; waitedMs < stopDeadlineMs; waitedMs += 20) {
      if (findProcessBirth(pid) !== birth) return;
      await delay(20);
    }
  }
  throw new Error(`an Apache Kafka without an owner (process ${String(pid)}) holds ${folder} and does not stop`);
}

/** Removes what tells of a broker that has ended in order: its id, and the file that it locked. */
export function forgetBroker(folder: string): void {
  rmSync(join(folder, pidFile), { force: true });
  rmSync(join(folder, 'data', '.lock'), { force: true });
}

function readPidFile(folder: string): { pid?: number; birth?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, pidFile), 'utf8')) as { pid?: number; birth?: string };
  } catch {
    return {};
  }
}

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdPort } from '@aftercall/dev-harness';
import { offlineWrapper, type NewcomerMachine, type Person } from './newcomer-machine.ts';
import { UpSession, type Start } from './up-session.ts';

/** What happened, and how long it took. */
export type Note = (step: string, durationMs: number) => void;

/** One thing that newcomers meet. It throws when that does not go as the README says. */
export interface Scenario {
  says: string;
  /** Makes a user. */
  needsRoot?: true;
  /** Takes as long as all others together: runs only when it is named. */
  isLong?: true;
  run(machine: NewcomerMachine, note: Note): Promise<void>;
}

const INSTALL_DEADLINE_MS = 400_000;
const START_DEADLINE_MS = 150_000;
const TESTS_DEADLINE_MS = 3_600_000;

export const scenarios: Readonly<Record<string, Scenario>> = {
  first: {
    says: 'a bare clone on a path with blanks: once, and once more without a network',
    run: (machine, note) => firstAndSecond(machine, machine.self(), note),
  },
  user: {
    says: 'the same as an ordinary user whose home nobody else may enter',
    needsRoot: true,
    run: (machine, note) => firstAndSecond(machine, machine.ordinaryUser(), note),
  },
  killed: {
    says: 'kill -9 of everything while it installs, and while it is up; Ctrl-C leaves nothing',
    run: killedAndStopped,
  },
  ports: { says: 'every usual port is taken', run: takenPorts },
  java: { says: 'no Java and no Maven: said with the remedy, or refused when Kafka is required', run: withoutJava },
  old: { says: '.aftercall of another version, and servers of other versions in it', run: oldFolder },
  tests: {
    says: 'npm test on a bare clone',
    isLong: true,
    run: (machine, note) => testsPass(machine, machine.self(), note),
  },
  'tests-user': {
    says: 'npm test on a bare clone as an ordinary user',
    needsRoot: true,
    isLong: true,
    run: (machine, note) => testsPass(machine, machine.ordinaryUser(), note),
  },
};

function startOf(person: Person, clone: string): Start {
  return { clone, env: person.env, ...(person.ids === undefined ? {} : { user: person.ids }) };
}

async function once(start: Start, deadlineMs = START_DEADLINE_MS): Promise<UpSession> {
  const session = new UpSession(['up', '--', '--once'], start);
  assert.equal(await session.untilEnded(deadlineMs), 0, session.said);
  assert.match(session.lastLine, /^run \S+ SUCCEEDED$/);
  assert.deepEqual(await session.leftBehind(), []);
  return session;
}

async function firstAndSecond(machine: NewcomerMachine, person: Person, note: Note): Promise<void> {
  const start = startOf(person, machine.clone(person, 'a clone of mine'));
  const first = await once(start, INSTALL_DEADLINE_MS);
  assert.match(first.said, /Publishing a call of 40 turns to Kafka/);
  note('npm run up -- --once, the first time', first.durationMs);
  note('npm run up -- --once, the second time', (await once(start)).durationMs);
  const wrapper = person.ids === undefined ? offlineWrapper() : undefined;
  if (wrapper !== undefined) note('… without a network', (await once({ ...start, wrapper })).durationMs);
}

async function killedAndStopped(machine: NewcomerMachine, note: Note): Promise<void> {
  const self = machine.self();
  const start = startOf(self, machine.clone(self, 'killed'));
  const installing = new UpSession(['up'], start);
  await installing.untilSaid(/still installing/, START_DEADLINE_MS);
  await installing.killEverything();

  const up = new UpSession(['up'], start);
  await up.untilSaid(/Aftercall is up/, INSTALL_DEADLINE_MS);
  note('up after a killed installation', up.durationMs);
  const killed = await up.killEverything();
  note(`killed at once: ${killed.length} processes`, 0);

  const again = new UpSession(['up'], start);
  await again.untilSaid(/Aftercall is up/, START_DEADLINE_MS);
  note('up after kill -9 of everything', again.durationMs);
  const beganMs = performance.now();
  assert.equal(await again.interrupt(), 0);
  note('Ctrl-C', performance.now() - beganMs);
  assert.deepEqual(await again.leftBehind(), []);
}

async function takenPorts(machine: NewcomerMachine, note: Note): Promise<void> {
  const self = machine.self();
  const start = startOf(self, machine.installedClone('ports'));
  const usual = [4000, 4001, 4010, 4011, 4020, 4021, 4090, 9092];
  const held = await Promise.all(usual.map((port) => holdPort(port)));
  try {
    const session = await once(start, INSTALL_DEADLINE_MS);
    for (const port of usual) assert.match(session.said, new RegExp(`Port ${port} is taken; .* listens on \\d+`));
    note('up with every usual port taken', session.durationMs);
  } finally {
    await Promise.all(held.map((port) => port.release()));
  }
}

async function withoutJava(machine: NewcomerMachine, note: Note): Promise<void> {
  const self = machine.self();
  const start = startOf(self, machine.installedClone('no-java'));
  const env = { ...start.env, PATH: machine.pathWithout('java', 'mvn'), JAVA_HOME: '', KAFKA_BROKERS: '' };
  const session = await once({ ...start, env }, INSTALL_DEADLINE_MS);
  assert.match(session.said, /Calls come by HTTP only, .* no Java was found .*Remedy: install Java 17/);
  note('up without Java', session.durationMs);
  const required = new UpSession(['up', '--', '--once'], { ...start, env: { ...env, AFTERCALL_KAFKA: 'required' } });
  assert.equal(await required.untilEnded(START_DEADLINE_MS), 1, required.said);
  assert.match(required.said, /AFTERCALL_KAFKA=required, but Kafka cannot run here: no Java was found .*Remedy/);
  assert.deepEqual(await required.leftBehind(), []);
}

async function oldFolder(machine: NewcomerMachine, note: Note): Promise<void> {
  const self = machine.self();
  const clone = machine.installedClone('old');
  const state = join(clone, '.aftercall');
  mkdirSync(state);
  writeFileSync(join(state, 'layout'), '0\n');
  const start = startOf(self, clone);
  const first = await once(start, INSTALL_DEADLINE_MS);
  assert.match(first.said, /was made by another version: moved to/);
  note('up on a folder of another layout', first.durationMs);
  writeFileSync(join(state, 'postgres', 'data', 'PG_VERSION'), '15\n');
  writeFileSync(join(state, 'kafka', 'kafka-version'), '99.0.0\n');
  const second = await once(start);
  assert.match(second.said, /was made by PostgreSQL 15, and this is PostgreSQL \d+: moved to/);
  assert.match(second.said, /was written by Apache Kafka 99\.0\.0, and this is Apache Kafka \S+: moved to/);
  const aside = [...readdirSync(clone), ...readdirSync(state)].filter((name) => name.includes('.old-'));
  assert.equal(aside.length, 3, 'nothing was deleted');
  note('up on data of other servers', second.durationMs);
}

async function testsPass(machine: NewcomerMachine, person: Person, note: Note): Promise<void> {
  const start = startOf(person, machine.clone(person, 'tests'));
  const session = new UpSession(['test'], start);
  const code = await session.untilEnded(TESTS_DEADLINE_MS);
  note(`npm test: ${session.lastLine}`, session.durationMs);
  assert.equal(code, 0, session.said);
  assert.match(session.lastLine, /^\d+ passed, 0 failed/);
  assert.deepEqual(await session.leftBehind(), []);
}

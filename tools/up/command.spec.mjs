import { readCommand } from './command.mjs';

describe('npm run up --', () => {
  it.each([
    [[], { name: 'up', once: false }],
    [['--once'], { name: 'up', once: true }],
    [['stop', 'vault'], { name: 'stop', service: 'vault' }],
    [['start', 'executor'], { name: 'start', service: 'executor' }],
    [['login'], { name: 'login' }],
    [['--help'], { name: 'help' }],
    [['stop', 'vault', '--help'], { name: 'help' }],
  ])('%j is understood', (args, command) => {
    expect(readCommand(args)).toEqual(command);
  });

  it.each([
    [['--onec'], 'unknown: --onec'],
    [['--once', '--fast'], 'unknown: --once'],
    [['stop'], 'stop what? One of registry, executor, vault, target'],
    [['start', 'postgres'], 'start takes one of registry, executor, vault, target, not postgres'],
  ])('%j is not', (args, problem) => {
    expect(readCommand(args)).toEqual({ name: 'unknown', problem });
  });
});

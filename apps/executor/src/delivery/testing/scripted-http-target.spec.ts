import { systemClock } from '@aftercall/service-runtime';
import { httpTargetContract } from '../http-target.contract.ts';
import { ScriptedHttpTarget } from './scripted-http-target.ts';

httpTargetContract('scripted', () => {
  const target = new ScriptedHttpTarget(systemClock, 1000);
  target.scriptOrigin('http://dead.example', { kind: 'refused' });
  target.scriptOrigin('http://10.0.0.1', { kind: 'blocked' });
  return Promise.resolve({
    target,
    origin: 'http://target.example',
    script: (path, ...answers) => target.script(path, ...answers),
    receivedCount: (path) => target.received.filter(({ url }) => new URL(url).pathname === path).length,
    deadOrigin: 'http://dead.example',
    blockedOrigin: 'http://10.0.0.1',
  });
});

// The Studio with something in it, to look at: real services, the built Studio, a workspace in which things happened.
// node --conditions=@aftercall/source e2e/studio/demo.ts; Ctrl-C stops it.
import { once } from 'node:events';
import { ScriptedTarget } from '@aftercall/dev-harness';
import { World } from '../world.ts';
import { fillDemoWorkspace } from './parts/demo-workspace.ts';

const target = await ScriptedTarget.start();
const world = await World.start({
  environment: { EGRESS_ALLOW: target.origin.replace('http://', '').replace(':', '/32:') },
});
try {
  const filled = await fillDemoWorkspace(world, target);
  console.log(JSON.stringify({ folder: world.folder, registry: world.up.graphqlUrl, ...filled }, undefined, 2));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
} finally {
  await world.stop();
  await target.close();
}

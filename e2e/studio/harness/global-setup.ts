import { rmSync } from 'node:fs';
import setUpKafkaOffer from '@aftercall/dev-harness/jest-setup';
import { World } from '../../world.ts';
import { figuresFile } from './figures.ts';
import { keepForTeardown, startedWorld } from './started-world.ts';
import { studioEnvironment } from './studio-environment.ts';

/** One world for all suites of this jest process; each test has a workspace of its own in it. */
export default async function globalSetup(): Promise<void> {
  await setUpKafkaOffer();
  rmSync(figuresFile, { force: true });
  if (startedWorld() !== undefined) return;
  keepForTeardown(await World.start({ environment: studioEnvironment() }));
}

import { createLogger, runService } from '@aftercall/service-runtime';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';

await runService(() => {
  const config = readConfig();
  return compose(config, createLogger({ service: 'executor', level: config.LOG_LEVEL }));
});

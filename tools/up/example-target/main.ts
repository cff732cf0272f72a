// The example target as a process: PORT and TARGET_TOKEN come from whoever starts it; SIGTERM ends it.
import { createExampleTarget } from './example-target.ts';

const server = createExampleTarget(process.env['TARGET_TOKEN'] ?? '');
server.listen(Number(process.env['PORT'] ?? 4090), '127.0.0.1', () => {
  console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'target', msg: 'listening' }));
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

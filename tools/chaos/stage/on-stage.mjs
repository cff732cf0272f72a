// Loaded into each service of the stage before its own code. File descriptor 3 is its leash: when the process at the other end
// is gone, however that came, this one goes too. And each request that leaves it carries its pid, so that a target can tell by
// which process it was sent; the service itself knows nothing of it.
import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

const leash = new Socket({ fd: 3 });
leash.on('error', () => undefined);
leash.on('close', () => process.kill(process.pid, 'SIGKILL'));
leash.resume();
leash.unref();

subscribe('undici:request:create', ({ request }) => request.addHeader('x-sent-by', String(process.pid)));

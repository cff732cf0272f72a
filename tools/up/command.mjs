// What may stand behind `npm run up --`. Plain JavaScript: it is read before anything is installed.

export const help = `npm run up                    start everything on this machine and stay up; Ctrl-C stops all of it
npm run up -- --once          start, run the sample call to its end, show its run, stop; exit 0 only if all of it worked
npm run up -- stop <service>  stop registry, executor, vault or target of the one that is up
npm run up -- start <service> start it again
npm run up -- login           a fresh link into the Studio of the one that is up
npm run up -- --help          this text

Environment: DATABASE_URL        a PostgreSQL to use instead of the one that comes along; its role may create roles and databases
             AFTERCALL_DATABASE  name of the database there (default aftercall)
             AFTERCALL_KAFKA     off, auto (default) or required
             AFTERCALL_BUILD     off: run what is built already (two starts beside each other must not both build)
             AFTERCALL_FOLDER    where state is kept (default .aftercall)
             AFTERCALL_PORT      first port (default 4000: registry 4000, executor 4010, vault 4020, example target 4090)
             EGRESS_ALLOW        private addresses that flows may call besides the example target: cidr[:port], comma separated
             LOG_LEVEL           of the services: debug, info (default), warn or error`;

/** The processes that can be stopped and started one by one. */
export const serviceNames = ['registry', 'executor', 'vault', 'target'];

/**
 * @typedef {{ name: 'up', once: boolean } | { name: 'stop' | 'start', service: string } | { name: 'login' }} RunCommand
 * @typedef {RunCommand | { name: 'help' } | { name: 'unknown', problem: string }} Command
 * @param {readonly string[]} args
 * @returns {Command}
 */
export function readCommand(args) {
  const [first, second] = args;
  if (args.includes('--help') || args.includes('-h') || first === 'help') return { name: 'help' };
  const known = byCount(args.length, first, second);
  return known ?? { name: 'unknown', problem: problemOf(args) };
}

function byCount(count, first, second) {
  if (count === 0) return { name: 'up', once: false };
  if (count === 1 && first === '--once') return { name: 'up', once: true };
  if (count === 1 && first === 'login') return { name: 'login' };
  const isOrder = count === 2 && (first === 'stop' || first === 'start');
  return isOrder && serviceNames.includes(second) ? { name: first, service: second } : undefined;
}

function problemOf([first, second]) {
  const isOrder = first === 'stop' || first === 'start';
  if (!isOrder) return `unknown: ${first}`;
  const names = serviceNames.join(', ');
  return second === undefined ? `${first} what? One of ${names}` : `${first} takes one of ${names}, not ${second}`;
}

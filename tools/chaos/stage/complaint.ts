const MAX_LENGTH = 600;
/** They say why it ended, whatever other parts say while they stop. */
const LAST_WORDS = ['uncaught exception', 'service could not start'];

/** The worst that a service said at the end of its log, in one line: what happened before why, because the why may be long. */
export function complaintOf(log: string): string {
  const unusual = log.split('\n').filter((line) => line !== '' && !line.includes('"level":"info"'));
  const worst = unusual.find((line) => LAST_WORDS.some((words) => line.includes(words))) ?? unusual.at(-1) ?? '';
  return inWords(worst).slice(0, MAX_LENGTH);
}

function inWords(line: string): string {
  const entry = parsed(line);
  if (typeof entry?.msg !== 'string') return line;
  const { msg, ...rest } = entry;
  return `${msg} ${JSON.stringify(rest)}`;
}

/** What is no log entry, such as the last words of Node itself, is undefined. */
function parsed(line: string): { msg?: unknown } | undefined {
  try {
    return JSON.parse(line) as { msg?: unknown };
  } catch {
    return undefined;
  }
}

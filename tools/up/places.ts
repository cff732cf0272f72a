import { join, relative } from 'node:path';
import type { Running } from './installation.ts';

/** Where everything is, and how to look further: commands that work as they stand. */
export function describePlaces({ urls, loginUrl, kafka }: Running, folder: string): string[] {
  const inside = relative(process.cwd(), join(folder, 'up.json'));
  const file = inside.startsWith('..') ? join(folder, 'up.json') : `./${inside}`;
  const runs = '{ runs(first: 5) { nodes { id status call { id outcome } steps { key status } } } }';
  return [
    'Aftercall is up. Ctrl-C stops everything.',
    `  Studio          ${loginUrl} (signs you in, once; another: npm run up -- login)`,
    `  GraphQL         ${urls.graphqlUrl}`,
    `  Call events     ${urls.intakeUrl}`,
    ...(kafka === undefined ? [] : [`  Kafka           ${kafka.connection.brokers}, topic ${kafka.topics.join(', ')}`]),
    `  Example target  ${urls.targetUrl}/received`,
    `  All of it       ${file} (with the admin key: mode 0600)`,
    '',
    'To look further, from another shell in this folder:',
    `  TOKEN=$(node -p 'require("${file}").adminToken')`,
    `  curl -s ${urls.graphqlUrl} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"query":"${runs}"}'`,
    `  curl -s ${urls.targetUrl}/received`,
    `  curl -s ${urls.targetUrl}/behave -H 'Content-Type: application/json' -d '{"path":"/tickets","status":503,"times":2}'`,
    '  npm run up -- stop vault',
    '',
  ];
}

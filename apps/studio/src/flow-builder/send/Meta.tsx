import type { ReactElement } from 'react';
import type { SendResult } from './send-state.ts';
import classes from './result.module.css';

const PHASES = [
  ['credentialMs', 'Credential'],
  ['dnsMs', 'DNS'],
  ['tcpMs', 'Connect'],
  ['tlsMs', 'TLS'],
  ['firstByteMs', 'Wait'],
  ['bodyMs', 'Download'],
] as const;

/** Everything about an exchange but its body; secrets were struck before it came here. */
export function Meta({ result: { meta } }: { readonly result: SendResult }): ReactElement {
  const { timing, tls, egress, request, responseHeaders, inProduction } = meta;
  const phases = PHASES.flatMap(([name, title]): [string, string][] => {
    const ms = timing[name];
    return ms === null ? [] : [[title, `${String(Math.round(ms))} ms`]];
  });
  const secure = tlsFacts(tls);
  return (
    <div className={classes.meta}>
      <Facts title={`Timing, ${String(Math.round(timing.totalMs))} ms`} facts={phases} />
      {secure.length > 0 && <Facts title="TLS" facts={secure} />}
      <Facts
        title="Way"
        facts={[
          ['URL', meta.finalUrl ?? request?.url ?? ''],
          ['Egress', [egress.verdict, egress.address, egress.reason].filter((part) => part !== null).join(', ')],
          ['In production', inProduction.message],
        ]}
      />
      <Facts
        title="Request headers, as sent"
        facts={(request?.headers ?? []).map(({ name, value }) => [name, value])}
      />
      <Facts title="Response headers" facts={responseHeaders.map(({ name, value }) => [name, value])} />
    </div>
  );
}

function tlsFacts(tls: SendResult['meta']['tls']): [string, string][] {
  if (tls === null) return [];
  const { protocol, peer, clientCertificate } = tls;
  return [
    ['Protocol', protocol ?? 'not reached'],
    ['Server', peer === null ? 'no certificate seen' : `${peer.subject}, ${peer.issuer}`],
    ['Client certificate', clientCertificate === null ? 'none shown' : clientCertificate.fingerprint],
  ];
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string])[] }): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {facts.map(([name, value], at) => (
          <div key={`${name} ${String(at)}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

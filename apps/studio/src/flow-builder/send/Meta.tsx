import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { bytes, duration, fromNow, utcDayTime } from '../../ui/format-time.ts';
import { maskSecrets } from '../../ui/mask-secrets.ts';
import type { SendResult } from './send-state.ts';
import { TimingBar } from './TimingBar.tsx';
import classes from './result.module.css';

type Fact = readonly [name: string, value: ReactNode];

/** Everything about an exchange but its body; secrets were struck before it came here. */
export function Meta({ result: { meta } }: { readonly result: SendResult }): ReactElement {
  const { tls, request, responseHeaders, attempts } = meta;
  return (
    <div className={classes.meta}>
      <div>
        <TimingBar timing={meta.timing} />
        {tls !== null && <Facts title="TLS" facts={tlsFacts(tls)} />}
        <Facts title="Exchange" facts={exchangeFacts(meta)} />
        <Facts
          title="Attempts"
          facts={attempts.map(({ number, status, durationMs, cause }) => [
            String(number),
            [status.toLowerCase().replace('_', ' '), duration(durationMs), cause?.code].filter(Boolean).join(', '),
          ])}
        />
      </div>
      <div>
        <Facts
          title="Request headers, as sent"
          facts={(request?.headers ?? []).map(({ name, value }) => [
            name,
            <code key="value">{maskSecrets(value)}</code>,
          ])}
        />
        <Facts
          title="Response headers"
          facts={responseHeaders.map(({ name, value }) => [name, <code key="value">{maskSecrets(value)}</code>])}
        />
        {typeof request?.body === 'string' && request.body !== '' && (
          <section>
            <h3>Request body, as sent</h3>
            <pre className={classes.sentBody} tabIndex={0}>
              {maskSecrets(request.body.slice(0, LONGEST_BODY))}
            </pre>
          </section>
        )}
      </div>
    </div>
  );
}

/** As much of what was sent as is shown. */
const LONGEST_BODY = 16_384;

function exchangeFacts(meta: SendResult['meta']): Fact[] {
  const { egress, request, inProduction } = meta;
  const guard = [egress.verdict.toLowerCase().replaceAll('_', ' '), egress.address, egress.reason];
  return [
    ['URL', maskSecrets(meta.finalUrl ?? request?.url ?? '–')],
    ['HTTP version', meta.httpVersion ?? '–'],
    ['Sent', sizeOf(meta.requestBytes)],
    ['Received', sizeOf(meta.responseBytes)],
    ['Auth profile', meta.authProfile ?? 'none'],
    ['Egress', capitalised(guard.filter((part) => part !== null).join(', '))],
    ['Trace', request?.headers.find(({ name }) => name.toLowerCase() === 'traceparent')?.value.split('-')[1] ?? '–'],
    ['In production', inProduction.message],
  ];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sizeOf(count: number | null): string {
  return count === null ? '–' : bytes(count);
}

function tlsFacts({
  protocol,
  cipher,
  peer,
  clientCertificate,
  isClientCertificateAsked,
}: NonNullable<SendResult['meta']['tls']>): Fact[] {
  const server: Fact[] =
    peer === null
      ? [['Server', 'no certificate seen']]
      : [
          ['Server', `${peer.subject}, signed by ${peer.issuer}`],
          ['Expires', peer.validTo === null ? '–' : `${utcDayTime(peer.validTo)}, ${fromNow(peer.validTo)}`],
        ];
  const client: Fact[] =
    clientCertificate === null ? [] : [['Fingerprint', <code key="value">{clientCertificate.fingerprint}</code>]];
  return [
    ['Protocol', [protocol ?? 'not reached', cipher].filter((part) => part !== null).join(', ')],
    ...server,
    ['Client certificate', certificateWords(isClientCertificateAsked, clientCertificate !== null)],
    ...client,
  ];
}

/** Whether the target asked for one, and whether it got one. */
function certificateWords(isAsked: boolean | null, isShown: boolean): ReactNode {
  if (isShown) {
    return (
      <>
        <IconShieldCheck aria-hidden size={14} /> {isAsked === false ? 'Sent, not asked for' : 'Asked for and sent'}
      </>
    );
  }
  return isAsked === true ? 'Asked for, none sent' : 'None';
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactElement | null {
  if (facts.length === 0) return null;
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

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

/** How long each phase of an exchange took, as a bar and in figures. */
export function TimingBar({ timing }: { readonly timing: SendResult['meta']['timing'] }): ReactElement {
  const phases = PHASES.flatMap(([name, title]) => {
    const ms = timing[name];
    return ms === null ? [] : [{ name, title, ms }];
  });
  return (
    <section>
      <h3 className={classes.timingHead}>
        <span>
          Timing<span className="ac-heard-only">, </span>
        </span>
        <span>{Math.round(timing.totalMs)} ms</span>
      </h3>
      <div className={classes.bar} aria-hidden>
        {phases.map(({ name, ms }) => (
          <span key={name} data-phase={name} style={{ flexGrow: Math.max(ms, 0.001) }} />
        ))}
      </div>
      <dl className={classes.phases}>
        {phases.map(({ name, title, ms }) => (
          <div key={name} data-phase={name}>
            <dt>{title}</dt>
            <dd>{ms < 1 ? '< 1' : Math.round(ms)} ms</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { IconAlertOctagonFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useEnvironment } from '../config-context.ts';
import {
  AboutExecutorsDocument,
  AboutLedgerDocument,
  AboutVaultDocument,
  type AboutExecutorsQuery,
} from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { useViewer } from '../session/viewer.ts';
import { Licences } from './Licences.tsx';
import { SettingsFrame } from './SettingsFrame.tsx';
import classes from './settings.module.css';

const POLL_MS = 10_000;
/** Any span will do: it is asked whether the ledger answers. */
const aMoment = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:01:00.000Z' };

/** What runs here, whether its parts answer, and what it is made of. */
export function AboutPage(): ReactElement {
  const viewer = useViewer();
  const environment = useEnvironment();
  return (
    <SettingsFrame tab="about">
      <div className={classes.cards}>
        <section className={classes.card} aria-label="Versions">
          <h2>Versions</h2>
          <dl className={classes.facts}>
            <Fact name="Studio, and the services released with it">{import.meta.env.STUDIO_VERSION}</Fact>
            <Fact name="Flow document">format 1</Fact>
            <Fact name="Environment">{environment?.name ?? 'not named'}</Fact>
            <Fact name="Workspace">{viewer?.workspace.id ?? '–'}</Fact>
          </dl>
        </section>
        <Parts />
      </div>
      <h2 className={classes.heading}>Licences</h2>
      <Licences />
    </SettingsFrame>
  );
}

/** Each part is asked something that only it can answer. */
function Parts(): ReactElement {
  const often = { refetchInterval: POLL_MS, retry: false };
  const executors = useQuery({ ...registryQuery(AboutExecutorsDocument, {}), ...often });
  const vault = useQuery({ ...registryQuery(AboutVaultDocument, {}), ...often });
  const ledger = useQuery({ ...registryQuery(AboutLedgerDocument, aMoment), ...often });
  return (
    <section className={classes.card} aria-label="Services">
      <h2>Services</h2>
      <dl className={classes.facts}>
        <Part name="Registry" query={executors} words="answers" />
        <Part name="Executors" query={executors} words={executorWords(executors.data)} />
        <Part name="Auth vault" query={vault} words="answers" />
        <Part name="Ledger" query={ledger} words="answers" />
      </dl>
    </section>
  );
}

function executorWords(found: AboutExecutorsQuery | undefined): string | undefined {
  const liveOn = found?.actions.nodes[0]?.liveVersion?.liveOn;
  if (liveOn == null) return 'not known until an action is live';
  return liveOn.executors === 0 ? undefined : `${String(liveOn.executors)} connected`;
}

interface PartProps {
  readonly name: string;
  readonly query: UseQueryResult;
  /** Undefined: it answers that something is wrong. */
  readonly words: string | undefined;
}

function Part({ name, query, words }: PartProps): ReactElement {
  if (query.isPending) return <Fact name={name}>…</Fact>;
  const isWell = !query.isError && words !== undefined;
  const Icon = isWell ? IconCircleCheckFilled : IconAlertOctagonFilled;
  return (
    <Fact name={name}>
      <Icon aria-hidden className={isWell ? classes.good : classes.bad} />
      {query.isError ? `does not answer: ${query.error.message}` : (words ?? 'none is connected')}
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

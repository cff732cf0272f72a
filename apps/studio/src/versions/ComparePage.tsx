import { Select } from '@mantine/core';
import type { Viewport } from '@xyflow/react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconMinus, IconPlus, IconTilde } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { FlowDocument } from '@aftercall/flow-model';
import { changesByNode } from '../flow-builder/publish/changes-by-node.ts';
import { ChangeList } from '../flow-builder/publish/ChangeList.tsx';
import { FlowGraph } from '../flow-graph/react-flow/FlowGraph.tsx';
import { titleOf } from '../flow-graph/node-summary.ts';
import {
  DraftToCompareDocument,
  VersionToCompareDocument,
  type DraftToCompareQuery,
} from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';
import { flowOfVersion } from '../runs/run-graph.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { PagePending } from '../shell/PagePending.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { changeWords, neighbourOf, type ChangeWord } from './change-flags.ts';
import type { CompareSearch } from './compare-search.ts';
import classes from './versions.module.css';

const route = getRouteApi('/shell/actions/$actionId/compare');

/** Two states of a flow beside each other, moved together, with a list of what differs. */
export function ComparePage(): ReactElement {
  const { actionId } = route.useParams();
  const query = useQuery(registryQuery(DraftToCompareDocument, { id: actionId }));
  if (query.isPending) return <PagePending />;
  if (query.data === undefined) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const { action } = query.data;
  return action === null ? <NotFound what="action" /> : <Loaded action={action} />;
}

type ComparedAction = NonNullable<DraftToCompareQuery['action']>;

/** `draft`, or a version's number. */
interface States {
  readonly from: string;
  readonly to: string;
}

function Loaded({ action }: { readonly action: ComparedAction }): ReactElement {
  const { from, to } = route.useSearch();
  const newest = action.versions.nodes[0];
  const states = { from: from ?? (newest === undefined ? 'draft' : String(newest.number)), to: to ?? 'draft' };
  const older = useFlow(action, states.from);
  const newer = useFlow(action, states.to);
  const error = older.error ?? newer.error;
  return (
    <>
      <Bar action={action} states={states} />
      {error !== null && <Failed error={error} />}
      {older.flow !== undefined && newer.flow !== undefined && (
        <Comparison
          key={`${states.from} ${states.to}`}
          older={older.flow}
          newer={newer.flow}
          names={nameStates(states)}
        />
      )}
    </>
  );
}

function Bar({ action, states }: { readonly action: ComparedAction; readonly states: States }): ReactElement {
  const navigate = useNavigate({ from: '/actions/$actionId/compare' });
  const choose = (change: CompareSearch): void => void navigate({ search: { ...states, ...change }, replace: true });
  const versions = action.versions.nodes.map(({ number }) => ({ value: String(number), label: `v${String(number)}` }));
  const options = [{ value: 'draft', label: 'Draft' }, ...versions];
  return (
    <TopBar
      crumbs={[
        { label: 'Actions', to: '/actions' },
        { label: action.name, to: `/actions/${action.id}/overview` },
        { label: 'Versions', to: `/actions/${action.id}/versions` },
      ]}
      title="Compare"
      section={action.name}
    >
      <Select
        aria-label="Older"
        w={112}
        data={options}
        value={states.from}
        onChange={(value) => choose({ from: value ?? 'draft' })}
      />
      <span className={classes.with}>with</span>
      <Select
        aria-label="Newer"
        w={112}
        data={options}
        value={states.to}
        onChange={(value) => choose({ to: value ?? 'draft' })}
      />
    </TopBar>
  );
}

function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }): ReactElement {
  return (
    <div className={classes.error}>
      <ErrorPanel title="The flows could not be loaded" error={error} onRetry={onRetry} />
    </div>
  );
}

function nameStates({ from, to }: States): { older: string; newer: string } {
  const name = (state: string): string => (state === 'draft' ? 'Draft' : `v${state}`);
  return { older: name(from), newer: name(to) };
}

function useFlow(action: ComparedAction, state: string): { flow: FlowDocument | undefined; error: Error | null } {
  const isDraft = state === 'draft';
  const version = useQuery({
    ...registryQuery(VersionToCompareDocument, { id: action.id, number: Number(state) }),
    enabled: !isDraft,
  });
  const document = isDraft ? action.draft.flow : version.data?.actionVersion?.flow;
  const flow = useMemo(() => (document === undefined ? undefined : flowOfVersion(document)), [document]);
  return { flow, error: isDraft ? null : version.error };
}

interface ComparisonProps {
  readonly older: FlowDocument;
  readonly newer: FlowDocument;
  readonly names: { readonly older: string; readonly newer: string };
}

function Comparison({ older, newer, names }: ComparisonProps): ReactElement {
  const changes = useMemo(() => changesByNode(older, newer), [older, newer]);
  const words = useMemo(() => changeWords(changes), [changes]);
  const [selected, setSelected] = useState<string>();
  const [viewport, setViewport] = useState<Viewport>();
  const step = (by: 1 | -1): void => setSelected(neighbourOf([...words.keys()], selected, by));
  useRowKeys({ n: () => step(1), p: () => step(-1) });
  const isSame = changes.nodes.length === 0 && changes.others.length === 0;
  const side = { words, selected, onSelect: setSelected, viewport, onViewport: setViewport };
  return (
    <div className={classes.canvases}>
      <Side flow={older} name={names.older} {...side} />
      <Side flow={newer} name={names.newer} {...side} />
      <aside className={classes.sideList}>
        {isSame && (
          <p className={classes.same}>Both run alike{changes.movedCount > 0 ? '; nodes were only moved' : ''}.</p>
        )}
        {!isSame && <ChangeList changes={changes} onVisit={setSelected} visited={selected} />}
      </aside>
    </div>
  );
}

interface SideProps {
  readonly flow: FlowDocument;
  readonly name: string;
  readonly words: ReadonlyMap<string, ChangeWord>;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly viewport: Viewport | undefined;
  readonly onViewport: (viewport: Viewport) => void;
}

const flags: Readonly<Record<ChangeWord, ReactElement>> = {
  Added: (
    <Chip tone="ok" icon={<IconPlus aria-hidden />}>
      Added
    </Chip>
  ),
  Changed: (
    <Chip tone="accent" icon={<IconTilde aria-hidden />}>
      Changed
    </Chip>
  ),
  Removed: (
    <Chip tone="bad" icon={<IconMinus aria-hidden />}>
      Removed
    </Chip>
  ),
};

function Side({ flow, name, words, selected, onSelect, viewport, onViewport }: SideProps): ReactElement {
  const titles = useMemo(() => new Map(flow.nodes.map((node) => [node.key, titleOf(node)])), [flow]);
  return (
    <section className={classes.canvas} aria-label={name}>
      <h2 className={classes.canvasName}>{name}</h2>
      <FlowGraph
        flow={flow}
        label={`Flow of ${name}`}
        selected={selected}
        onSelect={onSelect}
        viewport={viewport}
        onViewport={onViewport}
        decorateNode={(key) => {
          const word = words.get(key);
          return word === undefined ? undefined : { flags: flags[word], spoken: `${titles.get(key) ?? key}, ${word}` };
        }}
      />
    </section>
  );
}

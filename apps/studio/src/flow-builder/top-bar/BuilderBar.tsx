import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBraces,
  IconBroadcast,
  IconDots,
  IconDownload,
  IconPencil,
  IconPlayerPlay,
  IconSitemap,
  IconUpload,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { TopBar, type Crumb } from '../../shell/TopBar.tsx';
import { tidy } from '../edit/tidy.ts';
import type { BuilderAction } from '../workbench/builder-action.ts';
import { useAction, useCheck, useHistory, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { exportFlow } from './export-flow.ts';
import { SaveStateText } from './SaveStateText.tsx';
import { usePublishBlock } from './publish-block.ts';
import classes from './builder-bar.module.css';

/** Name, versions, how far it is saved; undo, tidy, test, publish. */
export function BuilderBar(): ReactElement {
  const action = useAction();
  return (
    <TopBar
      crumbs={crumbsOf(action)}
      title={action.name}
      section="Actions"
      aside={
        <div className={classes.chips}>
          <VersionChips />
          <SaveStateText />
        </div>
      }
    >
      <Tools />
    </TopBar>
  );
}

function crumbsOf({ agents }: BuilderAction): Crumb[] {
  const [agent] = agents;
  if (agent === undefined) return [{ label: 'Actions', to: '/actions' }];
  const base = `/agents/${encodeURIComponent(agent.agentId)}`;
  return [
    { label: 'AI Agents', to: '/agents' },
    { label: agent.name, to: base },
    { label: 'Post-Call', to: `${base}/actions/post-call` },
  ];
}

function VersionChips(): ReactElement {
  const { live } = useAction();
  const changeCount = useCheck((check) => check.changeCount);
  const changes = `${String(changeCount)} ${changeCount === 1 ? 'change' : 'changes'}`;
  return (
    <>
      {live !== undefined && (
        <span className={`${classes.chip ?? ''} ${classes.live ?? ''}`}>
          <IconBroadcast aria-hidden /> Live v{live.number}
        </span>
      )}
      {live === undefined ? (
        <span className={classes.chip}>
          <IconPencil aria-hidden /> Draft, not published
        </span>
      ) : (
        changeCount > 0 && (
          <span className={classes.chip}>
            <IconPencil aria-hidden /> Draft, {changes}
          </span>
        )
      )}
    </>
  );
}

function Tools(): ReactElement {
  const workbench = useWorkbench();
  const { undo, redo } = useHistory();
  const block = usePublishBlock();
  const selected = useView((view) => view.selected);
  return (
    <>
      <Tool name="Undo" does={undo === undefined ? 'Nothing to undo' : `Undo: ${undo}`} isOff={undo === undefined}>
        <IconArrowBackUp size={18} stroke={1.75} onClick={() => workbench.undo()} />
      </Tool>
      <Tool name="Redo" does={redo === undefined ? 'Nothing to redo' : `Redo: ${redo}`} isOff={redo === undefined}>
        <IconArrowForwardUp size={18} stroke={1.75} onClick={() => workbench.redo()} />
      </Tool>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconSitemap />}
        className={classes.tidy ?? ''}
        disabled={workbench.isReadOnly}
        onClick={() => workbench.edit((flow) => tidy(flow, selected))}
      >
        Tidy
      </Button>
      <FlowMenu />
      <span className={classes.line} />
      <Button
        leftSection={<IconPlayerPlay />}
        onClick={() => workbench.show({ drawer: { type: 'testRun', upTo: undefined } })}
      >
        Test run
      </Button>
      <Tooltip label={block ?? 'Publish the draft as a new version'}>
        <Button
          variant={block === undefined ? 'filled' : 'default'}
          leftSection={<IconUpload />}
          {...(block === undefined ? {} : { 'data-disabled': true })}
          aria-disabled={block !== undefined}
          aria-description={block}
          onClick={() => (block === undefined ? workbench.open({ type: 'publish' }) : workbench.refuse(block))}
        >
          Publish
        </Button>
      </Tooltip>
    </>
  );
}

/** An icon button that stays in the order of Tab when there is nothing to do: it says so. */
function Tool({
  name,
  does,
  isOff,
  children,
}: {
  name: string;
  does: string;
  isOff: boolean;
  children: ReactElement<{ onClick?: () => void }>;
}): ReactElement {
  const { onClick } = children.props;
  return (
    <Tooltip label={does}>
      <ActionIcon aria-label={name} aria-disabled={isOff} className={classes.tool ?? ''} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function FlowMenu(): ReactElement {
  const workbench = useWorkbench();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label="More for this flow">
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBraces size={16} />} onClick={() => workbench.open({ type: 'flowJson' })}>
          Flow as JSON, import
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exportFlow(workbench)}>
          Export as JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

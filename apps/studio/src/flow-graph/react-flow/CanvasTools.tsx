import { ActionIcon, Tooltip } from '@mantine/core';
import { Panel, useReactFlow, useViewport, type PanelPosition } from '@xyflow/react';
import { IconMap, IconMaximize, IconMinus, IconPlus, type Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import classes from './canvas-tools.module.css';
import { viewMotion } from './view-motion.ts';

interface Props {
  readonly hasMap: boolean;
  readonly onMap: () => void;
  /** Its corner: where the flow has least. */
  readonly position?: PanelPosition;
  /** Further tools, at the right. */
  readonly children?: ReactNode;
}

/** Zoom, fit, map: the bar in a corner of every canvas. */
export function CanvasTools({ hasMap, onMap, position = 'bottom-left', children }: Props): ReactElement {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const { zoom } = useViewport();
  return (
    <Panel position={position} className={classes.bar ?? ''}>
      <CanvasTool name="Zoom out" icon={IconMinus} onClick={() => void zoomOut(viewMotion(120))} />
      <button
        type="button"
        className={classes.zoom}
        onClick={() => void zoomTo(1, viewMotion(120))}
        title="Zoom to 100 %"
      >
        {Math.round(zoom * 100)} %
      </button>
      <CanvasTool name="Zoom in" icon={IconPlus} onClick={() => void zoomIn(viewMotion(120))} />
      <span className={classes.line} />
      <CanvasTool
        name="Fit the flow"
        icon={IconMaximize}
        onClick={() => void fitView({ ...viewMotion(180), maxZoom: 1 })}
      />
      <CanvasTool name="Map" icon={IconMap} isPressed={hasMap} onClick={onMap} />
      {children}
    </Panel>
  );
}

interface ToolProps {
  readonly name: string;
  readonly icon: Icon;
  readonly onClick: () => void;
  /** Of a switch. */
  readonly isPressed?: boolean;
}

/** One button of the bar. */
export function CanvasTool({ name, icon: Icon, onClick, isPressed }: ToolProps): ReactElement {
  return (
    <Tooltip label={name}>
      <ActionIcon size="sm" aria-label={name} aria-pressed={isPressed} onClick={onClick}>
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}

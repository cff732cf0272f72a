import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import type { Json } from '@aftercall/flow-model';
import { useMemo, useState, type ReactElement } from 'react';
import { JsonBlock } from '../../ui/JsonBlock.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { DataTable } from './DataTable.tsx';
import { DataTree } from './DataTree.tsx';
import type { JsonRow } from './json-rows.ts';
import { findTable } from './json-table.ts';
import classes from './result.module.css';

interface Props {
  readonly value: Json;
  /** As it came; left out, it is written anew. */
  readonly text: string | undefined;
  readonly fileName: string;
  readonly mapped: ReadonlyMap<string, string>;
  readonly onMap: (row: JsonRow) => void;
}

type Look = 'tree' | 'raw' | 'table';

/** A JSON answer as a tree, as text, or its list of objects as a table. */
export function DataView({ value, text, fileName, mapped, onMap }: Props): ReactElement {
  const [look, setLook] = useState<Look>('tree');
  const [search, setSearch] = useState('');
  const table = useMemo(() => findTable(value), [value]);
  const shown = look === 'table' && table === undefined ? 'tree' : look;
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Look of the data"
          data={[
            { value: 'tree', label: 'Tree' },
            { value: 'raw', label: 'Raw' },
            { value: 'table', label: 'Table', disabled: table === undefined },
          ]}
          value={shown}
          onChange={(wanted) => setLook(wanted === 'raw' || wanted === 'table' ? wanted : 'tree')}
        />
        {shown === 'tree' && (
          <TextInput
            size="xs"
            aria-label="Search the data"
            placeholder="Search or $.path"
            leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
            value={search}
            spellCheck={false}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconDownload />}
          onClick={() => saveFile(fileName, text ?? JSON.stringify(value, undefined, 2))}
        >
          Download
        </Button>
        {shown !== 'raw' && (
          <span className={classes.help}>
            Click a value, or press <kbd>M</kbd>, to map it
          </span>
        )}
      </div>
      {shown === 'tree' && <DataTree value={value} search={search} mapped={mapped} onMap={onMap} />}
      {shown === 'table' && table !== undefined && <DataTable table={table} onMap={onMap} />}
      {shown === 'raw' && (
        <div className={classes.rawHolder}>
          <JsonBlock label="Raw data" value={text ?? value} />
        </div>
      )}
    </>
  );
}

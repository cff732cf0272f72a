import { Select } from '@mantine/core';
import { IconChevronDown, IconKey, IconShieldLock } from '@tabler/icons-react';
import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useMay } from '../../../session/viewer.ts';
import { useAuthProfiles, type KnownProfile } from '../../workbench/use-surroundings.ts';
import { useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { useConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { profileKindWord } from './profile-kinds.ts';
import classes from './request.module.css';

const NONE = '';
/** No profile can be called so: names have no blanks at their begin. */
const NEW = ' new';

/** As whom the request is sent: in the first block, because a client certificate that is hidden is not found. */
export function AuthProfileField({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const profiles = useAuthProfiles();
  const edit = useConfigEdit(node.key, 'apiRequest');
  const { findings } = useFieldProblems(node.key, 'config.authProfile');
  const mayMake = useMay('ADMIN') && !workbench.isReadOnly;
  const chosen = node.config.authProfile ?? NONE;
  const known = profiles ?? [];
  const isUnknown = chosen !== NONE && !known.some(({ name }) => name === chosen);
  const profile = known.find(({ name }) => name === chosen);
  const choose = (value: string | null): void => {
    if (value === NEW) {
      workbench.open({ type: 'newProfile', key: node.key });
      return;
    }
    edit('auth profile', (before) => ({ ...before, authProfile: value === NONE ? null : value }));
  };
  return (
    <div className={classes.profile} data-field="config.authProfile">
      <Select
        label="Auth profile"
        value={chosen}
        onChange={choose}
        searchable
        readOnly={workbench.isReadOnly}
        leftSection={<IconKey size={16} stroke={1.75} aria-hidden />}
        rightSection={<ChosenBadges profile={profile} />}
        rightSectionWidth={profile === undefined ? 32 : 120}
        rightSectionPointerEvents="none"
        error={findings.length > 0}
        nothingFoundMessage="No such profile"
        data={[
          { value: NONE, label: 'None' },
          ...known.map(({ name }) => ({ value: name, label: name })),
          ...(isUnknown ? [{ value: chosen, label: chosen }] : []),
          ...(mayMake ? [{ value: NEW, label: '+ New profile' }] : []),
        ]}
        renderOption={({ option }) => (
          <ProfileOption
            name={option.label}

            profile={known.find(({ name }) => name === option.value)}
          />
        )}
      />
      {problemsOf(findings)}
    </div>
  );
}

function ProfileOption({ name, profile }: { name: string; profile: KnownProfile | undefined }): ReactElement {
  return (
    <span className={classes.option}>
      <span className={classes.optionName}>{name}</span>
      {profile !== undefined && <ProfileBadges profile={profile} />}
    </span>
  );
}

/** Of the profile that is chosen, before the arrow. */
function ChosenBadges({ profile }: { readonly profile: KnownProfile | undefined }): ReactElement {
  return (
    <span className={classes.chosen}>
      {profile !== undefined && <ProfileBadges profile={profile} />}
      <IconChevronDown aria-hidden size={14} />
    </span>
  );
}

function ProfileBadges({ profile: { kind, health } }: { readonly profile: KnownProfile }): ReactElement {
  const kindWord = profileKindWord(kind);
  return (
    <span className={classes.badges}>
      {health === 'REVOKED' && <span className={`${classes.badge ?? ''} ${classes.badBadge ?? ''}`}>Revoked</span>}
      <span className={classes.badge} data-mtls={kindWord === 'mTLS' || undefined}>
        {kindWord === 'mTLS' && <IconShieldLock aria-hidden size={12} />} {kindWord}
      </span>
    </span>
  );
}

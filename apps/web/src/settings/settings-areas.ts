import type { Icon } from '@tabler/icons-react';
import IconAt from '@tabler/icons-react/dist/esm/icons/IconAt.mjs';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconGauge from '@tabler/icons-react/dist/esm/icons/IconGauge.mjs';
import IconServer from '@tabler/icons-react/dist/esm/icons/IconServer.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import IconWorldCheck from '@tabler/icons-react/dist/esm/icons/IconWorldCheck.mjs';
import type { LinkProps } from '@tanstack/react-router';
import type { ParseKeys } from 'i18next';
import type { Scope } from '../api/models';

type AreaKey =
  ParseKeys<'settings'> extends infer Key ? (Key extends `areas.${infer Name}.title` ? Name : never) : never;

export interface SettingsArea {
  /** Its title and sentence stand in the texts under `areas.<key>`. */
  key: AreaKey;
  to: Extract<LinkProps['to'], `/settings/${string}`>;
  icon: Icon;
  /** Who lacks it is not shown the area. */
  needs?: Scope;
}

interface SettingsGroup {
  key: 'workspace' | 'sending' | 'people' | 'privacy' | 'developers';
  areas: SettingsArea[];
}

/** All areas as the navigation shows them. Each has its page in settings-routes.tsx. */
export const SETTINGS_GROUPS: SettingsGroup[] = [
  {
    key: 'workspace',
    areas: [
      { key: 'workspace', to: '/settings/workspace', icon: IconBuilding },
      { key: 'topics', to: '/settings/topics', icon: IconBell },
    ],
  },
  {
    key: 'sending',
    areas: [
      { key: 'senders', to: '/settings/senders', icon: IconAt },
      { key: 'domains', to: '/settings/domains', icon: IconWorldCheck },
      { key: 'mailServers', to: '/settings/mail-servers', icon: IconServer },
      { key: 'limits', to: '/settings/limits', icon: IconGauge },
    ],
  },
  {
    key: 'people',
    areas: [{ key: 'people', to: '/settings/people', icon: IconUsers }],
  },
  {
    key: 'privacy',
    areas: [],
  },
  {
    key: 'developers',
    areas: [{ key: 'keys', to: '/settings/api-keys', icon: IconKey, needs: 'workspace:admin' }],
  },
];

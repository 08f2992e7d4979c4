import type { Icon } from '@tabler/icons-react';
import IconAt from '@tabler/icons-react/dist/esm/icons/IconAt.mjs';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import IconClockPause from '@tabler/icons-react/dist/esm/icons/IconClockPause.mjs';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconGauge from '@tabler/icons-react/dist/esm/icons/IconGauge.mjs';
import IconMessages from '@tabler/icons-react/dist/esm/icons/IconMessages.mjs';
import IconServer from '@tabler/icons-react/dist/esm/icons/IconServer.mjs';
import IconMailOff from '@tabler/icons-react/dist/esm/icons/IconMailOff.mjs';
import IconPalette from '@tabler/icons-react/dist/esm/icons/IconPalette.mjs';
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs';
import IconUserCircle from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
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
      { key: 'brand', to: '/settings/brand', icon: IconPalette },
      { key: 'topics', to: '/settings/topics', icon: IconBell },
    ],
  },
  {
    key: 'sending',
    areas: [
      { key: 'senders', to: '/settings/senders', icon: IconAt },
      { key: 'domains', to: '/settings/domains', icon: IconWorldCheck },
      { key: 'rules', to: '/settings/rules', icon: IconClockPause },
      { key: 'mailServers', to: '/settings/mail-servers', icon: IconServer },
      { key: 'limits', to: '/settings/limits', icon: IconGauge },
    ],
  },
  {
    key: 'people',
    areas: [
      { key: 'people', to: '/settings/people', icon: IconUsers },
      { key: 'account', to: '/settings/account', icon: IconUserCircle },
    ],
  },
  {
    key: 'privacy',
    areas: [
      { key: 'privacy', to: '/settings/privacy', icon: IconShieldLock },
      { key: 'suppressions', to: '/settings/suppressions', icon: IconMailOff, needs: 'consent:read' },
      { key: 'audit', to: '/settings/audit', icon: IconHistory, needs: 'workspace:admin' },
    ],
  },
  {
    key: 'developers',
    areas: [
      { key: 'keys', to: '/settings/api-keys', icon: IconKey, needs: 'workspace:admin' },
      { key: 'webhooks', to: '/settings/webhooks', icon: IconWebhook, needs: 'webhooks:read' },
      { key: 'integrations', to: '/settings/integrations', icon: IconMessages, needs: 'webhooks:read' },
    ],
  },
];

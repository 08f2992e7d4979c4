import { useRouter, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/use-session';
import { useSettingsGroups } from '../settings/use-settings-groups';
import type { PaletteGroup, PaletteItem } from './palette-item';
import type { Scope } from '../api/models';

const PAGES = [
  ['home', '/'],
  ['contacts', '/contacts'],
  ['segments', '/segments'],
  ['emails', '/templates'],
  ['campaigns', '/campaigns'],
  ['sequences', '/sequences'],
  ['forms', '/forms'],
  ['assets', '/assets'],
  ['reports', '/reports'],
  ['settings', '/settings'],
] as const;

type New = Omit<PaletteItem, 'label'> & { key: keyof typeof NEEDS };

const NEEDS = {
  campaign: 'campaigns:write',
  segment: 'segments:write',
  email: 'templates:write',
  sequence: 'campaigns:write',
  form: 'forms:write',
  people: 'contacts:write',
} as const satisfies Record<string, Scope>;

const CREATIONS: New[] = [
  { key: 'campaign', create: 'campaign' },
  { key: 'email', go: { to: '/templates/gallery' } },
  { key: 'segment', go: { to: '/segments/new' } },
  { key: 'sequence', create: 'sequence' },
  { key: 'form', create: 'form' },
  { key: 'people', go: { to: '/contacts/import' } },
];

/** What needs no search: the pages of the app, the areas of the settings, and what can be made. */
export function usePlaces(): PaletteGroup[] {
  const { t } = useTranslation(['palette', 'shell', 'settings']);
  const { scopes } = useSession();
  const known = useRouter().routesByPath as Record<string, unknown>;
  const areas = useSettingsGroups().flatMap((group) => group.areas);
  return [
    {
      key: 'create',
      label: t('create.title'),
      items: CREATIONS.filter(({ key }) => scopes.includes(NEEDS[key])).map((item) => ({
        ...item,
        label: t(`create.${item.key}`),
      })),
    },
    {
      key: 'pages',
      label: t('pages'),
      items: PAGES.filter(([, to]) => to in known).map(([key, to]) => ({
        key,
        label: t(`shell:navigation.${key}`),
        go: { to: to as LinkProps['to'] },
      })),
    },
    {
      key: 'settings',
      label: t('shell:navigation.settings'),
      items: areas.map(({ key, to }) => ({
        key,
        label: t(`settings:areas.${key}.title`),
        hint: t(`settings:areas.${key}.text`),
        go: { to },
      })),
    },
  ];
}

import type assets from './en/assets.json';
import type audit from './en/audit.json';
import type campaigns from './en/campaigns.json';
import type chats from './en/chats.json';
import type contacts from './en/contacts.json';
import type forms from './en/forms.json';
import type home from './en/home.json';
import type images from './en/images.json';
import type imports from './en/imports.json';
import type limits from './en/limits.json';
import type palette from './en/palette.json';
import type reports from './en/reports.json';
import type segments from './en/segments.json';
import type sequences from './en/sequences.json';
import type servers from './en/servers.json';
import type session from './en/session.json';
import type settings from './en/settings.json';
import type shell from './en/shell.json';
import type templates from './en/templates.json';
import type ui from './en/ui.json';
import type webhooks from './en/webhooks.json';

/** The namespaces: one per feature, of the name of its folder. English says which keys there are. */
interface Resources {
  assets: typeof assets;
  audit: typeof audit;
  campaigns: typeof campaigns;
  chats: typeof chats;
  contacts: typeof contacts;
  forms: typeof forms;
  home: typeof home;
  images: typeof images;
  imports: typeof imports;
  limits: typeof limits;
  palette: typeof palette;
  reports: typeof reports;
  segments: typeof segments;
  sequences: typeof sequences;
  servers: typeof servers;
  session: typeof session;
  settings: typeof settings;
  shell: typeof shell;
  templates: typeof templates;
  ui: typeof ui;
  webhooks: typeof webhooks;
}

export type Namespace = keyof Resources;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: Resources;
  }
}

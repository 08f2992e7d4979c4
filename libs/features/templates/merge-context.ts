import type { RenderContext } from '@features/contacts';

/** A contact's values as templates see them, under `{{contact.…}}`. */
export type ContactValues = RenderContext['contact'];

export interface WorkspaceValues {
  name: string;
  postalAddress: string;
  websiteUrl: string;
  /** Language and zone of contacts that have none of their own. */
  locale: string;
  timeZone: string;
}

export interface MergeInput {
  contact: ContactValues;
  workspace: WorkspaceValues;
  campaign: { name: string };
}

/** One person as the renderer wants them. */
export interface RecipientValues {
  email: string;
  /** `contact.…`, `workspace.…`, `campaign.…`: plain data only. */
  context: Record<string, unknown>;
  /** BCP 47; the contact's, else the workspace's. */
  locale: string;
  /** IANA name; the contact's, else the workspace's. */
  timeZone: string;
}

/** Somebody of whom nothing but the address is known. */
export function unknownContact(email: string): ContactValues {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    email,
    firstName: null,
    lastName: null,
    phone: null,
    locale: null,
    timeZone: null,
    country: null,
    region: null,
    city: null,
    postalCode: null,
    latitude: null,
    longitude: null,
    birthDate: null,
    tags: [],
    company: null,
    attributes: {},
  };
}

/** What a message is rendered with, the same for sending, previews, view in browser and link targets. */
export function toRecipientValues({ contact, workspace, campaign }: MergeInput): RecipientValues {
  const { name, postalAddress, websiteUrl } = workspace;
  return {
    email: contact.email,
    context: { contact, workspace: { name, postalAddress, websiteUrl }, campaign: { name: campaign.name } },
    locale: contact.locale ?? workspace.locale,
    timeZone: contact.timeZone ?? workspace.timeZone,
  };
}

/** The value at `contact.attributes.plan` in a context, own properties only; undefined where the path ends early. */
export function valueAt(context: Record<string, unknown>, path: string): unknown {
  let value: unknown = context;
  for (const segment of path.replace(/\[\].*$/, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

import type { CatalogueField, ContactField, ContactFieldType, Tag } from '@features/contacts';

/** A custom field of the workspace. */
export class ContactFieldView {
  /** Id of the field. */
  id!: string;
  /** Values live in `attributes.<key>`. */
  key!: string;
  /** Shown to people. */
  label!: string;
  /** What values it takes. */
  type!: ContactFieldType;
  /** Allowed values of `choice` and `multi-choice`, else empty. */
  choices!: string[];
  /** When it was declared. */
  createdAt!: string;
}

/** A field that rules, templates and imports may name. */
export class CatalogueFieldView {
  /** `firstName`, `attributes.plan`, `company.industry`. */
  path!: string;
  /** Shown to people. */
  label!: string;
  /** What values it takes. */
  type!: ContactFieldType;
  /** Allowed values of `choice` and `multi-choice`, else empty. */
  choices!: string[];
  /** False for fields that every workspace has. */
  isCustom!: boolean;
}

/** The workspace's fields. */
export class ContactFieldListView {
  /** Custom fields, oldest first. */
  items!: ContactFieldView[];
  /** Built-in and custom fields together. */
  catalogue!: CatalogueFieldView[];
}

/** Somebody whose rules ask for a field. */
export class ContactFieldUserView {
  /** `segment`, `campaign` or `sequence`. */
  kind!: 'segment' | 'campaign' | 'sequence';
  /** Its id. */
  id!: string;
  /** Its name. */
  name!: string;
}

/** What deleting a field did. */
export class DeletedContactFieldView {
  /** Contacts that had a value, now gone. */
  contacts!: number;
  /** Segments and campaigns whose rules are broken now, because they ask for the field. */
  brokenUsers!: ContactFieldUserView[];
}

/** A tag. */
export class TagView {
  /** Id of the tag. */
  id!: string;
  /** Its name as first written. */
  name!: string;
  /** Contacts that have it. */
  contacts!: number;
}

/** All tags. */
export class TagListView {
  /** By name. */
  items!: TagView[];
}

export function toContactFieldView({
  id,
  key,
  label,
  type,
  choices,
  createdAt,
}: ContactField): ContactFieldView {
  return { id, key, label, type, choices, createdAt: createdAt.toISOString() };
}

export function toCatalogueFieldView(field: CatalogueField): CatalogueFieldView {
  return { ...field };
}

export function toTagView({ id, name, contacts }: Tag): TagView {
  return { id, name, contacts };
}

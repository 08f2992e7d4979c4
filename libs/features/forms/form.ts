import type { FormDefinition } from './definition/form-definition';

export const FORM_STATUSES = ['draft', 'published', 'archived'] as const;
export type FormStatus = (typeof FORM_STATUSES)[number];

/** A form as marketers see it. What visitors see is the published version. */
export interface Form {
  id: string;
  name: string;
  /** Public name in addresses (`/f/:slug`); never changes, and nobody can guess it. */
  slug: string;
  status: FormStatus;
  /** What is being edited. */
  draft: FormDefinition;
  publishedVersion: number | null;
  /** The draft says something else than what is published. */
  hasChanges: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** A published state, which never changes: evidence of consent points to it. */
export interface FormVersion {
  number: number;
  definition: FormDefinition;
  publishedAt: Date;
  publishedBy: string;
}

/** What a visitor meets. */
export interface PublishedForm {
  workspaceId: string;
  id: string;
  name: string;
  slug: string;
  version: number;
  definition: FormDefinition;
}

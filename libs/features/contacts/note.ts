export const noteKinds = ['note', 'call', 'meeting', 'email'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** Longest note, in characters. */
export const MAX_NOTE_LENGTH = 10_000;

/** Something a member of the team wrote about a contact. */
export interface Note {
  id: string;
  contactId: string;
  /** Null for API keys and imports, and when the user was deleted. */
  authorId: string | null;
  authorName: string;
  kind: string;
  body: string;
  createdAt: Date;
}

export interface NewNote {
  authorId: string | null;
  authorName: string;
  kind: NoteKind;
  body: string;
}

import type { Persona } from './segment';
import { invalidSegment } from './segments.errors';

const MAX_NAME = 100;
const MAX_TEXT = 1000;
const PERSONA_KEYS = ['description', 'message', 'channel', 'offer', 'owner'] as const;

interface Texts {
  name?: string;
  description?: string;
  persona?: Persona | null;
}

/** The texts that were given, tidied; an empty persona is none. Throws `segment.invalid`. */
export function checkTexts({ name, description, persona }: Texts): Texts {
  const trimmed = name?.trim();
  if (trimmed !== undefined && (trimmed === '' || trimmed.length > MAX_NAME)) {
    throw invalidSegment('/name', `name must be 1–${MAX_NAME} characters.`);
  }
  if (description !== undefined && description.length > MAX_TEXT) {
    throw invalidSegment('/description', `description must be at most ${MAX_TEXT} characters.`);
  }
  return {
    ...(trimmed === undefined ? {} : { name: trimmed }),
    ...(description === undefined ? {} : { description }),
    ...(persona === undefined ? {} : { persona: persona && checkPersona(persona) }),
  };
}

function checkPersona(persona: Persona): Persona | null {
  const card: Persona = {};
  for (const key of PERSONA_KEYS) {
    const text = persona[key]?.trim() ?? '';
    if (text.length > MAX_TEXT) {
      throw invalidSegment(`/persona/${key}`, `${key} must be at most ${MAX_TEXT} characters.`);
    }
    if (text !== '') card[key] = text;
  }
  return Object.keys(card).length === 0 ? null : card;
}

/** `base`, or `base 2`, `base 3`, … when it is taken; `isTaken` compares as names are compared. */
export function freeName(base: string, isTaken: (name: string) => boolean): string {
  const short = base.slice(0, MAX_NAME - 5).trim();
  if (!isTaken(short)) return short;
  for (let number = 2; ; number += 1) {
    const name = `${short} ${number}`;
    if (!isTaken(name)) return name;
  }
}

import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '@features/accounts';
import { ContactsService, type Contact, type ContactInput } from '@features/contacts';
import { DomainError } from '@platform/errors';
import type { FormDefinition } from '../definition/form-definition';
import type { Answers } from './read-answers';

export interface ContactAnswers {
  definition: FormDefinition;
  formName: string;
  email: string;
  answers: Answers;
  language: string;
}

/**
 * Brings answers to contacts by one set of rules: a new contact gets all of them; a known one gets them once the person
 * proved who they are (`prove`), and until then at most where nothing is known yet (`fill`).
 */
@Injectable()
export class FormContacts {
  constructor(private readonly contacts: ContactsService) {}

  /**
   * The contacts with these addresses (of one form), in their order. Missing ones are made with the answers, known ones stay as
   * they are.
   */
  async ensure(workspaceId: string, given: readonly ContactAnswers[]): Promise<string[]> {
    const [first] = given;
    if (first === undefined) return [];
    const actor = actorOf(workspaceId, first);
    const inputs = given.map((one) => toInput(one, null));
    try {
      return await this.contacts.ensureByEmail(actor, inputs);
    } catch (error) {
      if (!isInvalid(error)) throw error;
    }
    const ids: string[] = [];
    for (const input of inputs)
      ids.push(
        ...(await leavingOut(input, async (fitting) => this.contacts.ensureByEmail(actor, [fitting]))),
      );
    return ids;
  }

  async emailOf(workspaceId: string, contactId: string): Promise<string> {
    return (await this.contacts.get(workspaceId, contactId)).email;
  }

  /** Fills what is empty and overwrites nothing. */
  async fill(workspaceId: string, given: ContactAnswers, contactId: string): Promise<void> {
    const known = await this.contacts.get(workspaceId, contactId);
    await this.write(workspaceId, given, toInput(given, known));
  }

  /** The person proved to own the address (or to be the contact): what was typed counts. */
  async prove(workspaceId: string, given: ContactAnswers): Promise<string> {
    const { contact } = await this.write(workspaceId, given, toInput(given, null));
    return contact.id;
  }

  private async write(workspaceId: string, given: ContactAnswers, input: Input) {
    const actor = actorOf(workspaceId, given);
    return leavingOut(input, async (fitting) => this.contacts.upsertByEmail(actor, fitting));
  }
}

type Input = ContactInput & { email: string };

function actorOf(workspaceId: string, { formName }: ContactAnswers): Actor {
  return systemActor(workspaceId, `form: ${formName}`);
}

/** A field that was deleted or changed since the form was published must not lose the submission: its answer is left out. */
async function leavingOut<T>(input: Input, write: (input: Input) => Promise<T>): Promise<T> {
  try {
    return await write(input);
  } catch (error) {
    if (!isInvalid(error)) throw error;
    return write(without(input, error));
  }
}

function isInvalid(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind === 'invalid';
}

/** `known`: only what this contact lacks. */
function toInput({ definition, email, answers, language }: ContactAnswers, known: Contact | null): Input {
  const input: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const { name, to } of definition.fields) {
    const value = answers[name];
    if (to === null || to === 'email' || value === undefined) continue;
    if (to.startsWith('attributes.')) {
      const key = to.slice('attributes.'.length);
      if (known === null || known.attributes[key] === undefined) attributes[key] = value;
    } else if (known === null || known[to as keyof Contact] == null) input[to] = value;
  }
  // The language of a form in several of them was the visitor's choice.
  const speaks = definition.languages.length > 1 && input['locale'] === undefined;
  if (speaks && (known === null || known.locale === null)) input['locale'] = language;
  return { ...input, email, attributes, tags: definition.tags, source: 'form' };
}

function without(input: Input, { errors }: DomainError): Input {
  const attributes = { ...input.attributes };
  const left: Record<string, unknown> = { ...input, attributes };
  for (const { pointer } of errors) {
    const [, first = '', second = ''] = pointer.split('/');
    if (first === 'attributes') delete attributes[second];
    else if (first === 'tags') left['tags'] = [];
    else if (first !== 'email') delete left[first];
  }
  return { ...left, email: input.email };
}

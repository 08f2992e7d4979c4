import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import type { Actor } from './actor';
import { AuditService } from './audit.service';
import { currencyInUse, noWorkspace } from './accounts.errors';
import { UsersRepository } from './users.repository';
import {
  isCurrency,
  isLocale,
  isTimeOfDay,
  isTimeZone,
  isWebAddress,
  slugFrom,
  type WorkspaceSettings,
} from './workspace-settings';
import type { Workspace } from './workspace.entity';
import { WorkspacesRepository, type WorkspaceMembership } from './workspaces.repository';

/** A new workspace. Without a slug one is made of the name. */
export type NewWorkspace = Partial<WorkspaceSettings> & { name: string; slug?: string };

@Injectable()
export class WorkspacesService {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspacesRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditService,
  ) {}

  /** A workspace without members: for commands and seeds. Throws `workspace.slug-taken`. */
  async create(input: NewWorkspace): Promise<Workspace> {
    assertValid(input);
    const { slug, ...given } = input;
    const settings = { ...toColumns(given), name: input.name };
    if (slug !== undefined) return this.workspaces.insert({ ...settings, slug });
    const base = slugFrom(input.name);
    const taken = new Set(await this.workspaces.listSlugsLike(base));
    let free = base;
    for (let n = 2; taken.has(free); n += 1) free = `${base}-${n}`;
    return this.workspaces.insert({ ...settings, slug: free });
  }

  /** A further workspace, of which the calling user becomes the owner. */
  async createAsOwner(actor: Actor, input: NewWorkspace): Promise<Workspace> {
    const userId = actor.kind === 'user' ? actor.id : null;
    if (userId === null) throw noWorkspace();
    return this.database.transaction(async () => {
      const workspace = await this.create(input);
      await this.users.insertMembership(workspace.id, userId, 'owner');
      await this.audit.record(
        { ...actor, workspaceId: workspace.id },
        { action: 'workspace.created', targetKind: 'workspace', targetId: workspace.id },
      );
      return workspace;
    });
  }

  async get(workspaceId: string): Promise<Workspace> {
    const workspace = await this.workspaces.find(workspaceId);
    if (!workspace) throw notFound('workspace', workspaceId);
    return workspace;
  }

  /** Null when no workspace has this slug. */
  async findBySlug(slug: string): Promise<Workspace | null> {
    return this.workspaces.findBySlug(slug);
  }

  async listOfUser(userId: string): Promise<WorkspaceMembership[]> {
    return this.workspaces.listOfUser(userId);
  }

  /** Changes the settings of the actor's workspace; what is left out stays. Throws `workspace.currency-in-use`. */
  async update(actor: Actor, changes: Partial<WorkspaceSettings>): Promise<Workspace> {
    assertValid(changes);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return this.database.transaction(async () => {
      const { currency } = await this.get(actor.workspaceId);
      const isNewCurrency = changes.currency !== undefined && changes.currency !== currency;
      if (Object.keys(given).length > 0) {
        await this.workspaces.update(actor.workspaceId, toColumns(given));
        // After the update, which waits for orders that are just coming in and keeps new ones out.
        if (isNewCurrency && (await this.workspaces.hasOrders(actor.workspaceId))) throw currencyInUse();
        await this.audit.record(actor, {
          action: 'workspace.updated',
          targetKind: 'workspace',
          targetId: actor.workspaceId,
          details: given,
        });
      }
      return this.get(actor.workspaceId);
    });
  }
}

/** A cap and quiet hours are two columns each. */
function toColumns({ frequencyCap, quietHours, ...rest }: Partial<WorkspaceSettings>): Partial<Workspace> {
  return {
    ...rest,
    ...(frequencyCap === undefined
      ? {}
      : { capEmails: frequencyCap?.emails ?? null, capDays: frequencyCap?.days ?? null }),
    ...(quietHours === undefined
      ? {}
      : { quietFrom: quietHours?.from ?? null, quietTo: quietHours?.to ?? null }),
  };
}

function assertValid(settings: Partial<WorkspaceSettings>): void {
  const { name, timeZone, locale, websiteUrl, currency } = settings;
  assertTimesValid(settings);
  assertUnconfirmedDaysValid(settings);
  if (name?.trim() === '') throw invalidField('/name', 'workspace.name-empty', 'name must not be empty.');
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw invalidField(
      '/timeZone',
      'workspace.time-zone-unknown',
      `${timeZone} is not a time zone. Use an IANA name such as Europe/Berlin or UTC.`,
    );
  }
  if (locale !== undefined && !isLocale(locale)) {
    throw invalidField(
      '/locale',
      'workspace.locale-invalid',
      'locale must be a language tag such as de or pt-BR.',
    );
  }
  if (currency !== undefined && !isCurrency(currency)) {
    throw invalidField(
      '/currency',
      'workspace.currency-unknown',
      `${currency} is not a currency. Use an ISO 4217 code in capital letters such as EUR.`,
    );
  }
  if (websiteUrl && !isWebAddress(websiteUrl)) {
    throw invalidField(
      '/websiteUrl',
      'workspace.website-url-invalid',
      'websiteUrl must be a web address such as https://example.com, or empty.',
    );
  }
}

function assertUnconfirmedDaysValid({ unconfirmedDays: days }: Partial<WorkspaceSettings>): void {
  if (days === undefined || (Number.isInteger(days) && days >= 1 && days <= 365)) return;
  throw invalidField(
    '/unconfirmedDays',
    'workspace.unconfirmed-days-invalid',
    'unconfirmedDays must be a whole number of days from 1 to 365.',
  );
}

function assertTimesValid({ frequencyCap, quietHours }: Partial<WorkspaceSettings>): void {
  const isCap = (value: number, most: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= most;
  if (frequencyCap && !(isCap(frequencyCap.emails, 100) && isCap(frequencyCap.days, 90))) {
    throw invalidField(
      '/frequencyCap',
      'workspace.frequency-cap-invalid',
      'frequencyCap must be 1 to 100 emails in 1 to 90 days, such as { "emails": 3, "days": 7 }, or null.',
    );
  }
  if (!quietHours) return;
  const { from, to } = quietHours;
  if (!isTimeOfDay(from) || !isTimeOfDay(to) || from === to) {
    throw invalidField(
      '/quietHours',
      'workspace.quiet-hours-invalid',
      'quietHours must be two different times of day, such as { "from": "21:00", "to": "08:00" }, or null.',
    );
  }
}

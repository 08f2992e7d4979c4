import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { PreviewPagesRepository, type PreviewOwner } from './preview-pages.repository';
import { previewNotFound } from './templates.errors';

/** How long the page of a preview can be opened. */
export const PREVIEW_LIFETIME_SECONDS = 15 * 60;

/** Keeps a preview's HTML for a short time under a random token, so that a sandboxed frame can load it by address. */
@Injectable()
export class PreviewPages {
  constructor(private readonly pages: PreviewPagesRepository) {}

  /** The token: 128 random bits, only its hash is stored. */
  async store(actor: Actor, html: string): Promise<string> {
    const token = randomBytes(16).toString('base64url');
    await this.pages.insert({
      owner: ownerOf(actor),
      tokenHash: hash(token),
      html,
      lifetimeSeconds: PREVIEW_LIFETIME_SECONDS,
    });
    return token;
  }

  /** @throws DomainError `template-preview.not-found`, also when somebody else made it */
  async open(actor: Actor, token: string): Promise<string> {
    const html = await this.pages.find(ownerOf(actor), hash(token));
    if (html === null) throw previewNotFound();
    return html;
  }
}

function ownerOf(actor: Actor): PreviewOwner {
  return { workspaceId: actor.workspaceId, key: `${actor.kind}:${actor.id ?? ''}` };
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

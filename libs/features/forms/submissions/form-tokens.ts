import type { TokenPurpose, TokenSigner } from '@platform/tokens';

/** Confirmation links work for so long after the submission. */
export const CONFIRM_DAYS = 7;
/** The button on our page waits for so long. */
export const CHECK_HOURS = 24;

/** Links that say who fills in a form work for so long. */
export const IDENTITY_DAYS = 90;

/** For the link of the confirmation mail. Good for nothing else; the submission says until when. */
export function confirmToken(signer: TokenSigner, submissionId: string): string {
  return signer.sign('form-confirm', bytesOf(submissionId));
}

/** For the button on our page. */
export function checkToken(signer: TokenSigner, submissionId: string): string {
  return signer.sign('form-check', bytesOf(submissionId));
}

/** The submission of a genuine token, else null. */
export function submissionOf(signer: TokenSigner, purpose: TokenPurpose, token: string): string | null {
  const bytes = signer.open(purpose, token);
  return bytes?.length === 16 ? uuidOf(bytes) : null;
}

/** Says who fills in a form, until it expires (in whole seconds): for links in mails to that one person. */
export function identityToken(
  signer: TokenSigner,
  who: { formId: string; contactId: string; expiresAt: Date },
): string {
  const until = Buffer.alloc(4);
  until.writeUInt32BE(Math.floor(who.expiresAt.getTime() / 1000));
  return signer.sign('form-identity', Buffer.concat([bytesOf(who.formId), bytesOf(who.contactId), until]));
}

/** The contact that a genuine token of this form names, and that has not expired; else null. */
export function contactOf(
  signer: TokenSigner,
  { formId, token, now }: { formId: string; token: string; now: Date },
): string | null {
  const bytes = signer.open('form-identity', token);
  if (bytes?.length !== 36 || uuidOf(bytes.subarray(0, 16)) !== formId) return null;
  return bytes.readUInt32BE(32) * 1000 > now.getTime() ? uuidOf(bytes.subarray(16, 32)) : null;
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

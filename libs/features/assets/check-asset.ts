import { invalidField } from '@platform/errors';
import { DEFAULT_LINK_DAYS, type AssetInput } from './asset';

const KEY = /^[a-z0-9][a-z0-9-]{0,79}$/;
const LINK_DAYS = { min: 1, max: 3_650 };
const DOWNLOADS = { min: 1, max: 10_000 };

/** Complete and valid, with defaults for what is left out. @throws DomainError `asset.*` */
export function checkAsset(input: AssetInput): Required<AssetInput> {
  const name = input.name.trim();
  if (name === '' || name.length > 200) {
    throw invalidField('/name', 'asset.name-invalid', 'name must have 1 to 200 characters.');
  }
  const description = input.description ?? '';
  if (description.length > 2_000) {
    throw invalidField(
      '/description',
      'asset.description-invalid',
      'description may have at most 2,000 characters.',
    );
  }
  const key = input.key ?? keyFromName(name);
  if (!KEY.test(key)) {
    const message = 'key must be 1 to 80 lower-case letters, digits and dashes, such as brewing-guide.';
    throw invalidField('/key', 'asset.key-invalid', message);
  }
  const linkDays = input.linkDays ?? DEFAULT_LINK_DAYS;
  assertWhole('/linkDays', linkDays, LINK_DAYS);
  const maxDownloads = input.maxDownloads ?? null;
  if (maxDownloads !== null) assertWhole('/maxDownloads', maxDownloads, DOWNLOADS);
  return { name, key, description, linkDays, maxDownloads };
}

function assertWhole(pointer: string, value: number, { min, max }: { min: number; max: number }): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const message = `${pointer.slice(1)} must be a whole number from ${min} to ${max}.`;
  throw invalidField(pointer, 'asset.number-invalid', message);
}

function keyFromName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80)
      .replace(/-$/, '') || 'asset'
  );
}

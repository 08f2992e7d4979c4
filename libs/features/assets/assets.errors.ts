import { DomainError, invalidField } from '@platform/errors';

/** A file that may not be offered. `why` ends a sentence that starts with "This file". */
export function fileRefused(why: string): DomainError {
  return invalidField('/file', 'asset.file-refused', `This file ${why}`);
}

export function keyTaken(key: string): DomainError {
  return new DomainError({
    code: 'asset.key-taken',
    kind: 'conflict',
    message: `Another asset of the workspace has the key ${key}. Choose another key.`,
  });
}

export function assetArchived(): DomainError {
  return new DomainError({
    code: 'asset.archived',
    kind: 'rule-broken',
    message: 'The asset is archived, so there are no new links to it. Restore it first.',
  });
}

export function assetInUse(): DomainError {
  return new DomainError({
    code: 'asset.in-use',
    kind: 'conflict',
    message: 'A form offers this asset. Choose another one there first, or archive this one.',
  });
}

export function tooManyAssets(limit: number): DomainError {
  return new DomainError({
    code: 'asset.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${limit} assets already, which is the most it may have. Delete one first.`,
    details: { limit },
  });
}

export function tooManyVersions(limit: number): DomainError {
  return new DomainError({
    code: 'asset.too-many-versions',
    kind: 'rule-broken',
    message: `The asset has ${limit} versions already, which is the most it may have. Delete old ones first.`,
    details: { limit },
  });
}

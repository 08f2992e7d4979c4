import type { Scope } from '../api/models';

type Dashed<Name> = Name extends `${infer Area}:${infer Right}` ? `${Area}-${Right}` : never;

/** The key of a right in the texts of the settings; a colon would name another file there. */
export function scopeText(scope: Scope) {
  return `scopes.${scope.replace(':', '-') as Dashed<Scope>}` as const;
}

import type { ReactNode } from 'react';

/** Fields that those who may not change them can read. */
export function ReadOnlyFields({ when, children }: { when: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={when} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      {children}
    </fieldset>
  );
}

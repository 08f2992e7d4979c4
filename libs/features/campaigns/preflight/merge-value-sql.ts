import { profileColumns } from '@features/contacts';

/** Columns of `companies` as templates name them. */
const COMPANY_COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  domain: 'domain',
  industry: 'industry',
  employees: 'employees',
  annualRevenue: 'annual_revenue',
  country: 'country',
  city: 'city',
};

/**
 * A predicate, never null, over contacts `c` and companies `co`: a merge field has nothing to show. Empty texts and lists count
 * as nothing, as they do in a message. Null where the field is nobody's in particular, such as the name of the workspace.
 * `bind` takes a value and answers its placeholder.
 */
export function missingValueSql(path: string, bind: (value: unknown) => string): string | null {
  const [root, ...segments] = path.replace(/\[\].*$/, '').split('.');
  if (root !== 'contact') return null;
  const [field = '', key] = segments;
  if (field === 'id' || field === 'email') return 'false';
  if (field === 'tags')
    return 'NOT EXISTS (SELECT FROM contact_tags ct WHERE ct.workspace_id = c.workspace_id AND ct.contact_id = c.id)';
  if (field === 'company') return companySql(key);
  if (field === 'attributes' && key !== undefined) {
    const value = `(c.attributes -> ${bind(key)}::text)`;
    return `coalesce(${value} IN ('null', '""', '[]'), true)`;
  }
  const column = Object.hasOwn(profileColumns, field)
    ? profileColumns[field as keyof typeof profileColumns]
    : undefined;
  return column === undefined ? null : emptySql(`c.${column}`);
}

function companySql(key: string | undefined): string | null {
  if (key === undefined) return 'co.id IS NULL';
  const column = Object.hasOwn(COMPANY_COLUMNS, key) ? COMPANY_COLUMNS[key] : undefined;
  return column === undefined ? null : emptySql(`co.${column}`);
}

/** Of any type: an empty text is the only value that is written as nothing. */
function emptySql(column: string): string {
  return `coalesce(${column}::text = '', true)`;
}

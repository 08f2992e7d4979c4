export const contactFieldTypes = [
  'text',
  'number',
  'boolean',
  'choice',
  'multi-choice',
  'date',
  'date-time',
] as const;
export type ContactFieldType = (typeof contactFieldTypes)[number];

/** The declaration of a custom field. */
export interface FieldDeclaration {
  /** Lower camel case or snake case, unique in the workspace; values live in `attributes.<key>`. */
  key: string;
  label: string;
  type: ContactFieldType;
  /** Allowed values of `choice` and `multi-choice`; empty for other types. */
  choices: string[];
}

/** One field that rules, templates and imports may name. */
export interface CatalogueField {
  /** `firstName`, `attributes.plan`, `company.industry`. */
  path: string;
  label: string;
  type: ContactFieldType;
  choices: string[];
  isCustom: boolean;
}

export interface BuiltInField {
  path: string;
  /** Column of `contacts`, or of `companies` for paths that start with `company.`. */
  column: string;
  label: string;
  type: ContactFieldType;
}

/** Every built-in field, in the order in which people expect to see them. */
export const builtInContactFields: readonly BuiltInField[] = [
  { path: 'email', column: 'email', label: 'Email address', type: 'text' },
  { path: 'firstName', column: 'first_name', label: 'First name', type: 'text' },
  { path: 'lastName', column: 'last_name', label: 'Last name', type: 'text' },
  { path: 'phone', column: 'phone', label: 'Phone', type: 'text' },
  { path: 'locale', column: 'locale', label: 'Language', type: 'text' },
  { path: 'timeZone', column: 'time_zone', label: 'Time zone', type: 'text' },
  { path: 'country', column: 'country', label: 'Country', type: 'text' },
  { path: 'region', column: 'region', label: 'Region', type: 'text' },
  { path: 'city', column: 'city', label: 'City', type: 'text' },
  { path: 'postalCode', column: 'postal_code', label: 'Postal code', type: 'text' },
  { path: 'latitude', column: 'latitude', label: 'Latitude', type: 'number' },
  { path: 'longitude', column: 'longitude', label: 'Longitude', type: 'number' },
  { path: 'birthDate', column: 'birth_date', label: 'Birth date', type: 'date' },
  { path: 'source', column: 'source', label: 'Source', type: 'text' },
  { path: 'createdAt', column: 'created_at', label: 'Created', type: 'date-time' },
  { path: 'updatedAt', column: 'updated_at', label: 'Last changed', type: 'date-time' },
  { path: 'company.name', column: 'name', label: 'Company', type: 'text' },
  { path: 'company.domain', column: 'domain', label: 'Company domain', type: 'text' },
  { path: 'company.industry', column: 'industry', label: 'Company industry', type: 'text' },
  { path: 'company.employees', column: 'employees', label: 'Company size', type: 'number' },
  { path: 'company.annualRevenue', column: 'annual_revenue', label: 'Company revenue', type: 'number' },
  { path: 'company.country', column: 'country', label: 'Company country', type: 'text' },
  { path: 'company.city', column: 'city', label: 'Company city', type: 'text' },
];

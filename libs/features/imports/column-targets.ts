import { profileKeys } from '@features/contacts';

/**
 * Where a column's values go. `attributes.<key>` names a custom field; the rest of what Mailchimp writes has targets
 * of its own because its cells need reading: `mailchimpAddress`, `birthday` (MM/DD) and `rating` (1 to 5).
 */
export const plainTargets = [
  'email',
  ...profileKeys,
  'company',
  'tags',
  'note',
  'optInTime',
  'optInIp',
  'confirmTime',
  'confirmIp',
  'leftTime',
  'leftReason',
  'leftReasonOther',
  'ignore',
] as const;

/** Custom fields that Mailchimp's own columns become. */
export const mailchimpFields = {
  mailchimpAddress: { key: 'address', label: 'Address', type: 'text', choices: [] },
  birthday: { key: 'birthday', label: 'Birthday (MM-DD)', type: 'text', choices: [] },
  rating: { key: 'memberRating', label: 'Mailchimp rating', type: 'number', choices: [] },
} as const;

export type MailchimpTarget = keyof typeof mailchimpFields;

export function isMailchimpTarget(target: string): target is MailchimpTarget {
  return Object.hasOwn(mailchimpFields, target);
}

/** What a heading of Mailchimp's means; undefined for a column of the audience's own. */
export function mailchimpTarget(heading: string): string | undefined {
  return own(TAIL, heading) ?? own(MERGE_FIELDS, heading.toLowerCase());
}

/** What a heading of any CSV file most likely means; undefined when it could be anything. */
export function usualTarget(heading: string): string | undefined {
  const word = heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z]/g, '');
  return own(USUAL, word) ?? own(USUAL_ELSEWHERE, word);
}

/** A heading may be called `constructor`: only what a table itself names counts. */
function own(table: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Columns that Mailchimp appends to every export, in capitals. */
const TAIL: Record<string, string> = {
  EMAIL_TYPE: 'ignore',
  MEMBER_RATING: 'rating',
  OPTIN_TIME: 'optInTime',
  OPTIN_IP: 'optInIp',
  CONFIRM_TIME: 'confirmTime',
  CONFIRM_IP: 'confirmIp',
  LATITUDE: 'latitude',
  LONGITUDE: 'longitude',
  GMTOFF: 'ignore',
  DSTOFF: 'ignore',
  TIMEZONE: 'timeZone',
  CC: 'country',
  REGION: 'region',
  LAST_CHANGED: 'ignore',
  CLEAN_TIME: 'leftTime',
  CLEAN_CAMPAIGN_TITLE: 'ignore',
  CLEAN_CAMPAIGN_ID: 'ignore',
  UNSUB_TIME: 'leftTime',
  UNSUB_CAMPAIGN_TITLE: 'ignore',
  UNSUB_CAMPAIGN_ID: 'ignore',
  UNSUB_REASON: 'leftReason',
  UNSUB_REASON_OTHER: 'leftReasonOther',
  LEID: 'ignore',
  EUID: 'ignore',
  NOTES: 'note',
  TAGS: 'tags',
};

/** Audience fields under their usual labels. */
const MERGE_FIELDS: Record<string, string> = {
  'email address': 'email',
  email: 'email',
  'first name': 'firstName',
  fname: 'firstName',
  'last name': 'lastName',
  lname: 'lastName',
  'phone number': 'phone',
  phone: 'phone',
  address: 'mailchimpAddress',
  birthday: 'birthday',
  company: 'company',
};

const USUAL: Record<string, string> = {
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  firstname: 'firstName',
  givenname: 'firstName',
  fname: 'firstName',
  lastname: 'lastName',
  surname: 'lastName',
  familyname: 'lastName',
  lname: 'lastName',
  phone: 'phone',
  phonenumber: 'phone',
  mobile: 'phone',
  locale: 'locale',
  language: 'locale',
  timezone: 'timeZone',
  country: 'country',
  countrycode: 'country',
  region: 'region',
  state: 'region',
  province: 'region',
  city: 'city',
  town: 'city',
  postalcode: 'postalCode',
  postcode: 'postalCode',
  zip: 'postalCode',
  zipcode: 'postalCode',
  latitude: 'latitude',
  longitude: 'longitude',
  birthdate: 'birthDate',
  dateofbirth: 'birthDate',
  company: 'company',
  companyname: 'company',
  organisation: 'company',
  organization: 'company',
  tags: 'tags',
  note: 'note',
  notes: 'note',
  // Columns of our own export that an import must not write.
  id: 'ignore',
  source: 'ignore',
  createdat: 'ignore',
  updatedat: 'ignore',
};

/** German, French, Spanish and Portuguese, without accents. Words that mean different things in two of them are left out. */
const USUAL_ELSEWHERE: Record<string, string> = {
  emailadresse: 'email',
  mailadresse: 'email',
  adresseemail: 'email',
  adressemail: 'email',
  courriel: 'email',
  correo: 'email',
  correoelectronico: 'email',
  direcciondecorreo: 'email',
  enderecodeemail: 'email',
  correioeletronico: 'email',
  vorname: 'firstName',
  prenom: 'firstName',
  nombre: 'firstName',
  primeironome: 'firstName',
  nomeproprio: 'firstName',
  nachname: 'lastName',
  familienname: 'lastName',
  nomdefamille: 'lastName',
  apellido: 'lastName',
  apellidos: 'lastName',
  apelido: 'lastName',
  sobrenome: 'lastName',
  ultimonome: 'lastName',
  telefon: 'phone',
  telefonnummer: 'phone',
  handy: 'phone',
  mobil: 'phone',
  telephone: 'phone',
  portable: 'phone',
  telefono: 'phone',
  movil: 'phone',
  telefone: 'phone',
  telemovel: 'phone',
  celular: 'phone',
  sprache: 'locale',
  langue: 'locale',
  idioma: 'locale',
  lingua: 'locale',
  zeitzone: 'timeZone',
  fuseauhoraire: 'timeZone',
  zonahoraria: 'timeZone',
  fusohorario: 'timeZone',
  land: 'country',
  pays: 'country',
  pais: 'country',
  bundesland: 'region',
  departement: 'region',
  provincia: 'region',
  distrito: 'region',
  ort: 'city',
  stadt: 'city',
  wohnort: 'city',
  ville: 'city',
  ciudad: 'city',
  cidade: 'city',
  localidade: 'city',
  plz: 'postalCode',
  postleitzahl: 'postalCode',
  codepostal: 'postalCode',
  codigopostal: 'postalCode',
  cep: 'postalCode',
  geburtsdatum: 'birthDate',
  geburtstag: 'birthDate',
  datedenaissance: 'birthDate',
  fechadenacimiento: 'birthDate',
  datadenascimento: 'birthDate',
  firma: 'company',
  unternehmen: 'company',
  entreprise: 'company',
  societe: 'company',
  empresa: 'company',
  schlagworte: 'tags',
  etiquettes: 'tags',
  etiquetas: 'tags',
  notiz: 'note',
  notizen: 'note',
  nota: 'note',
  notas: 'note',
};

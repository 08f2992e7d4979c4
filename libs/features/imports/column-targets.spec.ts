import { usualTarget } from './column-targets';

it.each([
  ['E-Mail', 'email'],
  ['E-Mail-Adresse', 'email'],
  ['Adresse e-mail', 'email'],
  ['Correo electrónico', 'email'],
  ['Endereço de e-mail', 'email'],
  ['Vorname', 'firstName'],
  ['Prénom', 'firstName'],
  ['Último nome', 'lastName'],
  ['Téléphone', 'phone'],
  ['Telemóvel', 'phone'],
  ['Código postal', 'postalCode'],
  ['País', 'country'],
  ['Geburtsdatum', 'birthDate'],
  ['Société', 'company'],
  ['ZIP code', 'postalCode'],
])('a column called "%s" goes to %s', (heading, target) => {
  expect(usualTarget(heading)).toBe(target);
});

it.each(['Nom', 'Nome', 'Name', 'Straße', 'constructor', ''])(
  'a column called "%s" could be anything',
  (heading) => {
    expect(usualTarget(heading)).toBeUndefined();
  },
);

import { importContactsCommand, toImportOptions } from './import-contacts';

const optionsOf = (...args: string[]) => {
  const command = importContactsCommand();
  command.parseOptions(['people.csv', '--workspace', 'demo', ...args]);
  return toImportOptions(command.opts(), undefined);
};

describe('import-contacts', () => {
  it('leaves it to the import to recognise columns and to declare fields unless told otherwise', () => {
    expect(Object.keys(optionsOf())).not.toEqual(expect.arrayContaining(['mapping']));
    expect(Object.keys(optionsOf())).not.toEqual(expect.arrayContaining(['createMissingFields']));
  });

  it('hands on what was named', () => {
    expect(optionsOf('--map', 'Contact=email', '--map', 'a=b=firstName', '--create-fields')).toMatchObject({
      mapping: { Contact: 'email', 'a=b': 'firstName' },
      createMissingFields: true,
    });
  });
});

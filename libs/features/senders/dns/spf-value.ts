/** An SPF record for these mechanisms; for the domain's own servers when there are none. */
export function newSpf(mechanisms: readonly string[]): string {
  return `v=spf1 ${mechanisms.length > 0 ? mechanisms.join(' ') : 'a mx'} ~all`;
}

/** The record with further mechanisms, before what ends it. */
export function withMechanisms(record: string, mechanisms: readonly string[]): string {
  const words = wordsOf(record);
  const end = words.findIndex((word) => /^[+\-~?]?all$/i.test(word) || /^redirect=/i.test(word));
  const at = end === -1 ? words.length : end;
  return ['v=spf1', ...words.slice(0, at), ...mechanisms, ...words.slice(at)].join(' ');
}

/** One record that says what several say together. */
export function mergeSpf(records: readonly string[], mechanisms: readonly string[]): string {
  const words = records
    .flatMap(wordsOf)
    .map((word) => word.replace(/^redirect=/i, 'include:'))
    .filter((word) => !/^[+\-~?]?all$/i.test(word));
  return newSpf([...new Set([...words, ...mechanisms])]);
}

function wordsOf(record: string): string[] {
  return record.trim().split(/ +/).slice(1);
}

/** The README beside the export, with every figure taken from the expected results. */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export function readme(e) {
  const countries = Object.entries(e.mailable.byCountryAndPlan).map(([cc, plans]) => [
    cc === 'none' ? 'unknown' : cc,
    e.mailable.byCountry[cc],
    ...['Explorer', 'Everyday', 'Business', 'none'].map((plan) => plans[plan] ?? 0),
  ]);
  const invalid = e.invalid.map((row) => [
    `${row.status}, line ${row.line}`,
    row.value ? `\`${row.value}\`` : '(empty)',
    row.reason,
  ]);
  return `# The demo's contact export

\`${e.zip}\` is an audience export in the format of Mailchimp, of ${e.workspace}, an invented roaster in Porto that sells to
homes and offices. The generator writes this page too: \`node templates/demo/generate-export.mjs\` (the same seed, the
same rows), and with \`--check\` it only compares. \`expected.json\` has every figure below for tests to assert on.

All addresses are at domains reserved for examples (\`example.com\`, \`example.org\`, \`example.net\` and below them), all IP
addresses in documentation ranges, all phone numbers in ranges reserved for fiction.

## Rows

${table(
  ['File', 'Rows'],
  Object.values(e.files).map((f) => [`\`${f.file}\``, f.rows]),
)}

${e.rows.total} rows, ${e.invalid.length} without a valid address, ${e.duplicates.length} address in two files: **${e.contacts.total} contacts**, of whom
**${e.mailable.total} may be mailed**, ${e.contacts.unsubscribed} are unsubscribed, ${e.contacts.cleaned} cleaned (hard bounce) and ${e.contacts.nonsubscribed} never subscribed.
${e.mailable.withoutFirstName} of the mailable have no first name, so a greeting needs its fallback.

Columns: the audience fields under their labels (\`Company\`, \`Plan\`, \`Favourite roast\` and \`Lifetime orders\` are custom ones),
the interest groups in \`What interests you\`, then the tail of each status. The cleaned file has no latitude and longitude.

## Traps

${table(['Where', 'Value', 'Result'], invalid)}

- \`${e.duplicates[0].email}\` is in the subscribed and in the unsubscribed file and ends as unsubscribed.
- Twelve addresses in mixed or upper case, four with a leading space, four with trailing spaces: all subscribed file.
- Tags are CSV inside the cell; one holds a comma (\`Porto, Cedofeita\`), one quotes (\`The "slow" club\`).
- The interest group \`Tastings, courses\` is written \`Tastings\\, courses\`.
- Notes with commas, quotes and a line break; company names that begin with \`@\` and \`+\` and must never become a formula.
- Some rows have no country, no opt-in address, or no confirmation of their own (confirmed at the moment of opt-in).
- Birthdays are month and day; times have no zone and are UTC.

## Mailable contacts by country and plan

${table(['Country', 'All', 'Explorer', 'Everyday', 'Business', 'No plan'], countries)}

## Segments to show

${table(
  ['Segment', 'Mailable contacts'],
  Object.values(e.segments).map((s) => [s.name, s.count]),
)}
`;
}

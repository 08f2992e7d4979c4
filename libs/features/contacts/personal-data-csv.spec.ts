import { personalDataCsv } from './personal-data-csv';

describe('a person’s data as CSV', () => {
  it('has a line for each value, however deep, and none for what is missing', () => {
    const csv = personalDataCsv({
      contact: { email: 'ana@example.com', city: null, attributes: { plan: 'pro', since: 2024, ok: false } },
      company: null,
      orders: [
        { number: '7', lines: [{ name: 'Salt' }, { name: 'Stone' }] },
        { number: '8', lines: [] },
      ],
    });
    expect(csv.split('\r\n')).toEqual([
      '\ufeffsection,item,field,value',
      'contact,1,email,ana@example.com',
      'contact,1,attributes.plan,pro',
      'contact,1,attributes.since,2024',
      'contact,1,attributes.ok,false',
      'orders,1,number,7',
      'orders,1,lines.0.name,Salt',
      'orders,1,lines.1.name,Stone',
      'orders,2,number,8',
      '',
    ]);
  });

  it.each(['=HYPERLINK("http://evil")', '@SUM(A1)', '+cmd|x', '-1+2', '\tx', '＝1'])(
    'defuses what a spreadsheet would run: %s',
    (value) => {
      for (const csv of [
        personalDataCsv({ notes: [{ body: value }] }),
        personalDataCsv({ notes: [{ [value]: 1 }] }),
      ])
        expect(csv).toContain(`'${value.replaceAll('"', '""')}`);
    },
  );

  it('quotes line breaks, commas and quotes', () => {
    expect(personalDataCsv({ notes: [{ body: 'a, "b"\nc' }] })).toContain('notes,1,body,"a, ""b""\nc"');
  });
});

/** One email with every kind of block and everything that a block can say, as one would send it to the API. */
export const EVERY_BLOCK = {
  v: 1,
  style: { lang: 'de-AT', primaryColor: '#0b5fff', headingFontFamily: "Georgia, 'Times New Roman', serif" },
  blocks: [
    { id: 'top', kind: 'header', logo: '', showsViewInBrowser: true },
    {
      id: 'title',
      kind: 'heading',
      level: 1,
      align: 'left',
      content: [{ text: 'Salt & <Stone>, ' }, { field: 'contact.firstName', fallback: "l'ami" }],
    },
    {
      id: 'words',
      kind: 'text',
      align: 'left',
      size: 'normal',
      passages: [
        {
          kind: 'paragraph',
          content: [
            { text: 'Dear ' },
            { field: 'contact.firstName', fallback: 'reader', bold: true },
            { text: ',\nsee ' },
            {
              text: 'what is new',
              italic: true,
              underline: true,
              href: 'https://example.com/new?a=1&b={{contact.id}}',
            },
            { text: ' {{not a tag}} \\' },
            { field: 'contact.email' },
          ],
        },
        { kind: 'list', isOrdered: false, items: [[{ text: 'One' }], [{ text: 'Two', strike: true }]] },
      ],
    },
    {
      id: 'picture',
      kind: 'image',
      src: 'https://example.com/a.png',
      alt: 'A "quoted" shore',
      href: 'https://example.com/shore',
      width: 320,
      align: 'center',
      space: { above: 0, below: 8 },
    },
    {
      id: 'go',
      kind: 'button',
      label: 'Go, {{default contact.firstName "there"}}',
      href: 'https://example.com/go',
      align: 'center',
      isWide: false,
      onlyIf: { field: 'contact.city', is: 'equal', value: "Vila d'Este" },
    },
    {
      id: 'pair',
      kind: 'columns',
      split: '1-2',
      columns: [
        {
          blocks: [
            {
              id: 'left',
              kind: 'heading',
              level: 3,
              align: 'left',
              content: [{ text: 'Left' }],
              onlyIf: { field: 'contact.firstName', is: 'set' },
            },
          ],
        },
        {
          blocks: [
            { id: 'gap', kind: 'spacer', height: 24 },
            {
              id: 'right',
              kind: 'text',
              align: 'right',
              size: 'small',
              passages: [{ kind: 'paragraph', content: [{ text: 'Right' }] }],
            },
          ],
        },
      ],
      onlyIf: { field: 'contact.country', is: 'notEqual', value: 'AT' },
    },
    { id: 'line', kind: 'divider' },
    { id: 'small', kind: 'spacer', height: 12, onlyOn: 'phone' },
    {
      id: 'regulars',
      kind: 'columns',
      split: '1-1',
      columns: [
        {
          blocks: [
            {
              id: 'count',
              kind: 'text',
              align: 'left',
              size: 'normal',
              passages: [{ kind: 'paragraph', content: [{ text: 'For regulars' }] }],
              onlyIf: { field: 'contact.latitude', is: 'atLeast', value: -3.5 },
              onlyOn: 'desktop',
            },
          ],
        },
        { blocks: [{ id: 'rule', kind: 'divider', onlyOn: 'phone' }] },
      ],
      onlyOn: 'desktop',
    },
    {
      id: 'since',
      kind: 'text',
      align: 'left',
      size: 'normal',
      passages: [{ kind: 'paragraph', content: [{ text: 'Born before the millennium' }] }],
      onlyIf: { field: 'contact.birthDate', is: 'before', value: '2000-01-01' },
    },
    {
      id: 'follow',
      kind: 'social',
      align: 'center',
      links: [
        { network: 'instagram', href: 'https://instagram.com/salt' },
        { network: 'linkedin', href: '' },
      ],
    },
    {
      id: 'own',
      kind: 'html',
      html: '<p onclick="x()">Own <b>words</b> for {{contact.firstName}}<script>alert(1)</script>\n<img src="data:x" alt="y"></p>',
      onlyIf: { field: 'contact.lastName', is: 'notSet' },
    },
    {
      id: 'end',
      kind: 'footer',
      align: 'center',
      reason: [{ text: 'You asked for this.' }],
      unsubscribeLabel: 'Unsubscribe',
      preferencesLabel: 'Choose what you receive',
    },
  ],
};

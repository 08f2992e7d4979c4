/** About 43 kB of HTML: fourteen sections with personal greetings and a tracked link each. */
export function benchMjml(): string {
  const prose =
    'The harvest came early this year, and with it a sweetness that we have not tasted since the first time we ' +
    'cupped coffee from this valley. We kept the roast light, so that you can taste where it grew. ';
  const section = (n: number): string => `
    <mj-section background-color="#ffffff" padding="16px 24px">
      <mj-column width="40%"><mj-text font-size="40px" color="#0b5d4e">No. ${n}</mj-text></mj-column>
      <mj-column width="60%">
        <mj-text>Dear {{default contact.firstName "reader"}} in {{default contact.city "your city"}}, ${prose.repeat(2)}</mj-text>
        <mj-button href="https://shop.example.com/story/${n}?plan={{contact.attributes.plan}}">Read story ${n}</mj-button>
      </mj-column>
    </mj-section>`;
  return `<mjml lang="en"><mj-head><mj-attributes><mj-all font-family="Arial, sans-serif" /></mj-attributes></mj-head>
  <mj-body background-color="#f4f1ec">${Array.from({ length: 14 }, (_, index) => section(index + 1)).join('')}
    <mj-section><mj-column><mj-text>{{workspace.name}}, {{workspace.postalAddress}} —
      <a href="{{links.unsubscribe}}">Unsubscribe</a></mj-text></mj-column></mj-section>
  </mj-body></mjml>`;
}

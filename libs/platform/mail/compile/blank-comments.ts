/** What opens a comment: HTML comments but conditional ones (`<!--[if mso]>`), and Handlebars comments. */
const OPENING = /<!--(?!\[if|<!\[)|\{\{~?!--|\{\{~?!/g;

/**
 * Takes comments out of MJML and leaves their line breaks, so that lines keep their numbers. An opening without an end is
 * no comment. Takes time in proportion to the text, whatever it is: an end that is missing is searched once.
 */
export function blankComments(text: string): string {
  const ends = [new EndFinder(text, /-->/g), new EndFinder(text, /--~?\}\}/g), new EndFinder(text, /\}\}/g)];
  const [html, long, short] = ends as [EndFinder, EndFinder, EndFinder];
  const opening = new RegExp(OPENING);
  let result = '';
  let from = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = match[0] === '<!--' ? html.after(start) : endOfHandlebars(match[0], start);
    if (end === undefined) continue;
    result += text.slice(from, match.index) + text.slice(match.index, end).replace(/[^\n]/g, '');
    from = opening.lastIndex = end;
  }
  return result + text.slice(from);

  function endOfHandlebars(opened: string, start: number): number | undefined {
    return (opened.endsWith('--') ? long.after(start) : undefined) ?? short.after(start);
  }
}

/** Finds the first end at or after a place; places only grow. */
class EndFinder {
  private found: { start: number; end: number } | undefined | null = null;

  constructor(
    private readonly text: string,
    private readonly pattern: RegExp,
  ) {}

  after(place: number): number | undefined {
    if (this.found === null || (this.found && this.found.start < place)) {
      this.pattern.lastIndex = place;
      const match = this.pattern.exec(this.text);
      this.found = match === null ? undefined : { start: match.index, end: this.pattern.lastIndex };
    }
    return this.found?.end;
  }
}

/** What a person reads while a command works: plain lines, with colour only on a terminal that shows it. */
export class Terminal {
  constructor(
    private readonly write: (line: string) => void = (line) => console.log(line),
    private readonly colours = Boolean(process.stdout.isTTY) && process.stdout.hasColors(),
  ) {}

  line(text = ''): void {
    this.write(text);
  }

  /** Something a person should know, without being an error. */
  note(text: string): void {
    this.write(this.dim(text));
  }

  warn(text: string): void {
    this.write(this.paint('33', text));
  }

  bold(text: string): string {
    return this.paint('1', text);
  }

  dim(text: string): string {
    return this.paint('2', text);
  }

  /** Does one step and prints a line with its name, what `work` returned as detail, and the time it took. */
  async step(name: string, work: () => Promise<string | void>): Promise<void> {
    const start = performance.now();
    const detail = (await work()) ?? '';
    this.done({ name, detail, ms: performance.now() - start });
  }

  done(step: { name: string; detail: string; ms: number }): void {
    const seconds = `${(step.ms / 1000).toFixed(1)} s`;
    this.write(
      `  ${step.name.padEnd(10)} ${step.detail.padEnd(58)} ${this.dim(seconds.padStart(7))}`.trimEnd(),
    );
  }

  private paint(code: string, text: string): string {
    return this.colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

/** Origin of all public addresses, without a path; a class so that it can be injected. */
export class PublicAddress {
  constructor(readonly url: string) {}

  /** Host of the public address: right-hand side of ids we make. */
  get host(): string {
    return new URL(this.url).hostname;
  }
}

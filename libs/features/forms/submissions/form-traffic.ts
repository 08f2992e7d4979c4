/** So many suspect posts of a form in a minute may be an attack … */
const SUSPECTS_PER_MINUTE = 120;
/** … when they are more than this share of all. Of a campaign's crowd hardly anybody comes without script. */
const SUSPECT_SHARE = 0.2;

interface Minute {
  posts: number;
  suspects: number;
}

/**
 * What goes on at each form in the running minute, in this process. A crowd alone is no attack: a form that is told of in a campaign
 * may get thousands of posts, and nobody should pay for that. Suspect is who brings no work of the script, or comes from a
 * network that posts more than a household does.
 */
export class FormTraffic {
  private number = 0;
  private forms = new Map<string, Minute>();

  /** Counts a post. */
  add(formId: string, isSuspect: boolean, now = new Date()): void {
    const minute = this.minuteOf(formId, now) ?? { posts: 0, suspects: 0 };
    minute.posts += 1;
    if (isSuspect) minute.suspects += 1;
    this.forms.set(formId, minute);
  }

  isUnderAttack(formId: string, now = new Date()): boolean {
    const minute = this.minuteOf(formId, now);
    return (
      minute !== undefined &&
      minute.suspects > SUSPECTS_PER_MINUTE &&
      minute.suspects > minute.posts * SUSPECT_SHARE
    );
  }

  /** By how many bits the proof of work should be harder: one for each doubling of what is suspect; 0 without an attack. */
  extraBits(formId: string, now = new Date()): number {
    if (!this.isUnderAttack(formId, now)) return 0;
    return Math.ceil(Math.log2((this.minuteOf(formId, now)?.suspects ?? 0) / SUSPECTS_PER_MINUTE));
  }

  private minuteOf(formId: string, now: Date): Minute | undefined {
    const number = Math.floor(now.getTime() / 60_000);
    if (number !== this.number) {
      this.number = number;
      this.forms = new Map();
    }
    return this.forms.get(formId);
  }
}

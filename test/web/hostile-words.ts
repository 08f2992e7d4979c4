import type { Say } from './app-stage';

/** Markup, handlers, addresses that run, braces of templates, letters that turn the line round, formulas. */
const ATTEMPTS: ((what: string) => string)[] = [
  (what) => `=HYPERLINK("x")${what}"><img src=x onerror="hostile()">`,
  (what) => `${what}<script>hostile()</script>{{constructor}}`,
  (what) => `\u202e${what}\u2066<svg onload=hostile()>{%hostile()%}`,
  (what) => `+${what}'"><a href="javascript:hostile()" onmouseover="hostile()">`,
  (what) =>
    `@${what}</textarea></title></style>\${hostile()}<iframe srcdoc="<script>parent.hostile()</script>">`,
];
const ROOM_FOR_LONG_WORDS = 150;

/**
 * Says everything in a way that means harm, in turns another. Where there is room the rest is one word without a place to break
 * it at. Two texts for the same thing differ.
 */
export function hostileWords(): Say {
  let turn = 0;
  return (what, limit = 100) => {
    const attempt = ATTEMPTS[turn++ % ATTEMPTS.length]?.(what) ?? what;
    return limit > ROOM_FOR_LONG_WORDS ? attempt.padEnd(limit, 'W') : attempt.slice(0, limit);
  };
}

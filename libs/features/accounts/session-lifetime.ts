const DAY_SECONDS = 86_400;

/** A session ends after so many seconds without a request, and after so many in any case. */
export const SESSION_LIFETIME = { idleSeconds: 14 * DAY_SECONDS, absoluteSeconds: 60 * DAY_SECONDS } as const;

/** How long a lease lasts without renewal: longer than any pause of a living worker, short enough to recover fast. */
export const LEASE_SECONDS = 30;

/** Under the policy `resend`: a server whose answers never arrive must not be fed for ever. */
export const MAX_UNCERTAIN_ATTEMPTS = 3;

/** Why a delivery is uncertain whose lease ran out while it was handed over. */
export const ANSWER_LOST = 'The worker stopped between handing the message over and hearing the answer.';

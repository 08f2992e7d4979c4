/** Something took longer than it may in all, however much the other side said meanwhile. */
export class DeadlineError extends Error {
  constructor(
    /** The whole time that was allowed, in seconds. */
    readonly seconds: number,
  ) {
    super(`It took longer than ${seconds} seconds in all.`);
  }
}

/**
 * What `work` comes to if it does so in time. What it does afterwards is nobody's concern any more: the caller ends it.
 *
 * @throws DeadlineError when `ms` are over first
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(Math.round(ms / 100) / 10)), Math.max(ms, 0));
    // The open connection that is waited for keeps the process; without one there is nothing to wait for.
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

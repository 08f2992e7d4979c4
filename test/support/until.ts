/** Asks again and again until `condition` gives something, and fails with what was awaited after `withinMs`. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | null | undefined | false>,
  withinMs = 150_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const result = await condition();
    if (result !== null && result !== undefined && result !== false) return result;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits, generously, for something that must come true. @throws Error naming what never did. */
export async function until(check: () => boolean | Promise<boolean>, what: string, withinMs = 25_000): Promise<void> {
  const last = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > last) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

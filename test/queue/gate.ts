import { once } from 'node:events';

/** Something to wait at until the test opens it. */
export function createGate(): { opened: Promise<unknown>; open(): void } {
  const controller = new AbortController();
  return { opened: once(controller.signal, 'abort'), open: () => controller.abort() };
}

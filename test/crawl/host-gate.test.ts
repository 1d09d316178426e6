import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createHostGate } from '../../src/crawl/host-gate.ts';
import { createHostTurns, memoryTurnRecords } from '../../src/queue/host-turns.ts';
import { never } from './crawl-fixtures.ts';

const alone = { delayMs: 0, atOnce: 1 };

/** A gate on a clock that moves only when the gate sleeps or a task says so. */
function gateOnClock() {
  let clockMs = 1_000_000;
  const starts: number[] = [];
  const now = () => new Date(clockMs);
  const gate = createHostGate({
    turns: createHostTurns(memoryTurnRecords(now)),
    now,
    sleep: async (ms) => {
      clockMs += ms;
    },
  });
  return {
    gate,
    starts,
    pass: (ms: number) => {
      clockMs += ms;
    },
    run: (host: string, delayMs: number, tookMs = 0) =>
      gate.run(host, { delayMs, atOnce: 1 }, never, async () => {
        starts.push(clockMs - 1_000_000);
        clockMs += tookMs;
      }),
  };
}

describe('host gate', () => {
  it('keeps the delay between two starts on one host', async () => {
    const { run, starts } = gateOnClock();
    await Promise.all([run('a', 500), run('a', 500), run('a', 500)]);
    expect(starts).toEqual([0, 500, 1000]);
  });

  it('counts the delay from the end of a request, for when it reached the host is not known', async () => {
    const { run, starts } = gateOnClock();
    await run('a', 500, 200);
    await run('a', 500);
    expect(starts).toEqual([0, 700]);
  });

  it('rests as long as a slow answer took, at most a minute', async () => {
    const { run, starts } = gateOnClock();
    await run('a', 500, 3000);
    await run('a', 500, 200_000);
    await run('a', 500);
    expect(starts).toEqual([0, 6000, 6000 + 200_000 + 60_000]);
  });

  it('lets another host pass at once', async () => {
    const { run, starts } = gateOnClock();
    await run('a', 500);
    await run('b', 500);
    expect(starts).toEqual([0, 0]);
  });

  it('refuses a blocked host with the time that is left, and only that host', async () => {
    const { gate, run, starts, pass } = gateOnClock();
    await gate.block('a', 10_000);
    await gate.block('a', 2000);
    pass(4000);
    await expect(run('a', 0)).rejects.toMatchObject({ code: 'FETCH_LATER', waitMs: 6000 });
    await run('b', 0);
    pass(6000);
    await run('a', 0);
    expect(starts).toEqual([4000, 10_000]);
  });

  it('keeps a block as long as a host asked for, up to a day', async () => {
    const { gate, run, pass } = gateOnClock();
    await gate.block('a', 7 * 3_600_000);
    pass(6 * 3_600_000);
    await expect(run('a', 0)).rejects.toMatchObject({ code: 'FETCH_LATER', waitMs: 3_600_000 });
  });

  it('refuses those who were already in line when the block came', async () => {
    const { gate, run } = gateOnClock();
    const first = gate.run('a', alone, never, async () => gate.block('a', 5000));
    const second = run('a', 0);
    await first;
    await expect(second).rejects.toMatchObject({ code: 'FETCH_LATER' });
  });

  it('never waits longer than the gap when the clock is set back', async () => {
    const { run, starts, pass } = gateOnClock();
    await run('a', 500);
    pass(-900_000);
    await run('a', 500);
    expect(starts).toEqual([0, -900_000 + 500]);
  });

  it('lets whoever is aborted leave at once and does not run its task', async () => {
    const now = () => new Date();
    const gate = createHostGate({ turns: createHostTurns(memoryTurnRecords(now)), now });
    const release = new AbortController();
    const busy = gate.run('a', alone, never, async () => {
      await once(release.signal, 'abort');
    });
    const controller = new AbortController();
    let ran = false;
    const waiting = gate.run('a', alone, controller.signal, async () => {
      ran = true;
    });
    controller.abort(new Error('no time'));
    await expect(waiting).rejects.toThrow('no time');
    release.abort();
    await busy;
    await gate.run('a', alone, never, async () => {});
    expect(ran).toBe(false);
  });

  it('goes on after a task that failed', async () => {
    const { gate, run, starts } = gateOnClock();
    await expect(
      gate.run('a', { delayMs: 300, atOnce: 1 }, never, () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken');
    await run('a', 300);
    expect(starts).toEqual([300]);
  });
});

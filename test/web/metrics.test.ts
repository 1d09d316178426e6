import { expect, it } from 'vitest';
import { addScreenedAd } from '../support/seed-store.ts';
import { openWeb, origin } from './open-web.ts';

const token = 'een-token-van-ten-minste-32-tekens-0001';

function seeded() {
  const web = openWeb(undefined, { metricsToken: token });
  const { store } = web;
  store.runs.start({
    id: 'run',
    site: 'prikbord',
    reason: 'geheime aanleiding',
    startedAt: '2026-11-23T02:00:00.000Z',
  });
  const outcomes = [
    ['listing', 'listed', null],
    ['detail', 'stored', null],
    ['detail', 'stored', null],
    ['detail', 'failed', 'FETCH_FAILED'],
  ] as const;
  outcomes.forEach(([kind, outcome, detail], index) => {
    store.runs.addAddress('run', `address ${index}`, kind);
    store.runs.settle('run', `address ${index}`, outcome, detail);
  });
  store.traffic.add('run', { requests: 12, wireBytes: 3456, busyMs: 10, pauseMs: 0 });
  addScreenedAd(store, { title: 'Anna, gezelschap', place: 'Hilversum' }, { level: 'hoog', points: 60 });
  const ask = (authorization?: string) =>
    web.app.request(`${origin}/metrics`, { headers: authorization === undefined ? {} : { authorization } });
  return { ...web, ask };
}

it('tells counts by site and state, and nothing that was written', async () => {
  const { ask } = seeded();
  const response = await ask(`Bearer ${token}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  for (const line of [
    'vindplaats_last_run_addresses{site="prikbord",outcome="stored"} 2',
    'vindplaats_last_run_addresses{site="prikbord",outcome="failed"} 1',
    'vindplaats_last_run_open_addresses{site="prikbord"} 0',
    'vindplaats_last_run_duration_seconds{site="prikbord"} 25200',
    'vindplaats_requests_total{site="prikbord"} 12',
    'vindplaats_received_bytes_total{site="prikbord"} 3456',
    'vindplaats_site_quarantined{site="prikbord"} 0',
    'vindplaats_queue_jobs{queue="ingest",state="waiting"} 3',
    'vindplaats_ads{level="hoog",state="open"} 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  expect(text).not.toMatch(/Anna|Hilversum|geheime|^vindplaats_last_success/m);
});

it('counts on over a second look', async () => {
  const { ask, store } = seeded();
  await ask(`Bearer ${token}`);
  store.traffic.add('run', { requests: 1, wireBytes: 4, busyMs: 0, pauseMs: 0 });
  store.runs.finish('run', '2026-11-23T02:10:00.000Z');
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('vindplaats_requests_total{site="prikbord"} 13\n');
  expect(text).toContain('vindplaats_received_bytes_total{site="prikbord"} 3460\n');
  expect(text).toContain('vindplaats_last_run_duration_seconds{site="prikbord"} 600\n');
});

// As the text format of Prometheus 0.0.4 has it; `promtool check metrics` finds nothing to say either.
it('is written as Prometheus reads it, each metric once, with its help, its type and a fitting name', async () => {
  const { ask } = seeded();
  const lines = (await (await ask(`Bearer ${token}`)).text()).split('\n').filter((line) => line !== '');
  const helpLine = /^# HELP [a-z_:][a-z0-9_:]* .+$/;
  const typeLine = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/;
  const sampleLine =
    /^([a-z_:][a-z0-9_:]*)(?:\{(?:[a-z_]+="[^"\\\n]*",?)+\})? (?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\+Inf|NaN|Nan)$/;
  const types = lines.flatMap((line) => {
    const [, name, type] = typeLine.exec(line) ?? [];
    return name === undefined ? [] : [{ name, type }];
  });
  const samples = lines.filter((line) => sampleLine.test(line));
  expect(lines.filter((line) => ![helpLine, typeLine, sampleLine].some((form) => form.test(line)))).toEqual([]);
  expect(types.length).toBeGreaterThan(20);
  expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
  expect(types.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([]);
  const series = samples.map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(new Set(series).size).toBe(series.length);
  const known = new Set(types.map(({ name }) => name));
  const names = series.map((one) => one.replace(/\{.*$/, ''));
  expect(names.filter((name) => !known.has(name) && !known.has(name.replace(/_(?:bucket|sum|count)$/, '')))).toEqual(
    [],
  );
});

it('is for who brings the token, and is not there when none is set', async () => {
  const { ask } = seeded();
  for (const authorization of [undefined, 'Bearer', `Bearer ${token}x`, token]) {
    const response = await ask(authorization);
    expect([response.status, await response.text()]).toEqual([401, 'A token is needed.']);
  }
  const { app, signIn } = openWeb();
  expect((await app.request(`${origin}/metrics`)).status).toBe(404);
  expect((await signIn('beheerder').get('/metrics')).status).toBe(404);
});

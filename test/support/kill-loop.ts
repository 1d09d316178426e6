/**
 * A crawl over several nights by three processes or by one, of which a seeded killer ends one after the other, beside the same nights in
 * calm. What is in the store afterwards must be the same, row for row.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config.ts';
import { createRandom } from '../../src/lib/random.ts';
import { startRedis } from './redis.ts';
import { runCli, startCli } from './run-cli.ts';
import { startSmallSite, writeSmallConfig } from './small-site.ts';
import { startWorker } from './start-worker.ts';

export type KillLoop = {
  engine: 'sqlite' | 'redis';
  /** One: the command that crawls, writes and screens; it is given again after each kill, as a person does. */
  processes?: 'three' | 'one';
  /** How many processes are killed in all. */
  rounds: number;
  seed: number;
  /** Folder for everything; the caller removes it. */
  dir: string;
  ads?: number;
  killsPerNight?: number;
  /** On Redis: in each night it is away for so long, twice: killed and started again, and frozen. */
  awayMs?: number;
  tell?: (line: string) => void;
};

export type KillReport = {
  kills: number;
  nights: number;
  ads: number;
  versions: number;
  addresses: number;
  /** Pages that were asked for twice because of a kill: allowed, and seen only by the site. */
  askedAgain: number;
  /** Rows that differ from the calm store; none when nothing was lost or doubled. */
  differences: string[];
};

const env = { VINDPLAATS_KEY: Buffer.alloc(32, 3).toString('base64') };
const siteId = 'een';
const tookMs = 12;

export async function runKillLoop(options: KillLoop): Promise<KillReport> {
  const { engine, processes = 'three', rounds, seed, dir, ads = 120, killsPerNight = 3, awayMs = 0 } = options;
  const { tell = () => {} } = options;
  const random = createRandom(seed);
  const nights = Math.ceil(rounds / killsPerNight);
  const site = await startSmallSite({ ads, tookMs });
  let redis = engine === 'redis' ? await startRedis({ keptIn: makeFolder(join(dir, 'redis')) }) : null;
  const config = join(dir, 'config');
  writeSmallConfig(config, site.origin, [siteId], '{ delayMs: 0 }');
  const calmDir = join(dir, 'calm');
  const wildDir = join(dir, 'wild');
  const place = { config, data: wildDir, env: { ...env, REDIS_URL: redis?.url ?? '' } };
  const workers = processes === 'one' ? startAlone(place) : startWorkers(place);
  let kills = 0;
  let askedAgain = 0;
  try {
    for (let night = 1; night <= nights; night += 1) {
      site.showNight(night);
      const calm = await runCli(['--config', config, '--data', calmDir, 'crawl', '--reason', 'calm'], env);
      if (calm.exitCode !== 0) throw new Error(`the calm night ${night} failed: ${calm.stderr}`);
      const calmRequests = site.requests.length;
      const planned = Math.min(killsPerNight, rounds - kills);
      const moments = Array.from({ length: planned }, () => random.int(1, Math.floor(calmRequests * 0.8)));
      site.requests.splice(0);
      const crawling = workers.crawl();
      const victims = random.shuffle(workers.names);
      for (const [at, moment] of moments.toSorted((a, b) => a - b).entries()) {
        await until(() => site.requests.length >= moment);
        await sleep(random.int(0, 40));
        const victim = victims[at % victims.length]!;
        await workers.kill(victim);
        kills += 1;
        tell(`night ${night}: ${victim} killed after ${site.requests.length} requests`);
      }
      if (awayMs > 0 && redis !== null) {
        const { port } = redis;
        await redis.stop();
        await sleep(awayMs);
        redis = await startRedis({ port, keptIn: join(dir, 'redis') });
        tell(`night ${night}: Redis was gone for ${awayMs} ms, after ${site.requests.length} requests`);
        const answered = site.requests.length;
        await until(() => site.requests.length > answered);
        process.kill(redis.pid, 'SIGSTOP');
        await sleep(awayMs);
        process.kill(redis.pid, 'SIGCONT');
        tell(`night ${night}: Redis was frozen for ${awayMs} ms`);
      }
      await crawling;
      askedAgain += site.requests.length - calmRequests;
      site.requests.splice(0);
    }
  } finally {
    await workers.stop();
    await redis?.stop();
    await site.close();
  }
  const [calm, wild] = [contentOf(calmDir), contentOf(wildDir)];
  return { kills, nights, askedAgain, ...sizesOf(wildDir), differences: differencesOf(calm, wild) };
}

function makeFolder(dir: string): string {
  mkdirSync(dir, { recursive: true });
  return dir;
}

type Workers = {
  names: readonly string[];
  kill(name: string): Promise<void>;
  /** One night, to its end. */
  crawl(): Promise<void>;
  stop(): Promise<void>;
};

type Place = { config: string; data: string; env: Record<string, string> };

/** One writer and two crawlers. On SQLite they share the data folder, for the queue is a file in it; on Redis the crawlers have none. */
function startWorkers({ config, data, env: variables }: Place): Workers {
  const isShared = variables['REDIS_URL'] === '';
  const starts = {
    writer: () => startWorker('write', ['--config', config, '--data', data], variables),
    'crawler 1': () => crawler('crawler-1'),
    'crawler 2': () => crawler('crawler-2'),
  };
  const crawler = (folder: string) =>
    startWorker('crawl', ['--config', config, '--data', isShared ? data : join(data, '..', folder)], variables);
  type Name = keyof typeof starts;
  const names = ['writer', 'crawler 1', 'crawler 2'] as const;
  const running = new Map<string, ChildProcess>();
  let isStopped = false;

  /** As a supervisor does: whatever ends, killed or by itself while Redis was away, is started again. */
  function start(name: Name): void {
    const worker = starts[name]();
    running.set(name, worker);
    worker.once('exit', () => {
      if (!isStopped) setTimeout(() => start(name), 200);
    });
  }
  for (const name of names) start(name);

  const end = (name: string) => killed(running.get(name));
  return {
    names,
    kill: end,
    crawl: () => crawlOnce({ config, data, env: variables }),
    async stop(): Promise<void> {
      isStopped = true;
      await Promise.all(names.map(end));
    },
  };
}

async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** One process at a time that does all of it. */
function startAlone({ config, data, env: variables }: Place): Workers {
  const name = 'the crawl';
  let running: ChildProcess | undefined;
  return {
    names: [name],
    kill: () => killed(running),
    async crawl() {
      for (let signal: unknown = 'SIGKILL'; signal === 'SIGKILL';) {
        const { child, output } = startCli(
          ['--config', config, '--data', data, 'crawl', '--reason', 'wild'],
          variables,
        );
        running = child;
        const [exitCode, by] = await once(child, 'exit');
        if (exitCode !== 0 && by !== 'SIGKILL') throw new Error(`the wild night failed: ${output.stderr}`);
        signal = by;
      }
    },
    stop: () => killed(running),
  };
}

/** Starts a run and waits for its end, as the command does; it takes no part in the work. */
async function crawlOnce({ config, data, env: variables }: Place): Promise<void> {
  const app = await openApp({
    configDir: config,
    dataDir: data,
    rulesDir: 'rules',
    environment: readEnvironment({ ...variables, LOG_LEVEL: 'silent' }),
  });
  try {
    const desk = app.openDesk();
    for (const site of app.config.sites) await desk.startRun(site, 'wild');
    await app.untilIdle(app.config.sites);
  } finally {
    await app.close();
  }
}

/** What a store holds, as lines that do not depend on when or in which order it came. */
function contentOf(dataDir: string): Map<string, string[]> {
  const queries = {
    // Nights in order; each address of each night with its one outcome.
    address: `select (select count(*) from run r where r.started_at <= run.started_at) night, a.address_hash, a.kind, a.outcome, a.detail
              from run_address a join run on run.id = a.run_id`,
    run: `select (select count(*) from run r where r.started_at <= run.started_at) night, finished_at is not null from run`,
    ad: 'select site, site_ad_id, address_hash, municipality, age_band, reference_day, gone_at is not null, version from ad',
    version: `select site_ad_id, v.version, v.content_hash, v.page_sha256, c.content
              from ad_version v join ad on ad.id = v.ad_id left join personal_ad c on c.ad_id = v.ad_id and c.version = v.version`,
    identifier: 'select site_ad_id, kind, hash, persona_hash from identifier i join ad on ad.id = i.ad_id',
    text: 'select site_ad_id, count(*) from ad_text t join ad on ad.id = t.ad_id group by site_ad_id',
    standing: `select site_ad_id, s.level_rank, s.points, s.state, a.ad_version, a.ruleset_hash
               from standing s join ad on ad.id = s.ad_id join assessment a on a.id = s.assessment_id`,
    page: 'select site_ad_id, p.version, p.position, p.sha256, p.body from ad_page p join ad on ad.id = p.ad_id',
  };
  const db = new Database(join(dataDir, 'vindplaats.sqlite'), { readonly: true });
  try {
    return new Map(
      Object.entries(queries).map(([table, query]) => [
        table,
        db
          .prepare(query)
          .raw()
          .all()
          .map((row) => JSON.stringify(row))
          .toSorted(),
      ]),
    );
  } finally {
    db.close();
  }
}

function differencesOf(calm: Map<string, string[]>, wild: Map<string, string[]>): string[] {
  return [...calm].flatMap(([table, rows]) => {
    const others = wild.get(table) ?? [];
    return [
      ...without(rows, others).map((row) => `${table}: lost ${row}`),
      ...without(others, rows).map((row) => `${table}: too much ${row}`),
    ];
  });
}

/** The rows of `rows` that `others` does not have, or does not have as often. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}

function sizesOf(dataDir: string): { ads: number; versions: number; addresses: number } {
  const db = new Database(join(dataDir, 'vindplaats.sqlite'), { readonly: true });
  try {
    const count = (table: string) => Number(db.prepare(`select count(*) from ${table}`).pluck().get());
    return { ads: count('ad'), versions: count('ad_version'), addresses: count('run_address') };
  } finally {
    db.close();
  }
}

async function until(check: () => boolean): Promise<void> {
  const last = Date.now() + 120_000;
  while (!check()) {
    if (Date.now() > last) throw new Error('the crawl did not get that far within two minutes');
    await sleep(2);
  }
}

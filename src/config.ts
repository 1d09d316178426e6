import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { onDisk, whyUnusable } from './lib/disk-trouble.ts';
import { VindplaatsError, systemCodeOf } from './lib/errors.ts';
import { problemOfCron } from './lib/planned-moments.ts';
import { readYamlFile } from './lib/yaml-file.ts';
import { legalBasisSchema, regionSchema } from './model/region.ts';
import type { LegalBasis, Region, Schedule } from './model/region.ts';
import { siteSchema } from './model/site.ts';
import type { Site } from './model/site.ts';

/** Every environment variable there is, read here and nowhere else. */
const environmentSchema = z.object({
  /** Set: the stages run on BullMQ over this Redis. Not set: embedded, in one process. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .refine(isDecodable, 'holds a % that begins no character; write it as %25')
    .optional(),
  /** 32 bytes, base64. Keys the hashes of identifiers and seals what travels between processes. Not set: kept in the data folder. */
  VINDPLAATS_KEY: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  CHROMIUM_PATH: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  VINDPLAATS_HOST: z.string().min(1).default('127.0.0.1'),
  VINDPLAATS_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Whoever sends it as a bearer token may read /metrics. Not set: there is no such page. */
  VINDPLAATS_METRICS_TOKEN: z.string().min(32, 'must be 32 characters or more').optional(),
});
type EnvironmentVariables = z.infer<typeof environmentSchema>;

function isDecodable(url: string): boolean {
  try {
    return decodeURIComponent(url) !== '';
  } catch {
    return false;
  }
}

export type Environment = {
  redisUrl: string | null;
  key: string | null;
  chromiumPath: string | null;
  logLevel: EnvironmentVariables['LOG_LEVEL'];
  host: string;
  port: number;
  metricsToken: string | null;
};

/** What the model cannot judge without a package: the cron pattern of a schedule. */
const regionFile = regionSchema.superRefine(checkSchedule);
const siteFile = siteSchema.superRefine(checkSchedule);

export type Config = { configDir: string; region: Region; legalBasis: LegalBasis; sites: Site[] };

/** @throws VindplaatsError `CONFIG_INVALID` naming every variable that is wrong. */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new VindplaatsError(
      'CONFIG_INVALID',
      `The environment is not as it must be; mend these variables:\n${problems.join('\n')}`,
    );
  }
  const env = result.data;
  return {
    redisUrl: env.REDIS_URL ?? null,
    key: env.VINDPLAATS_KEY ?? null,
    chromiumPath: env.CHROMIUM_PATH ?? null,
    logLevel: env.LOG_LEVEL,
    host: env.VINDPLAATS_HOST,
    port: env.VINDPLAATS_PORT,
    metricsToken: env.VINDPLAATS_METRICS_TOKEN ?? null,
  };
}

/**
 * Reads what a region edits: region.yaml, legal-basis.yaml and sites/*.yaml.
 * @throws VindplaatsError `CONFIG_MISSING`, or `CONFIG_INVALID` naming every problem of every file at once.
 */
export function readConfig(configDir: string): Config {
  const siteFiles = listSiteFiles(configDir);
  const problems: string[] = [];
  function read<T>(file: string, schema: z.ZodType<T>): T | null {
    const result = readYamlFile(join(configDir, file), schema, join(basename(resolve(configDir)), file));
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return null;
  }
  const region = read('region.yaml', regionFile);
  const legalBasis = read('legal-basis.yaml', legalBasisSchema);
  const sites = siteFiles.flatMap((file) => {
    const site = read(join('sites', file), siteFile);
    if (!site) return [];
    if (`${site.id}.yaml` === file) return [site];
    problems.push(
      `${join(basename(resolve(configDir)), 'sites', file)}:1 id: is "${site.id}", but a site's id is its file name; make them the same`,
    );
    return [];
  });
  if (region) problems.push(...unknownMunicipalities(region));
  if (problems.length > 0 || !region || !legalBasis) {
    throw new VindplaatsError(
      'CONFIG_INVALID',
      `The configuration is not as it must be; mend ${problems.length === 1 ? 'this' : `these ${problems.length}`} and start again:\n${problems.join('\n')}`,
      {
        details: { problems },
      },
    );
  }
  return { configDir, region, legalBasis, sites: paceTogether(sites) };
}

/** A host is one host, however many sites it has: each of them keeps the largest delay, and the least at once, of them all. */
function paceTogether(sites: readonly Site[]): Site[] {
  const hostsOf = (site: Site) => new Set(site.start.map((start) => new URL(start).host));
  return sites.map((site) => {
    const hosts = hostsOf(site);
    const neighbours = sites.filter((other) => [...hostsOf(other)].some((host) => hosts.has(host)));
    const delayMs = Math.max(...neighbours.map(({ politeness }) => politeness.delayMs));
    const concurrency = Math.min(...neighbours.map(({ politeness }) => politeness.concurrency));
    return { ...site, politeness: { ...site.politeness, delayMs, concurrency } };
  });
}

function checkSchedule(file: { schedule?: Schedule | 'never' | undefined }, context: z.core.$RefinementCtx): void {
  if (file.schedule === undefined || file.schedule === 'never') return;
  const problem = problemOfCron(file.schedule.at);
  if (problem !== null) context.addIssue({ code: 'custom', path: ['schedule', 'at'], message: problem });
}

function listSiteFiles(configDir: string): string[] {
  try {
    return readdirSync(join(configDir, 'sites'))
      .filter((file) => file.endsWith('.yaml'))
      .toSorted();
  } catch (error) {
    throw new VindplaatsError(
      'CONFIG_MISSING',
      `There is no configuration in ${configDir} (it must hold region.yaml, legal-basis.yaml and sites/); choose its folder with --config DIR.`,
      { cause: error },
    );
  }
}

function unknownMunicipalities(region: Region): string[] {
  const known = new Set(region.municipalities.map((municipality) => municipality.code));
  return region.places
    .filter((place) => !known.has(place.municipality))
    .map(
      (place) =>
        `region.yaml places "${place.name}": its municipality ${place.municipality} is not listed under municipalities`,
    );
}

/**
 * The master key: from the environment, else from the data folder, where a first start makes one.
 * @throws VindplaatsError `CONFIG_INVALID` when the key file is damaged; it is never replaced, for then nothing would link any more.
 */
export function readMasterKey(environment: Environment, dataDir: string): Buffer {
  if (environment.key !== null) return Buffer.from(environment.key, 'base64');
  const file = join(dataDir, 'key');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    makeOnce(file, randomBytes(32).toString('base64'));
  } catch (error) {
    throw whyUnusable(error, 'data folder', dataDir);
  }
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length === 32) return key;
  throw new VindplaatsError(
    'CONFIG_INVALID',
    `The key in ${file} is damaged; put the saved one back, for with a new one no number would be recognised any more.`,
  );
}

/** Of several processes that start at once, the first one's content stands; nobody sees the file without it. */
function makeOnce(file: string, content: string): void {
  if (existsSync(file)) return;
  const unnamed = `${file}.${process.pid}`;
  writeFileSync(unnamed, content, { mode: 0o600 });
  try {
    linkSync(unnamed, file);
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(unnamed, { force: true });
  }
}

/** Programs we start (the browser) put their temporary files where we are told to; nothing is written outside the data folder. */
export function keepTemporaryFilesIn(dataDir: string): string {
  const dir = resolve(dataDir, 'temporary');
  onDisk(dir, () => mkdirSync(dir, { recursive: true, mode: 0o700 }));
  process.env['TMPDIR'] = dir;
  return dir;
}

/**
 * The floors of the house (CONTRIBUTING.md, "The house"). An import goes down or stays in its room; stages do not know each other.
 * A package that is heavy or can reach outside has one importing file.
 */
const stages = 'crawl|extract|link|screen|review|handover|report|govern';
const only = (name, pkg, files) => ({
  name: `only-there-${name}`,
  comment: `${name} has one importing file`,
  severity: 'error',
  from: { path: '^(src|workers)/', pathNot: files },
  to: { path: `node_modules/${pkg}(/|$)` },
});
const floor = (name, from, allowed) => ({
  name: `floor-${name}`,
  comment: `${name} may reach only ${allowed}`,
  severity: 'error',
  from: { path: `^src/(${from})` },
  to: { path: '^(src|workers|scripts|test)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    floor('model', 'model/', '^src/model/'),
    floor('lib', 'lib/', '^src/lib/'),
    floor('config', 'config\\.ts', '^src/(model|lib)/'),
    floor('log', 'log\\.ts', '^src/(model|lib)/'),
    floor('queue', 'queue/', '^src/(queue|model|lib)/|^src/log\\.ts$'),
    floor('store', 'store/', '^src/(store|model|lib)/'),
    floor('stage', 'stage\\.ts', '^src/(queue|store|model|lib)/|^src/(log|config)\\.ts$'),
    ...stages
      .split('|')
      .map((stage) =>
        floor(stage, `${stage}/`, `^src/(${stage}|queue|store|model|lib)/|^src/(stage|log|config)\\.ts$`),
      ),
    floor('demo', 'demo/', '^src/(demo|model|lib)/'),
    floor('pipeline', 'pipeline\\.ts', `^src/(${stages}|queue|store|model|lib)/|^src/(stage|log|config)\\.ts$`),
    floor('web', 'web/', `^src/(web|${stages}|store|model|lib)/|^src/(stage|log|config)\\.ts$`),
    floor('app', 'app\\.ts', `^src/(web|${stages}|queue|store|model|lib)/|^src/(pipeline|stage|log|config)\\.ts$`),
    {
      name: 'demo-stays-outside',
      comment: 'the pipeline must not be able to read the ground truth of the demo',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/(demo|commands)/' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'model-imports-zod-only',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    only('better-sqlite3', '(@types/)?better-sqlite3', '^src/(store/|queue/sqlite)'),
    only('bullmq', 'bullmq', '^src/queue/bullmq\\.ts$'),
    only('ioredis', 'ioredis', '^src/queue/connect-redis\\.ts$'),
    only('playwright', 'playwright(-core)?', '^src/crawl/(render-page|launch-chromium)\\.ts$'),
    only('chrono-node', 'chrono-node', '^src/extract/relative-day\\.ts$'),
    only('natural', 'natural', '^src/lib/tokens\\.ts$'),
    only('croner', 'croner', '^src/lib/planned-moments\\.ts$'),
    only('prom-client', 'prom-client', '^src/web/metrics\\.ts$'),
    only('pino', 'pino', '^src/log\\.ts$'),
    only('cheerio', 'cheerio', '^src/extract/'),
    only('sharp', 'sharp', '^src/link/decode-photo\\.ts$'),
    only('fzstd', 'fzstd', '^src/crawl/inflate-zstd\\.ts$'),
    only('undici', 'undici', '^src/crawl/'),
    only('warcio', 'warcio', '^src/govern/write-warc\\.ts$'),
    only('commander', 'commander', '^src/cli\\.ts$'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};

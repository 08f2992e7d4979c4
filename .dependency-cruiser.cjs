// The dependency rules of the codebase (docs/architecture.md). Each name says what is forbidden.
const features = [
  'accounts',
  'contacts',
  'events',
  'consent',
  'imports',
  'orders',
  'computed-values',
  'templates',
  'segments',
  'senders',
  'smtp-servers',
  'sending-limits',
  'deliveries',
  'tracking',
  'messages',
  'privacy',
  'webhooks',
  'assets',
  'forms',
  'campaigns',
  'sequences',
  'reports',
  'analysis',
  'integrations',
  'operations',
];

/** A feature may import only features that stand earlier in the list. */
const featureOrder = features.map((feature, index) => ({
  name: `feature-order-${feature}`,
  comment: `${feature} may import only features listed before it`,
  severity: 'error',
  from: { path: `^libs/features/${feature}/` },
  to: { path: `^libs/features/(${features.slice(index + 1).join('|') || 'none'})/` },
}));

const testCode = '\\.(spec|int-spec|e2e-spec)\\.ts$|^libs/testing/|^test/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-are-entered-through-their-index',
      severity: 'error',
      from: { path: '^(?:apps|test)/|^libs/([^/]+)/([^/]+)/' },
      to: {
        path: '^libs/(platform|features)/[^/]+/.+',
        pathNot: ['^libs/(platform|features)/[^/]+/index\\.ts$', '^libs/$1/$2/'],
      },
    },
    {
      name: 'platform-never-imports-features',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/features/' },
    },
    ...featureOrder,
    {
      name: 'campaigns-and-sequences-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/features/sequences/' },
      to: { path: '^libs/features/campaigns/' },
    },
    {
      name: 'typeorm-only-in-entities-repositories-and-the-database-lib',
      severity: 'error',
      from: {
        pathNot: ['\\.(entity|repository)\\.ts$', '^libs/platform/database/', testCode],
      },
      to: { path: 'node_modules/(typeorm|pg|pg-copy-streams)/' },
    },
    {
      name: 'bullmq-only-in-the-queue-lib',
      severity: 'error',
      from: { pathNot: ['^libs/platform/queue/', '^libs/platform/database/queue-schema\\.ts$', testCode] },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'mail-packages-only-in-the-mail-lib',
      severity: 'error',
      from: { pathNot: ['^libs/platform/mail/', testCode] },
      to: { path: 'node_modules/(nodemailer|mjml|handlebars)/' },
    },
    {
      name: 'express-only-in-the-api',
      severity: 'error',
      from: { path: '^libs/|^apps/(worker|cli)/', pathNot: testCode },
      to: { path: 'node_modules/express/' },
    },
    {
      name: 'testing-only-from-tests',
      severity: 'error',
      from: { pathNot: testCode },
      to: { path: '^libs/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^apps/web/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

// Nest 12 is ESM-only; on Node 20 jest cannot require() ESM, so these packages are transformed too.
const esmPackages = '@nestjs|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit';

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages})/)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  moduleNameMapper: {
    '^@(platform|features)/(.*)$': '<rootDir>/libs/$1/$2/index.ts',
    '^@testing$': '<rootDir>/libs/testing/index.ts',
  },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/property-seed.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tidings'],
};

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  maxWorkers: 2,
  // Each file leaves something of its modules in the memory of its worker; near the heap's limit that one pauses for seconds.
  workerIdleMemoryLimit: '1GB',
  // A net for what hangs, not a measure of speed: a busy machine may take its time.
  testTimeout: 300_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps/api,apps/worker,apps/cli,apps/web,templates,test}/**/*.spec.ts'],
    },
    {
      ...shared,
      ...withDatabase,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,apps/api,apps/worker,apps/cli}/**/*.int-spec.ts'],
    },
    { ...shared, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'] },
  ],
};

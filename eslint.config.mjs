import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Nest's HTTP exceptions belong to the API alone: libraries throw DomainError (libs/platform/errors). */
const httpExceptions = [
  'HttpException',
  'BadRequestException',
  'NotFoundException',
  'ForbiddenException',
  'UnauthorizedException',
  'ConflictException',
  'InternalServerErrorException',
  'UnprocessableEntityException',
];

const processEnv = {
  object: 'process',
  property: 'env',
  message: 'Read settings from @platform/config; only that library may look at process.env.',
};

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', '.tidings/', 'coverage/', 'apps/web/', '**/*.cjs', '**/*.mjs'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'max-params': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-properties': ['error', processEnv],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='forwardRef']",
          message: 'Cut the module differently instead.',
        },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/**/*.ts', 'apps/worker/**/*.ts', 'apps/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@nestjs/common', importNames: httpExceptions, message: 'Throw a DomainError instead.' },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.dto.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'PropertyDefinition:has(> Decorator > CallExpression[callee.name="IsOptional"]):not(:has(> TSTypeAnnotation TSNullKeyword))',
          message: '@IsOptional lets null through: use @IfGiven, or say "| null" in the type.',
        },
      ],
    },
  },
  { files: ['libs/platform/config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    // Constructor injection lists dependencies one per line: five at most, checked in review.
    files: ['**/*.service.ts', '**/*.controller.ts', '**/*.handler.ts', 'libs/features/**/*.ts'],
    rules: { 'max-params': ['error', 5] },
  },
  {
    files: ['**/*.spec.ts', '**/*.int-spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // A migration is a list of statements; cutting it into functions would only hide their order.
    files: ['libs/platform/database/migrations/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Terminal programs print.
    files: ['apps/cli/**/*.ts', 'test/bench/**/*.ts', 'test/faults/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);

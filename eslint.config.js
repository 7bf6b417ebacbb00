import tseslint from 'typescript-eslint';

const sideEffects = [
  { object: 'process', property: 'exit', message: 'set process.exitCode in src/cli/' },
  { object: 'Math', property: 'random', message: 'randomness comes in as an argument' },
  { object: 'Date', property: 'now', message: 'the clock comes in as an argument' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'ut/', '.tilrette/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    rules: {
      eqeqeq: 'error',
      complexity: ['error', { max: 15, variant: 'modified' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-properties': ['error', ...sideEffects],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error', 'no-restricted-globals': ['error', 'console'] },
  },
  {
    files: ['src/cli/**', 'bench/**', 'test/**'],
    rules: { 'no-restricted-properties': ['error', sideEffects[0]] },
  },
  { files: ['test/**/*.ts', 'bench/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);

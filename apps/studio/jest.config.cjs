const preset = require('../../jest.preset.cjs');

/** The same compiler as everywhere, told of JSX; pages are tried in a real browser (e2e/studio). */
const compile = preset.transform['^.+\\.ts$'];

module.exports = {
  ...preset,
  rootDir: 'src',
  testEnvironment: `${__dirname}/jest-environment.cjs`,
  testEnvironmentOptions: { customExportConditions: ['@aftercall/source', 'browser', 'import', 'require', 'default'] },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.tsx?$': [
      compile[0],
      {
        ...compile[1],
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};

// Starts the built-in PostgreSQL with the options given as JSON, prints its process number, and stays.
require('./run-typescript.cjs');
const { startPostgres } = require('../../libs/platform/embedded-postgres/index.ts');

void startPostgres(JSON.parse(process.argv[2])).then(({ pid }) => {
  console.log(pid);
  setInterval(() => undefined, 60_000);
});

import 'reflect-metadata';
import { createProgram } from './program';
import { reportError } from './report-error';

createProgram(process.argv.slice(2))
  .then((program) => program.parseAsync(process.argv))
  .catch((error: unknown) => {
    reportError(error);
    process.exitCode = 1;
  });

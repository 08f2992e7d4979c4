import 'reflect-metadata';
import { createProgram } from './program';
import { reportError } from './report-error';

createProgram()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    reportError(error);
    process.exitCode = 1;
  });

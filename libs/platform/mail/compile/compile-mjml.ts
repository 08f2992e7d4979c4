import type mjml2html from 'mjml';
import { CompileFailure, type CompileProblem } from './compiled-message';
import { originOf, type ExpandedSource } from './expand-source';

/**
 * MJML to HTML. mjml-core reads `.mjmlconfig` from the working directory while it is being loaded and would register
 * components found there, so it is loaded late, with a working directory that does not exist. Runs in the sandbox
 * thread, whose `process` object is its own.
 */
export async function compileMjml(expanded: ExpandedSource): Promise<string> {
  const { html, errors } = await loadMjml()(expanded.text, {
    fonts: {},
    ignoreIncludes: true,
    keepComments: true,
    minify: false,
    beautify: false,
    validationLevel: 'soft',
  });
  const problems = errors
    // A merge field is no valid colour for MJML, but may become one.
    .filter((error) => !/has invalid value: .*\{\{/.test(error.message))
    .map<CompileProblem>((error) => ({
      part: 'mjml',
      ...originOf(expanded, error.line),
      tag: error.tagName,
      message: `${error.message.trim()}.`,
    }));
  if (problems.length > 0) throw new CompileFailure(problems);
  return html;
}

let loaded: typeof mjml2html | undefined;

function loadMjml(): typeof mjml2html {
  if (loaded !== undefined) return loaded;
  const workingDirectory = process.cwd.bind(process);
  process.cwd = () => '/nonexistent-mjml-configuration';
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    loaded = require('mjml') as typeof mjml2html;
  } finally {
    process.cwd = workingDirectory;
  }
  return loaded;
}

import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Script that a visitor loads before anything is drawn, and further for any one page or part; kilobytes, gzipped. */
const ENTRY_KB = 180;
const PAGE_KB = 230;

type Chunks = Map<string, Rolldown.OutputChunk>;

/** The chunk and everything that is loaded with it. */
function loadedWith(chunk: Rolldown.OutputChunk, chunks: Chunks, found = new Set<string>()): Set<string> {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const name of chunk.imports) {
    const next = chunks.get(name);
    if (next) loadedWith(next, chunks, found);
  }
  return found;
}

/** Fails the build when the app, or what one page adds to it, has grown beyond what a phone should load. */
export function bundleBudget(): Plugin {
  return {
    name: 'bundle-budget',
    generateBundle(_options, bundle) {
      const chunks: Chunks = new Map();
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') chunks.set(output.fileName, output);
      }
      const sizes = new Map([...chunks].map(([name, { code }]) => [name, gzipSync(code).length / 1000]));
      const weigh = (names: Iterable<string>) =>
        [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      const tooHeavy: string[] = [];
      const judge = (what: string, names: string[], limit: number) => {
        const weight = weigh(names);
        if (process.env.BUNDLE_SIZES) console.log(`${weight.toFixed(1).padStart(7)} kB  ${what}`);
        if (weight <= limit) return;
        const parts = names.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)).slice(0, 4);
        const largest = parts.map((name) => `${name} ${sizes.get(name)?.toFixed(1)}`).join(', ');
        tooHeavy.push(`  ${what}: ${weight.toFixed(1)} kB of ${limit} kB (largest: ${largest})`);
      };

      const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
      if (!entry) return;
      const first = loadedWith(entry, chunks);
      judge('the entry', [...first], ENTRY_KB);
      for (const loader of chunks.values()) {
        // An editor within a page comes on top of what the page has loaded already.
        const before = new Set([...first, ...loadedWith(loader, chunks)]);
        for (const name of loader.dynamicImports) {
          const part = chunks.get(name);
          if (!part) continue;
          const more = [...loadedWith(part, chunks)].filter((file) => !before.has(file));
          judge(first.has(loader.fileName) ? part.name : `${loader.name} > ${part.name}`, more, PAGE_KB);
        }
      }
      if (tooHeavy.length > 0) {
        this.error(
          `The web app loads too much script (gzipped):\n${tooHeavy.join('\n')}\n` +
            'Load what is not needed at once with import(), or leave it out. BUNDLE_SIZES=1 npm run build:web shows all parts.',
        );
      }
    },
  };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { BlockDocument } from './blocks/block-document';
import { parseBrand, type Brand } from './brand-settings';
import { readBody } from './template-body';
import { galleryTemplateNotFound } from './templates.errors';

/** One shipped template. */
export interface GalleryTemplate {
  key: string;
  name: string;
  /** What it is for, in one or two sentences. */
  description: string;
  category: string;
  subject: string;
  preheader: string;
  mjml: string;
  /** The blocks it is made of; null for one that is written as MJML. */
  document: BlockDocument | null;
  /** A context to preview it with: `contact`, `workspace`, `campaign`. */
  sample: Record<string, unknown>;
}

interface Shipped {
  gallery: Map<string, GalleryTemplate>;
  /** By `<sequence>/<email>`. */
  sequences: Map<string, GalleryTemplate>;
  system: Map<string, GalleryTemplate>;
  partials: Record<string, string>;
  brand: Brand;
}

/** The templates, partials and brand values that ship with the product. Read from files once, then from memory. */
@Injectable()
export class TemplateGallery {
  private shipped: Shipped | undefined;

  /** Those made of blocks first, then by name. */
  list(): GalleryTemplate[] {
    const rank = ({ document }: GalleryTemplate) => (document === null ? 1 : 0);
    return [...this.load().gallery.values()].sort(
      (left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name, 'en'),
    );
  }

  /** @throws DomainError `gallery-template.not-found` */
  get(key: string): GalleryTemplate {
    const { gallery } = this.load();
    const template = gallery.get(key);
    if (template === undefined) throw galleryTemplateNotFound(key, [...gallery.keys()].sort());
    return template;
  }

  /** A mail that the product itself sends, from `templates/system`. @throws Error when the product ships none by this name */
  system(key: string): GalleryTemplate {
    const template = this.load().system.get(key);
    if (template === undefined) throw new Error(`There is no shipped system template "${key}".`);
    return template;
  }

  /** An email of a shipped sequence, from `templates/sequences/<key>`. @throws Error when the product ships none by this key */
  ofSequence(key: string): GalleryTemplate {
    const template = this.load().sequences.get(key);
    if (template === undefined) throw new Error(`There is no shipped email "${key}".`);
    return template;
  }

  /** The context to preview a template with that was made from a shipped one; of the gallery, or of a sequence. */
  sampleOf(key: string): GalleryTemplate['sample'] | undefined {
    const { gallery, sequences } = this.load();
    return (gallery.get(key) ?? sequences.get(key))?.sample;
  }

  /** MJML by partial name, for `{{> name}}`. */
  get partials(): Record<string, string> {
    return this.load().partials;
  }

  get defaultBrand(): Brand {
    return this.load().brand;
  }

  private load(): Shipped {
    return (this.shipped ??= readShipped(join(packageRoot(__dirname), 'templates')));
  }
}

function readShipped(folder: string): Shipped {
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const json = (...path: string[]) => JSON.parse(read(...path)) as Record<string, unknown>;
  const folders = (set: string) =>
    readdirSync(join(folder, set), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  const templates = (set: string, keys = folders(set)) =>
    new Map(
      keys.map((key): [string, GalleryTemplate] => {
        const about = json(set, key, 'template.json') as Partial<GalleryTemplate>;
        return [
          key,
          {
            key,
            name: about.name ?? key,
            description: about.description ?? '',
            category: about.category ?? 'other',
            subject: about.subject ?? '',
            preheader: about.preheader ?? '',
            ...(existsSync(join(folder, set, key, 'document.json'))
              ? readBody({ document: json(set, key, 'document.json') })
              : readBody({ mjml: read(set, key, 'body.mjml') })),
            sample: json(set, key, 'sample.json'),
          },
        ];
      }),
    );
  const partials = readdirSync(join(folder, 'partials')).filter((name) => name.endsWith('.mjml'));
  return {
    gallery: new Map([...templates('starters'), ...templates('gallery')]),
    sequences: templates(
      'sequences',
      folders('sequences').flatMap((entry) =>
        folders(join('sequences', entry)).map((email) => `${entry}/${email}`),
      ),
    ),
    system: templates('system'),
    partials: Object.fromEntries(
      partials.map((name) => [name.slice(0, -'.mjml'.length), read('partials', name)]),
    ),
    brand: parseBrand(json('brand.json')) as Brand,
  };
}

/** The folder with package.json: the code runs from the sources and from `dist`. */
function packageRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'templates', 'gallery')))
      return folder;
    if (dirname(folder) === folder)
      throw new Error('The folder "templates" that ships with the product is missing.');
  }
}

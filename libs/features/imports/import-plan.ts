import {
  choiceKey,
  keyFromLabel,
  MAX_CONTACT_FIELDS,
  tidyText,
  type FieldDeclaration,
} from '@features/contacts';
import {
  isMailchimpTarget,
  mailchimpFields,
  mailchimpTarget,
  plainTargets,
  usualTarget,
} from './column-targets';
import type { FilePlan, ImportFormat, ImportOptions, ImportPlan, RowStatus } from './contact-import';
import { invalidOption, noAddressColumn, unreadableFile } from './imports.errors';
import { inferField } from './infer-field';

/** The beginning of a file: enough to settle how it is read. */
export interface FileSample {
  name: string;
  encoding: FilePlan['encoding'];
  delimiter: string;
  header: string[];
  rows: string[][];
}

const STATUS_OF_NAME = /^(subscribed|unsubscribed|cleaned|nonsubscribed)_/;

/** The status that Mailchimp wrote into a file's name, if any. */
export function statusOfName(fileName: string): RowStatus | undefined {
  const base = fileName.split('/').at(-1) ?? '';
  return STATUS_OF_NAME.exec(base)?.[1] as RowStatus | undefined;
}

/** Mailchimp's exports are known by their ids or their file names. */
export function recogniseFormat(sample: Pick<FileSample, 'name' | 'header'>): ImportFormat {
  const hasIds = sample.header.includes('LEID') && sample.header.includes('EUID');
  return hasIds || statusOfName(sample.name) !== undefined ? 'mailchimp' : 'csv';
}

/**
 * Settles where every column goes and which custom fields are needed. Throws when a file has no address column, an
 * option names a target that does not exist, or the workspace would get too many fields.
 */
export function planImport(
  samples: FileSample[],
  request: { format: ImportFormat; options: ImportOptions; fields: readonly FieldDeclaration[] },
): ImportPlan {
  const planner = new ImportPlanner(samples, request);
  return planner.plan();
}

class ImportPlanner {
  private readonly known: FieldDeclaration[];
  private readonly used = new Map<string, FieldDeclaration>();

  constructor(
    private readonly samples: FileSample[],
    private readonly request: {
      format: ImportFormat;
      options: ImportOptions;
      fields: readonly FieldDeclaration[];
    },
  ) {
    this.known = request.fields.map((field) => ({ ...field, choices: [...field.choices] }));
  }

  plan(): ImportPlan {
    const files = this.samples.map((sample) => this.planFile(sample));
    if (this.known.length > MAX_CONTACT_FIELDS) {
      throw unreadableFile(
        'too-many-fields',
        `With this file the workspace would have ${this.known.length} custom fields; ${MAX_CONTACT_FIELDS} are allowed. Map the columns that matter and ignore the others.`,
      );
    }
    return { files, fields: [...this.used.values()] };
  }

  private planFile(sample: FileSample): FilePlan {
    const { name, encoding, delimiter } = sample;
    const header = sample.header.map((heading) => tidyText(heading));
    const taken = new Set<string>();
    const targets = header.map((heading, column) => {
      const target = this.targetOf(heading, column);
      if (taken.has(target)) return 'ignore';
      if (target !== 'ignore') taken.add(target);
      return target;
    });
    if (!taken.has('email')) throw noAddressColumn(name, header);
    return { name, status: this.statusOf(name, header), encoding, delimiter, header, targets };
  }

  private statusOf(name: string, header: string[]): RowStatus {
    const { options, format } = this.request;
    const byName = format === 'mailchimp' ? statusOfName(name) : undefined;
    if (byName) return byName;
    if (format === 'mailchimp' && header.includes('UNSUB_TIME')) return 'unsubscribed';
    if (format === 'mailchimp' && header.includes('CLEAN_TIME')) return 'cleaned';
    return options.status ?? (options.topicId === undefined ? 'nonsubscribed' : 'subscribed');
  }

  private targetOf(heading: string, column: number): string {
    const { format, options } = this.request;
    const mapped =
      options.mapping && Object.hasOwn(options.mapping, heading) ? options.mapping[heading] : undefined;
    if (mapped !== undefined) return this.checkMapped(heading, mapped);
    if (options.mapping && format === 'csv') return 'ignore';
    if (heading === '') return 'ignore';
    const usual = format === 'mailchimp' ? mailchimpTarget(heading) : usualTarget(heading);
    if (usual !== undefined) return isMailchimpTarget(usual) ? this.mailchimpField(usual) : usual;
    return this.ownField(heading, column);
  }

  private checkMapped(heading: string, target: string): string {
    if ((plainTargets as readonly string[]).includes(target)) return target;
    if (isMailchimpTarget(target)) return this.mailchimpField(target);
    const field = this.known.find((candidate) => `attributes.${candidate.key}` === target);
    if (field) return this.use(field);
    const pointer = `/options/mapping/${heading.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const fields = this.known.map((candidate) => `attributes.${candidate.key}`);
    throw invalidOption(
      pointer,
      `"${heading}" cannot be mapped to "${target}". Allowed: ${[...plainTargets, ...fields].join(', ')}.`,
    );
  }

  private get createsFields(): boolean {
    return this.request.options.createMissingFields ?? this.request.format === 'mailchimp';
  }

  private mailchimpField(target: keyof typeof mailchimpFields): string {
    const declaration = mailchimpFields[target];
    const existing = this.known.find((field) => field.key === declaration.key);
    if (existing && existing.type !== declaration.type) return 'ignore';
    if (!existing && !this.createsFields) return target === 'mailchimpAddress' ? target : 'ignore';
    this.use(existing ?? this.declare({ ...declaration, choices: [] }));
    return target;
  }

  /** An existing field of this name, or a new one whose type the cells suggest. */
  private ownField(heading: string, column: number): string {
    const key = keyFromLabel(heading);
    const label = choiceKey(heading);
    const existing = this.known.find(
      (field) =>
        field.key === heading ||
        `attributes.${field.key}` === heading ||
        field.key === key ||
        choiceKey(field.label) === label,
    );
    if (existing) return this.use(existing);
    if (!this.createsFields) return 'ignore';
    const inferred = inferField(this.sampleOf(heading, column));
    return this.use(this.declare({ key, label: heading.slice(0, 100), ...inferred }));
  }

  /** Cells of a heading in all files, so that the type does not depend on which file comes first. */
  private sampleOf(heading: string, column: number): string[] {
    return this.samples.flatMap((sample) => {
      const own = sample.header.findIndex((other) => tidyText(other) === heading);
      const position = own === -1 ? undefined : own;
      return position === undefined && sample.header[column] !== heading
        ? []
        : sample.rows.map((row) => row[position ?? column] ?? '');
    });
  }

  private declare(field: FieldDeclaration): FieldDeclaration {
    const declared = { ...field, choices: [...field.choices] };
    this.known.push(declared);
    return declared;
  }

  private use(field: FieldDeclaration): string {
    this.used.set(field.key, field);
    return `attributes.${field.key}`;
  }
}

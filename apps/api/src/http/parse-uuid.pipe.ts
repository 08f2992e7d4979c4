import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { invalidField } from '@platform/errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id in a path, in lower case; anything that is not a UUID is `id.invalid` (400). */
@Injectable()
export class ParseUuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
    const name = data ?? 'id';
    throw invalidField(
      `/${name}`,
      'id.invalid',
      `${name} must be a UUID such as 0199c0de-0000-7000-8000-000000000001.`,
    );
  }
}

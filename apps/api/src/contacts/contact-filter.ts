import type { ContactFilter } from '@features/contacts';
import { invalidField } from '@platform/errors';
import type { ContactFilterDto } from './contacts.dto';

/** The filter that query parameters mean; `field` values are `key:value`. */
export function toFilter(dto: Pick<ContactFilterDto, 'q' | 'tag' | 'field'>): ContactFilter {
  return {
    ...(dto.q === undefined ? {} : { search: dto.q }),
    ...(dto.tag === undefined ? {} : { tag: dto.tag }),
    fields: (dto.field ?? []).map((condition) => {
      const colon = condition.indexOf(':');
      if (colon < 1) {
        const message = `field must be written key:value, for example country:PT; "${condition.slice(0, 80)}" is not.`;
        throw invalidField('/field', 'contact-filter.invalid', message);
      }
      return { key: condition.slice(0, colon), value: condition.slice(colon + 1) };
    }),
  };
}

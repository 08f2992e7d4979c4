import { ValidateIf } from 'class-validator';

/** For a field that may be left out, and is no `null`: `@IsOptional` would let that through to code that expects a value. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** For a field that the class it comes from leaves optional: decorators are inherited, and without this it may go on missing. */
export function MustBeGiven(): PropertyDecorator {
  return ValidateIf(() => true);
}

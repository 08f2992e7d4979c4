import { applyDecorators } from '@nestjs/common';
import { Type, type ClassConstructor } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';

/** An object with rules of its own. `@ValidateNested` alone takes a list for one, even an empty one. */
export function Nested(dto: () => ClassConstructor<object>): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(dto));
}

/** A list of such objects. */
export function NestedEach(dto: () => ClassConstructor<object>): PropertyDecorator {
  return applyDecorators(IsObject({ each: true }), ValidateNested({ each: true }), Type(dto));
}
